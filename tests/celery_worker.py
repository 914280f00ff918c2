"""A real Celery worker for a test: its own process, the test's database, the test run's Redis."""

import os
import signal
import subprocess
import sys
import threading
import urllib.parse
from typing import Any

from tests.services import ROOT
from tests.waiting import eventually


def database_url(settings: dict[str, Any]) -> str:
    """Return the address of a Django database from its settings, for the environment of another process."""
    quote = urllib.parse.quote
    login = quote(settings["USER"], safe="")
    if settings["PASSWORD"]:
        login += ":" + quote(settings["PASSWORD"], safe="")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{login}@{quote(settings['HOST'], safe='')}{port}/{quote(settings['NAME'], safe='')}"


class Worker:
    """One worker process. ``output`` is what it has said so far."""

    def __init__(
        self, *, database: dict[str, Any], redis_url: str, concurrency: int, env: dict[str, str]
    ) -> None:
        """Start it and wait until it says that it is ready (at most 90 seconds)."""
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "procurement_hub", "worker", "--loglevel", "INFO"]
            + ["--concurrency", str(concurrency), "--without-gossip", "--without-mingle"]
            + ["--hostname", f"test-{os.getpid()}-{id(self)}@localhost"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "procurement_hub.settings",
                "DATABASE_URL": database_url(database),
                "REDIS_URL": redis_url,
                "LOG_LEVEL": "INFO",
                **env,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            eventually(self._ready_or_dead, seconds=90)
            assert self.process.poll() is None
        except AssertionError:
            self.stop()
            raise AssertionError(f"The worker did not become ready. It said:\n{self.output}") from None

    @property
    def output(self) -> str:
        """Everything that the worker has printed so far."""
        return "".join(self.lines)

    def kill(self) -> None:
        """End the worker and its children at once, in the middle of whatever they do."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let the worker finish what it does, then end it; end it at once after 30 seconds."""
        try:
            self._end(signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process.poll() is None:
            send = os.killpg if how is signal.SIGKILL else os.kill
            send(self.process.pid, how)
        self.process.wait(timeout=30)
        self._reader.join(timeout=30)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def _ready_or_dead(self) -> bool:
        return self.process.poll() is not None or any(" ready" in line for line in self.lines)
