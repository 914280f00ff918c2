"""The backup can be restored: the scripts of deploy/ are run against the tests' PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from psycopg2 import sql

from tests.celery_worker import database_url
from tests.services import ROOT
from tools.environment import VENV
from tools.unprivileged import binaries

ROWS_AND_DIGEST = "SELECT count(*), coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM {} t"


@pytest.fixture
def programs(db: None) -> str:
    """A PATH on which pg_dump and the others are of the server's version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        (version,) = cursor.fetchone()
    distribution = Path(f"/usr/lib/postgresql/{version}/bin")
    folder = distribution if distribution.is_dir() else binaries(VENV)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def empty_database(transactional_db: None) -> Iterator[str]:
    """The address of a new, empty database beside the test's own."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield database_url({**connection.settings_dict, "NAME": name})
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


def script(name: str, argument: str | Path, url: str, programs: str) -> subprocess.CompletedProcess[str]:
    """Run ``deploy/<name>`` with one argument."""
    return subprocess.run(
        [ROOT / "deploy" / name, argument],
        env={**os.environ, "DATABASE_URL": url, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(url: str) -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has, and a digest of all of them."""
    other = psycopg2.connect(url)
    try:
        with other, other.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in cursor.fetchall()]
            found = {}
            for table in tables:
                cursor.execute(sql.SQL(ROWS_AND_DIGEST).format(sql.Identifier(table)))
                found[table] = cursor.fetchone()
            return found
    finally:
        other.close()


def test_what_is_restored_is_what_was_there(
    transactional_db: None, empty_database: str, tmp_path: Path, programs: str
) -> None:
    person = apps.get_model("boroughs", "Person")
    person.objects.create(email="o’brien@hackney.gov.uk")
    here = database_url(connection.settings_dict)
    before = contents(here)
    assert before["boroughs_person"][0] == 1
    assert before["django_migrations"][0] > 10

    made = script("backup.sh", tmp_path / "backups", here, programs)
    assert made.returncode == 0, made.stderr
    file = Path(made.stdout.strip())
    assert [file] == list((tmp_path / "backups").iterdir())
    assert file.stat().st_mode & 0o777 == 0o600

    restored = script("restore.sh", file, empty_database, programs)
    assert restored.returncode == 0, restored.stderr
    assert contents(empty_database) == before

    again = script("restore.sh", file, empty_database, programs)
    assert again.returncode == 1
    assert "create an empty one and restore into that" in again.stderr


def test_a_damaged_file_restores_nothing(empty_database: str, tmp_path: Path, programs: str) -> None:
    made = script("backup.sh", tmp_path, database_url(connection.settings_dict), programs)
    file = Path(made.stdout.strip())
    damaged = tmp_path / "damaged.dump"
    damaged.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert script("restore.sh", damaged, empty_database, programs).returncode != 0
    assert contents(empty_database) == {}


def test_a_failed_backup_leaves_no_file(tmp_path: Path, programs: str) -> None:
    made = script("backup.sh", tmp_path, "postgresql://nobody@127.0.0.1:1/nothing", programs)
    assert made.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_the_scripts_say_what_they_need(tmp_path: Path, programs: str) -> None:
    assert shutil.which("sh")
    said = script("restore.sh", tmp_path / "missing.dump", "postgresql:///nothing", programs)
    assert (said.returncode, said.stderr.strip()) == (
        1,
        f"There is no readable file {tmp_path / 'missing.dump'}.",
    )
