"""`make run` from nothing to a page, and again."""

import http.client
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from tests.services import ROOT
from tests.waiting import eventually
from tools import unprivileged
from tools.embedded_postgres import kept_folder
from tools.throw_away_services import free_port

pytestmark = pytest.mark.slow


class Installation(NamedTuple):
    """A place for `make run` to keep things in, and the environment that points to it."""

    env: dict[str, str]
    port: int


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation that uses this checkout's code and packages, with nothing loaded yet."""
    root = unprivileged.running_as_root()
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir=None if root else tmp_path))
    kept_out = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "HUB_MODE", "SECRET_KEY", "LOG_FORMAT")
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in kept_out and not name.startswith(("MAKE", "PYTEST"))
    }
    port = free_port()
    env |= {"PORT": str(port), "HUB_VAR_DIR": str(folder / "var"), "STATIC_ROOT": str(folder / "static")}
    yield Installation(env, port)
    shutil.rmtree(kept_folder(folder / "var"), ignore_errors=True)
    shutil.rmtree(folder)


def page(port: int, path: str) -> tuple[int, str]:
    """Return the status and text of a page, or (0, "") while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def _heed_ctrl_c() -> None:
    """Take Ctrl-C as a terminal's programs do, also where the tests run in the background and ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Run:
    """One `make run`, as a person at a terminal has it."""

    def __init__(self, installation: Installation) -> None:
        """Start it and wait until it says that it runs."""
        self.process = subprocess.Popen(
            ["make", "run"],
            cwd=ROOT,
            env=installation.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_heed_ctrl_c,
        )
        self.lines: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        eventually(lambda: self.process.poll() is not None or "Stop     Ctrl-C" in self.said, seconds=600)
        assert self.process.poll() is None, self.said

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return "".join(self.lines)

    def press_ctrl_c(self) -> None:
        """Interrupt everything in the foreground, as a terminal does, and wait for the end."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=90)
        self._reader.join(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))


def processes_of(installation: Installation) -> list[str]:
    """Return the command lines of processes that belong to an installation."""
    marks = (f":{installation.port}", str(kept_folder(Path(installation.env["HUB_VAR_DIR"]))))
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listing.splitlines() if any(mark in line for mark in marks)]


def make_manage(installation: Installation, words: str) -> str:
    """Run `make manage` beside `make run`; return what it prints."""
    asked = subprocess.run(
        ["make", "--no-print-directory", "manage", f"ARGS={words}"],
        cwd=ROOT,
        env=installation.env,
        capture_output=True,
        text=True,
        check=True,
    )
    return asked.stdout


def test_from_nothing_to_a_page_and_again(installation: Installation) -> None:
    first = Run(installation)
    assert f"Open     http://127.0.0.1:{installation.port}/" in first.said
    assert "Loading the sample" in first.said
    assert page(installation.port, "/health/ready/")[0] == 200
    asked = make_manage(
        installation,
        "shell --no-imports -c 'from boroughs.models import Borough; print(Borough.objects.count())'",
    )
    assert asked.splitlines()[-1] == "33"
    status, boroughs = page(installation.port, "/boroughs/")
    assert status == 200
    assert "Kensington and Chelsea" in boroughs
    first.press_ctrl_c()
    assert processes_of(installation) == []
    assert "Traceback" not in first.said

    second = Run(installation)
    assert "Loading" not in second.said
    assert page(installation.port, "/boroughs/") == (200, boroughs)
    second.press_ctrl_c()
    assert processes_of(installation) == []
