"""Empties the tests' database between tests that commit: only the tables that hold something.

Django empties all tables with one TRUNCATE, which writes new files for each table and each index, however
empty: most of a second for some two hundred tables. Here the few that hold rows lose them by DELETE, with
triggers and the checks of keys switched off meanwhile, since all of it goes.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations


def _sql_flush(self: DatabaseOperations, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
    full = filled(tables)
    if not full:
        return []
    return [
        "SET session_replication_role = replica;",
        *(f"DELETE FROM {self.quote_name(table)};" for table in full),  # noqa: S608 (the models' own tables)
        "SET session_replication_role = DEFAULT;",
    ]


def filled(tables: Sequence[str]) -> list[str]:
    """Return the tables that hold a row: one query, which reads one row of each at most."""
    asked = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})"  # noqa: S608
        for number, table in enumerate(tables)
    )
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [tables[number] for (number,) in cursor.fetchall()]


def install() -> None:
    """Have Django empty the database like this from now on."""
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign, assignment]
