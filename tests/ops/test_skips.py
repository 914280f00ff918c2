"""A run says what it did not test; where everything is required, that is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import NEEDS_REDIS, NEEDS_SHARED_DATA
from tests.services import ROOT

TEST = """
import pytest
from tests.needs import skip_or_fail

def test_that_passes():
    pass

def test_that_cannot_run_here():
    {body}
"""


def run(folder: Path, body: str, *words: str, required: bool) -> tuple[int, str]:
    """Run two tests, one of them with ``body``, with the plugin under test; return status and output."""
    (folder / "test_two.py").write_text(TEST.format(body=body))
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CI", "HUB_"))}
    plugins = ["-p", "tests.skips", "-p", "no:django", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, "-c", os.devnull, "--rootdir", folder, *words, folder],
        cwd=ROOT,
        env=env | ({"HUB_REQUIRE_ALL": "1"} if required else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("words", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_what_was_skipped_is_said_last_with_how_to_have_it(tmp_path: Path, words: tuple[str, ...]) -> None:
    status, said = run(tmp_path, f"skip_or_fail({NEEDS_REDIS!r})", *words, required=False)
    assert status == 0
    assert said.splitlines()[-2] == "1 skipped: needs Redis (apt-get install redis-server)"
    assert "1 passed, 1 skipped" in said.splitlines()[-1]


def test_what_is_required_fails(tmp_path: Path) -> None:
    status, said = run(tmp_path, f"skip_or_fail({NEEDS_REDIS!r})", required=True)
    assert status == 1
    assert "This test needs Redis" in said
    assert "1 failed, 1 passed" in said.splitlines()[-1]


@pytest.mark.parametrize("body", ["pytest.skip('too lazy')", "pytest.xfail('some day')"])
def test_any_other_way_out_fails_too(tmp_path: Path, body: str) -> None:
    status, _ = run(tmp_path, body, "-n", "2", required=True)
    assert status == 1


def test_shared_data_may_be_absent(tmp_path: Path) -> None:
    status, said = run(tmp_path, f"skip_or_fail({NEEDS_SHARED_DATA!r})", required=True)
    assert status == 0
    assert f"1 skipped: {NEEDS_SHARED_DATA}" in said
