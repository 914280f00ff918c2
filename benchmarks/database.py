"""A database of its own for a benchmark, with the tables and the reference data."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import django
import psycopg2

ROOT = Path(__file__).resolve().parent.parent


def use_own_database(name: str) -> None:
    """Make a database on the server of DATABASE_URL, with tables and reference data, and set Django up.

    Args:
        name: of the database; one of this name is dropped.
    """
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
    """Run a command of the project, which must succeed; its output is not shown."""
    subprocess.run(words, cwd=ROOT, env={**os.environ, **env}, check=True, stdout=subprocess.DEVNULL)
