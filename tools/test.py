"""``make test``: the whole suite; tests/settings.py starts the database and Redis for it."""

import os
import subprocess

from tools import assets
from tools.console import ROOT, say
from tools.environment import ensure


def main(words: list[str]) -> int:
    """Run pytest with ``words`` in parallel processes; return its exit status."""
    python = ensure("development")
    assets.build()
    # One more than there are processors: browsers, workers and servers are waited for.
    processes = min((os.cpu_count() or 2) + 1, 8)
    say(f"Running the tests in {processes} processes")
    pytest = [
        str(python),
        "-m",
        "pytest",
        "-n",
        str(processes),
        "--dist",
        "worksteal",
        "--durations=25",
        *words,
    ]
    return subprocess.run(pytest, cwd=ROOT, check=False).returncode
