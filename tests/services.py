"""What a test run needs from the machine: a throw-away PostgreSQL and Redis, and where Chromium is."""

import atexit
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]


def everything_is_required() -> bool:
    """Return whether a test that cannot run here is a failure (``CI=true`` or ``HUB_REQUIRE_ALL=1``)."""
    return os.environ.get("CI") == "true" or os.environ.get("HUB_REQUIRE_ALL") == "1"


def chromium() -> str | None:
    """Return the path of the distribution's Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def redis_address() -> str | None:
    """Return the URL of this run's own Redis, without a database number; None when there is none."""
    return os.environ.get("HUB_TEST_REDIS_URL")


def start() -> None:
    """Start the services once for a run, and put their addresses into the environment.

    Called while the test settings load, which is before anything connects. The processes of a parallel run
    inherit the environment and start nothing. A ``DATABASE_URL`` that is already set is used as it is.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    wanted = ["redis"] if os.environ.get("DATABASE_URL") else ["postgres", "redis"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.throw_away_services", *wanted],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_stop, process)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit("The tests have no database; the lines above say why.")
    where = json.loads(line)
    os.environ["HUB_TEST_REDIS_URL"] = where.pop("REDIS_URL", "")
    os.environ.update(where)


def _stop(process: subprocess.Popen[str]) -> None:
    process.communicate()
