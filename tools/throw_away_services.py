"""PostgreSQL and Redis for one test run: ``python3 -m tools.throw_away_services [postgres] [redis]``.

Prints one JSON object when they answer (``DATABASE_URL``, ``REDIS_URL``; a Redis that is not installed is
left out), then waits for its standard input to close, so that even a killed test run leaves nothing behind.
"""

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.console import Problem, guarded
from tools.embedded_postgres import throw_away

REDIS_DATABASES = 64


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody is using now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis(program: str) -> Iterator[str]:
    """Run a Redis that keeps nothing; yields its URL without a database number."""
    folder = Path(tempfile.mkdtemp(prefix="hub-redis-"))
    try:
        port, server = _start_redis(program, folder)
        try:
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_redis(program: str, folder: Path) -> tuple[int, subprocess.Popen[bytes]]:
    """Try a few ports, since another process may take one between our look and Redis's."""
    log = folder / "log"
    for _ in range(5):
        port = free_port()
        words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        words += [
            "--databases",
            str(REDIS_DATABASES),
            "--dir",
            str(folder),
            "--logfile",
            str(log),
            "--daemonize",
            "no",
        ]
        server = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 20
        while server.poll() is None and time.monotonic() < deadline:
            if _answers(port):
                return port, server
        server.kill()
        server.wait()
    raise Problem(f"{log.read_text(errors='replace')}\nRedis could not be started; the lines above say why.")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        time.sleep(0.02)
        return False


def main(wanted: list[str]) -> int:
    """Start what is ``wanted`` ("postgres", "redis"), say where it is, and stop it at the end of stdin."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the test run, which then closes our stdin
    with ExitStack() as services:
        where: dict[str, str] = {}
        if "postgres" in wanted:
            where["DATABASE_URL"] = services.enter_context(throw_away()).url
        program = shutil.which("redis-server")
        if "redis" in wanted and program:
            where["REDIS_URL"] = services.enter_context(redis(program))
        print(json.dumps(where), flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:])))
