"""What a test run needs from the machine: a throw-away PostgreSQL and Redis, and where Chromium is."""

import atexit
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
#: Named so that nobody takes it for a database of theirs.
TEMPLATE = "procurement_hub_tests_template"
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


def make_template() -> None:
    """Migrate a database of which each process of a parallel run then takes a copy, which is much quicker."""
    _on_server(f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": _address_of(TEMPLATE)},
        check=True,
    )
    os.environ["HUB_TEST_TEMPLATE"] = TEMPLATE


def drop_template() -> None:
    """Take the migrated database away again, where somebody's own server was used."""
    if os.environ.pop("HUB_TEST_TEMPLATE", ""):
        _on_server(f"DROP DATABASE IF EXISTS {TEMPLATE}")


def _on_server(*statements: str) -> None:
    connection = psycopg2.connect(_address_of("postgres"))
    connection.autocommit = True  # a database is not made inside a transaction
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def _address_of(database: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def _stop(process: subprocess.Popen[str]) -> None:
    process.communicate()
