"""What the make targets say and do when something is not as it should be."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tools import check, console, digest, environment, go, loaded, local, lock, run
from tools.console import ROOT, Problem
from tools.supervisor import Supervisor

FOREVER = [sys.executable, "-c", "import signal; print('up', flush=True); signal.pause()"]


class Said(NamedTuple):
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int


def make(*words: str, **env: str) -> Said:
    """Run make in the project's folder."""
    done = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | env,
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.stdout, done.stderr, done.returncode)


@pytest.fixture
def taken_port() -> Iterator[str]:
    """A port that somebody is listening on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def test_make_help_lists_every_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    listed = set(re.findall(r"^make (\S+)", make("help").out, re.MULTILINE))
    assert listed == targets
    assert {"run", "test", "check", "bench", "lock", "help"} <= targets


def test_a_busy_port_is_said_in_one_sentence(taken_port: str) -> None:
    said = make("run", PORT=taken_port)
    assert said.status == 2  # make's own status for a recipe that failed
    sentence = said.err.strip().splitlines()[0]
    assert re.fullmatch(rf"Port {taken_port} cannot be used \(address already in use\): choose .*", sentence)
    assert "Traceback" not in said.err


@pytest.mark.parametrize("port", ["0", "65536", "eight", ""])
def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(Problem, match="which is no port"):
        run._free(port)


def test_an_old_python_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert go.main() == 1
    assert "needs Python 3.11 or newer and this is Python 3.9.2" in capsys.readouterr().err


def test_a_full_disk_is_said_before_it_is_filled(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"There are \d+ MB free .* 1000000000 MB are needed"):
        console.need_space(tmp_path / "not" / "there", 1_000_000_000)


def test_a_problem_is_a_sentence_and_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise Problem("The port is taken: choose another.")

    assert console.guarded(work) == 1
    assert capsys.readouterr().err.strip() == "The port is taken: choose another."


def test_a_disk_that_fills_up_on_the_way_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise OSError(28, "No space left on device", "/some/file")

    assert console.guarded(work) == 1
    assert "No space left on device (/some/file): free some space" in capsys.readouterr().err


def test_a_failing_step_shows_its_last_lines(capsys: pytest.CaptureFixture[str]) -> None:
    failing = [sys.executable, "-c", "print('because'); raise SystemExit(3)"]
    with pytest.raises(Problem, match=r"because\n\nIt did not work"):
        console.command(failing, failing="It did not work.", on_line=lambda line: None)


def test_a_step_is_repeated_only_when_its_files_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "ROOT", tmp_path)
    source, stamp = tmp_path / "source.txt", tmp_path / "out" / "stamp"
    source.write_text("one")
    digest.remember(stamp, digest.of_files([source]))
    assert digest.unchanged(stamp, digest.of_files([source]))
    source.write_text("two")
    assert not digest.unchanged(stamp, digest.of_files([source]))


def test_the_secret_is_made_once_and_private(tmp_path: Path) -> None:
    first = local._secret_key(tmp_path / "var" / "secret_key")
    assert len(first) >= 50
    assert local._secret_key(tmp_path / "var" / "secret_key") == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_every_process_ends_when_one_does() -> None:
    processes = Supervisor(os.environ)

    def work() -> None:
        with processes:
            processes.start("the long one", FOREVER)
            processes.start("the short one", [sys.executable, "-c", "raise SystemExit(3)"])
            processes.watch()

    with pytest.raises(Problem, match="The short one ended with status 3"):
        work()
    assert processes.children["the long one"].returncode == -signal.SIGTERM


def test_a_page_that_never_comes_since_the_server_ended() -> None:
    def work() -> None:
        with Supervisor(os.environ) as processes:
            processes.start("the web server", [sys.executable, "-c", "raise SystemExit(4)"])
            processes.wait_for_page("http://127.0.0.1:9/")

    with pytest.raises(Problem, match="The web server ended with status 4"):
        work()


def test_a_database_remembers_what_was_loaded_into_it(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded.main(["read"]) == 0
    before = capsys.readouterr().out.strip()
    loaded.main(["write", "it's loaded"])
    loaded.main(["read"])
    assert capsys.readouterr().out.strip() == "it's loaded"
    loaded.main(["write", before])


def test_no_lock_names_an_address() -> None:
    for name in [*environment.LOCKS, "node"]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_each_lock_holds_the_ones_before_it() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE)
        )

    for smaller, larger in zip(environment.LOCKS, environment.LOCKS[1:], strict=False):
        assert pins(smaller) < pins(larger)


@pytest.fixture
def front_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a package.json and its lock that fit."""
    (tmp_path / "package.json").write_text(json.dumps({"devDependencies": {"sass": "1.0.0"}}))
    entries = {"": {"devDependencies": {"sass": "1.0.0"}}, "node_modules/sass": {"version": "1.0.0"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": entries}))
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    return tmp_path


def test_a_front_end_lock_that_fits(front_end: Path) -> None:
    assert lock._front_end_stale() == []


def test_a_front_end_lock_that_is_out_of_date_or_names_an_address(front_end: Path) -> None:
    (front_end / "package.json").write_text(json.dumps({"devDependencies": {"sass": "2.0.0"}}))
    text = (front_end / "package-lock.json").read_text()
    (front_end / "package-lock.json").write_text(
        text.replace('{"version"', '{"resolved": "there", "version"')
    )
    assert lock._front_end_stale() == [
        "package-lock.json does not fit package.json: run `make lock`.",
        "package-lock.json names download addresses: run `make lock`.",
    ]


def test_a_check_that_fails_shows_why_and_the_others_still_run(capsys: pytest.CaptureFixture[str]) -> None:
    words = [sys.executable, "-c", "print('line 3 is too long'); raise SystemExit(1)"]
    assert not check._passes("style", check._program(dict(os.environ), *words))
    assert check._passes("types", check._program(dict(os.environ), shutil.which("true") or "true"))
    said = capsys.readouterr().out
    assert re.search(r"style: not right \(.*\)\nline 3 is too long", said)
    assert re.search(r"types: ok", said)
