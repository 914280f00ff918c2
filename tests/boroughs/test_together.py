"""Operations of a migration put together do what they do one by one, and are taken back."""

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from boroughs.together import Together

FIELDS: list[tuple[str, Any]] = [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.TextField()),
]
SHELF = migrations.CreateModel("shelf", fields=FIELDS)
BOOK = migrations.CreateModel(
    "book", fields=[*FIELDS, ("shelf", models.ForeignKey("library.shelf", models.CASCADE))]
)
INDEX = migrations.AddIndex("book", models.Index(fields=["name"], name="library_book_name"))
NAMED = migrations.AddConstraint(
    "book", models.CheckConstraint(condition=~models.Q(name=""), name="library_book_named")
)


def states(operations: list[Operation]) -> list[ProjectState]:
    """Return the state before and after each operation."""
    found = [ProjectState()]
    for operation in operations:
        after = found[-1].clone()
        operation.state_forwards("library", after)
        found.append(after)
    return found


def built() -> dict[str, set[str]]:
    """Return the names of the constraints and indexes of each table of the library that is there."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name[:8] == "library_"]
        return {
            table: {name.split("_fk_")[0] for name in connection.introspection.get_constraints(cursor, table)}
            for table in tables
        }


@pytest.mark.django_db
def test_the_same_tables_there_and_back() -> None:
    found = []
    ways: list[list[Operation]] = [
        [SHELF, BOOK, INDEX, NAMED],
        [Together([SHELF, BOOK]), Together([INDEX, NAMED])],
    ]
    for operations in ways:
        steps = states(operations)
        with connection.schema_editor() as editor:
            for operation, before, after in zip(operations, steps, steps[1:], strict=False):
                operation.database_forwards("library", editor, before, after)
        found.append((built(), steps[-1]))
        with connection.schema_editor() as editor:
            for operation, before, after in reversed(list(zip(operations, steps, steps[1:], strict=False))):
                operation.database_backwards("library", editor, after, before)
        assert built() == {}
    (one_by_one, state), (together, same) = found
    assert set(one_by_one) == {"library_shelf", "library_book"}
    assert {"library_book_name", "library_book_named"} < one_by_one["library_book"]
    assert together == one_by_one
    assert same.models == state.models


def test_the_models_are_made_once() -> None:
    state = ProjectState()
    assert state.apps.get_models() == []
    Together([SHELF, BOOK]).state_forwards("library", state)
    assert "apps" not in state.__dict__
    assert [model.__name__ for model in state.apps.get_models()] == ["shelf", "book"]


def test_it_says_what_it_does_and_whether_it_can_be_undone() -> None:
    assert Together([SHELF, BOOK]).describe() == "Create model shelf; Create model book"
    assert Together([SHELF]).reversible
    assert not Together([SHELF, migrations.RunSQL("SELECT 1")]).reversible
