"""Several operations of a migration as one, which is quicker: see :class:`Together`."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Operations between which nobody has to see the models: they are made anew once, not after each.

    Django makes every related model anew after each operation, and here all are related: most of the time
    that an empty database took to be set up went into that. The statements sent to the database are the
    same. What is put together must not build upon one another: new tables; or new columns; or indexes,
    constraints and triggers.

    Args:
        operations: in the order in which they are carried out.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Keep the operations."""
        self.operations = operations

    @property
    def reversible(self) -> bool:  # type: ignore[override] # of Django it is a constant of the class
        """Whether each of them can be taken back."""
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state of the models, which are made when somebody asks for them next."""
        state.__dict__.pop("apps", None)  # else each operation would make them anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Carry out each of them."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take each of them back, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how it is written."""
        return (self.__class__.__name__, [], {"operations": self.operations})

    def describe(self) -> str:
        """Return it in words, for ``migrate --plan``."""
        return "; ".join(operation.describe() for operation in self.operations)
