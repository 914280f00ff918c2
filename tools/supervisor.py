"""Child processes that live and end together."""

import http.client
import os
import signal
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from tools.console import ROOT, Problem, say

PATIENCE_SECONDS = 30


class Supervisor:
    """A block in which processes run; when it is left, for whatever reason, none of them does.

    Each child gets a session of its own, so that Ctrl-C reaches this process only, which then ends the
    children in order: politely, and after 30 seconds for good.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        """``env`` is the children's environment."""
        self.env = env
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.ended = threading.Event()

    def start(self, name: str, words: Sequence[str | Path]) -> None:
        """Start a process called ``name`` in messages."""
        child = subprocess.Popen(
            [str(word) for word in words],
            cwd=ROOT,
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.children[name] = child
        threading.Thread(target=self._notice_end, args=(child,), daemon=True).start()

    def wait_for_page(self, address: str) -> None:
        """Return when ``address`` answers with status 200; raise :class:`Problem` if a child ends first."""
        deadline = time.monotonic() + 120
        while not _answers(address):
            if self.ended.wait(0.1) or time.monotonic() > deadline:
                raise Problem(
                    self._obituary()
                    or f"{address} did not answer within two minutes; the lines above may say why."
                )

    def watch(self) -> NoReturn:
        """Wait until one of the children has ended by itself; raise :class:`Problem`, saying who."""
        self.ended.wait()
        raise Problem(self._obituary())

    def _notice_end(self, child: subprocess.Popen[bytes]) -> None:
        child.wait()
        self.ended.set()

    def _obituary(self) -> str:
        return "; ".join(
            f"{name} ended with status {child.returncode}, and the rest was stopped".capitalize() + "."
            for name, child in self.children.items()
            if child.poll() is not None
        )

    def __enter__(self) -> "Supervisor":
        """Begin the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child that still runs, and whatever it has started."""
        say("\nStopping.")
        for child in reversed(self.children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.children.values():
            try:
                child.wait(timeout=max(deadline - time.monotonic(), 0.1))
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                say("  not waiting any longer")
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _answers(address: str) -> bool:
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
