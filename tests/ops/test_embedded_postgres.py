"""The embedded PostgreSQL keeps data, survives accidents, and changes nothing that is not its own."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.waiting import eventually
from tools import unprivileged
from tools.console import Problem
from tools.embedded_postgres import EmbeddedPostgres, throw_away
from tools.environment import VENV

pytestmark = pytest.mark.skipif(not VENV.exists(), reason="the project's .venv is not made")


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty place for a server, with a blank in its name, that its user can reach."""
    root = unprivileged.running_as_root()
    place = Path(tempfile.mkdtemp(prefix="test me ", dir=unprivileged.place() if root else None))
    place.chmod(0o755)
    yield place / "postgres"
    shutil.rmtree(place)


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement and return what it gives."""
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def test_data_is_there_after_a_restart(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    rows(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()
    server.start()
    try:
        assert rows(server.url, "SELECT number FROM kept") == [(7,)]
        assert rows(server.url, "SHOW fsync") == [("on",)]
        assert rows(server.url, "SELECT datcollate FROM pg_database WHERE datname = current_database()") == [
            ("C.UTF-8",)
        ]
    finally:
        server.stop()


def test_it_listens_on_a_private_socket_only(folder: Path) -> None:
    server = EmbeddedPostgres(folder, safe=False)
    server.start()
    try:
        assert rows(server.url, "SHOW listen_addresses") == [("",)]
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    finally:
        server.stop()


def test_a_killed_server_and_a_number_that_now_belongs_to_another_process(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    rows(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
    note = server.data / "postmaster.pid"
    number = int(note.read_text().split("\n")[0])
    os.kill(number, signal.SIGKILL)
    eventually(lambda: not server.running())
    note.write_text(note.read_text().replace(str(number), str(os.getpid()), 1))
    server.stop()

    server.start()
    try:
        assert rows(server.url, "SELECT number FROM kept") == [(7,)]
    finally:
        server.stop()


def test_a_server_that_outlived_its_starter_is_taken_over(folder: Path) -> None:
    first = EmbeddedPostgres(folder)
    first.start()
    rows(first.url, "CREATE TABLE kept AS SELECT 7 AS number")
    assert first._lock is not None
    first._lock.close()  # what the end of the process does

    second = EmbeddedPostgres(folder)
    second.start()
    try:
        assert rows(second.url, "SELECT number FROM kept") == [(7,)]
    finally:
        second.stop()
    assert not second.running()


def test_two_at_once_are_refused_and_the_first_goes_on(folder: Path) -> None:
    first = EmbeddedPostgres(folder)
    first.start()
    try:
        with pytest.raises(Problem, match=f"Another run .process {os.getpid()}.*stop that one first"):
            EmbeddedPostgres(folder).start()
        assert rows(first.url, "SELECT 1") == [(1,)]
    finally:
        first.stop()


def test_data_of_another_version_is_left_alone(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Problem, match="made by PostgreSQL 12"):
        server.start()
    server.stop()
    assert (server.data / "postgresql.conf").exists()


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_parameter = 1\n")
    with pytest.raises(Problem, match=r"no_such_parameter[\s\S]*could not start"):
        server.start()
    server.stop()


def test_a_long_path_gets_its_socket_elsewhere(folder: Path) -> None:
    server = EmbeddedPostgres(folder / ("long" * 30), safe=False)
    server.start()
    try:
        assert rows(server.url, "SELECT 1") == [(1,)]
    finally:
        server.stop()
        shutil.rmtree(server.socket)


def test_no_permission_of_a_parent_folder_is_changed() -> None:
    places = [*VENV.resolve().parents, VENV.resolve(), *unprivileged.PLACES[0].parents]
    before = [place.stat().st_mode for place in places]
    with throw_away() as server:
        assert rows(server.url, "SELECT 1") == [(1,)]
        left = server.folder
    assert [place.stat().st_mode for place in places] == before
    assert not left.exists()


def test_programs_out_of_reach_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not unprivileged.running_as_root():
        assert unprivileged.binaries(VENV).is_relative_to(VENV)
        return
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "venv").symlink_to(VENV.resolve())
    copies = Path(tempfile.mkdtemp(dir=unprivileged.place()))
    copies.chmod(0o755)
    monkeypatch.setattr(unprivileged, "PLACES", [copies])
    try:
        programs = unprivileged.binaries(closed / "venv")
        assert programs.is_relative_to(copies)
        said = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        assert "PostgreSQL" in said.stdout
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(copies)
