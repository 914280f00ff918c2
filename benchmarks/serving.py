"""Servers of the hub for benchmarks, on ports of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from benchmarks.database import ROOT


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
