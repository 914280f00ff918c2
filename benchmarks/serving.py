"""What benchmarks of pages stand on: a database of their own, and servers on ports of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import django
import psycopg2

ROOT = Path(__file__).resolve().parent.parent


def use_own_database(name: str) -> None:
    """Make a database of that name on the server of DATABASE_URL, with tables and reference data."""
    url = os.environ["DATABASE_URL"]
    with closing(psycopg2.connect(url)) as administration:
        administration.autocommit = True
        with administration.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = url.rsplit("/", 1)[0] + f"/{name}"
    os.environ["HUB_MODE"] = "local"
    os.environ.setdefault("SECRET_KEY", "only for measuring, only for measuring, only for measuring")
    os.environ["DOWNLOAD_RATE"] = "1000000/min"  # what is measured is the server, not its patience
    os.environ["DJANGO_SETTINGS_MODULE"] = "procurement_hub.settings"
    run([sys.executable, "manage.py", "migrate", "-v0"], {})
    run([sys.executable, "manage.py", "load_reference", "-v0"], {})
    django.setup()


def run(words: list[str], env: Mapping[str, str]) -> None:
    """Run a command of ours in the root of the project, quietly; raises where it fails."""
    subprocess.run(words, cwd=ROOT, env={**os.environ, **env}, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def gunicorn(settings: str, env: Mapping[str, str]) -> Iterator[int]:
    """Run a Django site on gunicorn with two sync workers; yields its port."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", "benchmarks.wsgi", "-w", "2", "-b", f"127.0.0.1:{port}"]
    with serve([*words, "--log-level", "error"], {**env, "DJANGO_SETTINGS_MODULE": settings}, port):
        yield port


@contextmanager
def serve(words: list[str], env: Mapping[str, str], port: int) -> Iterator[None]:
    """Run a server until the block ends, which begins once it answers."""
    process = subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Did not start: {' '.join(words)}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port on which nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
