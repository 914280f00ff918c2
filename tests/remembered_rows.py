"""Rows that a function makes in an empty database, kept as COPY has them and put back in a moment.

The reference data are some thousand rows that hundreds of tests begin with, and each loading asks as many
questions. Here the first loading of a process is remembered table by table; later ones are a COPY each, with
triggers off, since what the triggers write was remembered too.
"""

import io
from collections.abc import Callable
from typing import TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from tests.quick_flush import filled

Made = TypeVar("Made")
#: Tables that migrations fill.
STANDING = {"django_content_type", "auth_permission", "django_site", "django_migrations"}


def remembering(make: Callable[[], Made], *, and_what_follows: bool = False) -> Callable[[], Made]:
    """Return a function that makes the same rows as ``make``: by it once, and from memory after that.

    Where the tables hold other rows already, ``make`` itself is called, which may have to change them.

    Args:
        make: makes rows in an empty database.
        and_what_follows: keep also what ``make`` asked for on commit and tasks wrote. Without it the rows
            are the same whether a test that commits or one that does not is the first of its process.

    Returns:
        a function that returns what ``make`` returned when the rows were made.
    """
    copies: dict[str, bytes] = {}
    kinds: dict[int, tuple[str, str]] = {}
    returned: list[Made] = []

    def again() -> Made:
        before = set(filled(_tables())) - STANDING
        if before:
            return make()
        if returned:
            _put_back(copies, kinds)
        elif and_what_follows:
            returned.append(make())
            copies.update(_all_taken())
            kinds.update(_content_types())
        else:
            with transaction.atomic():
                returned.append(make())
                copies.update(_all_taken())
                kinds.update(_content_types())
                transaction.set_rollback(True)
            _put_back(copies, kinds)
        return returned[0]

    return again


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=False, include_views=False)


def _all_taken() -> dict[str, bytes]:
    made = [_columns(table) for table in filled(_tables()) if table not in STANDING]
    return {columns: _taken(columns) for columns in made}


def _taken(columns: str) -> bytes:
    sink = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {columns} TO STDOUT", sink)
    return sink.getvalue()


def _content_types() -> dict[int, tuple[str, str]]:
    rows = ContentType.objects.values_list("pk", "app_label", "model")
    return {pk: (app_label, model) for pk, app_label, model in rows}


def _put_back(copies: dict[str, bytes], kinds: dict[int, tuple[str, str]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for columns, rows in copies.items():
            cursor.copy_expert(f"COPY {columns} FROM STDIN", io.BytesIO(rows))
        _renumber(kinds)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _renumber(kinds: dict[int, tuple[str, str]]) -> None:
    """Give what names a kind of row its number of today: emptying the database makes the kinds anew."""
    today = {names: pk for pk, names in _content_types().items()}
    moved = [(pk, today[names]) for pk, names in kinds.items() if today[names] != pk]
    if not moved:
        return
    values = ", ".join(f"({old}, {new})" for old, new in moved)
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if field.related_model is ContentType and model._meta.db_table not in STANDING:
                    table, column = (
                        connection.ops.quote_name(name) for name in (model._meta.db_table, str(field.column))
                    )
                    cursor.execute(
                        f"UPDATE {table} SET {column} = new FROM (VALUES {values}) AS kinds (old, new)"  # noqa: S608
                        f" WHERE {column} = old"
                    )


def _columns(table: str) -> str:
    """Return a table with those of its columns that the database does not work out by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        names = ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
    return f"{connection.ops.quote_name(table)} ({names})"
