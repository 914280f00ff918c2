"""What refers to a supplier, so that a merge moves all of it and an undo puts all of it back (R10).

An app says with :func:`refers_to_supplier` which of its rows refer to a supplier and what becomes of them; a
test finds every key to a supplier that nobody named. It says with :func:`after_merging` what follows.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from suppliers.models import Supplier

#: Values of a row by the names of its columns, as JSON can hold them.
Columns = dict[str, Any]


@dataclass(frozen=True)
class Move:
    """What becomes of one row: ``after`` are its new columns, ``None`` where the row is set aside."""

    row: int
    before: Columns
    after: Columns | None


@dataclass(frozen=True)
class Reference:
    """Rows of a model that refer to a supplier by a foreign key, or by ``object_id`` of a generic one.

    Attributes:
        model: the rows.
        names: the names of the foreign keys that this covers.
        unique_with: the fields that are unique together with the supplier. Where the kept supplier has the
            same already, the row stays with the gone one.
        set_aside: such a row is taken away instead, with its values remembered: for what would be seen twice.
        only: which rows move at all.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    unique_with: tuple[str, ...] = ()
    set_aside: bool = False
    only: Q = field(default_factory=Q)

    @property
    def label(self) -> str:
        """How a move names the model."""
        return self.model._meta.label

    @property
    def columns(self) -> list[str]:
        """The columns that hold a supplier's id."""
        return [str(getattr(self.model._meta.get_field(name), "attname", name)) for name in self.names]

    def rows_of(self, supplier: int) -> models.QuerySet[Any]:
        """Return the rows that refer to a supplier."""
        wanted = Q(_connector=Q.OR, **dict.fromkeys(self.columns, supplier))
        rows = self.model._default_manager.filter(self.only, wanted)
        if self.names == ("object_id",):
            rows = rows.filter(content_type=ContentType.objects.get_for_model(Supplier))
        return rows.order_by("pk")

    def plan(self, *, kept: int, gone: int) -> list[Move]:
        """Return what becomes of the gone supplier's rows; those that stay with it are not in the answer."""
        (column,) = self.columns
        taken = self.likenesses_of(kept)
        moves = []
        for row in self.rows_of(gone):
            if not self.unique_with or self.like(row) not in taken:
                moves.append(Move(row.pk, {column: gone}, {column: kept}))
            elif self.set_aside:
                moves.append(Move(row.pk, values_of(row), None))
        return moves

    def fitting(self, rows: Iterable[Any], *, kept: int, gone: int) -> list[int]:
        """Return which of some rows that were moved to the kept supplier can go back, by primary key."""
        taken = self.likenesses_of(gone)
        return [row.pk for row in rows if not self.unique_with or self.like(row) not in taken]

    def likenesses_of(self, supplier: int) -> set[tuple[Any, ...]]:
        """Return what a supplier's rows have that is unique with it; nothing where nothing must be."""
        return {self.like(row) for row in self.rows_of(supplier)} if self.unique_with else set()

    def like(self, row: Any) -> tuple[Any, ...]:
        """Return what a row has that is unique with its supplier."""
        return tuple(getattr(row, self._attname(name)) for name in self.unique_with)

    def _attname(self, name: str) -> str:
        return str(getattr(self.model._meta.get_field(name), "attname", name))


_REFERENCES: list[Reference] = []
_AFTERWARDS: list[Callable[[Sequence[int]], None]] = []


def refer(reference: Reference) -> None:
    """Name rows that refer to a supplier; an app does so when it is ready.

    Raises:
        ValueError: if somebody named one of the keys before.
    """
    if any(one.model is reference.model and {*one.names} & {*reference.names} for one in _REFERENCES):
        raise ValueError(f"{reference.label} names {reference.names} twice.")
    _REFERENCES.append(reference)


def refers_to_supplier(
    model: type[models.Model],
    name: str,
    *,
    unique_with: tuple[str, ...] = (),
    set_aside: bool = False,
    only: Q | None = None,
) -> None:
    """Say that a foreign key to a supplier moves when the supplier is merged: see :class:`Reference`."""
    refer(Reference(model, (name,), unique_with, set_aside, only or Q()))


def after_merging(act: Callable[[Sequence[int]], None]) -> None:
    """Have something done after each merge, each undo and each change of a group, in its transaction.

    Args:
        act: takes the ids of the suppliers concerned.
    """
    _AFTERWARDS.append(act)


def all_references() -> list[Reference]:
    """Return everything that refers to a supplier and moves."""
    return list(_REFERENCES)


def tell_merged(suppliers: Sequence[int]) -> None:
    """Do what follows from a merge or an undo of two suppliers, or from a change of who owns whom."""
    for act in _AFTERWARDS:
        act(suppliers)


def values_of(row: models.Model) -> Columns:
    """Return all columns of a row as JSON can hold them; :func:`row_of` makes it anew."""
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
    result: Columns = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return result


def row_of(model: type[models.Model], values: Columns) -> models.Model:
    """Return a row with the values that :func:`values_of` remembered, not saved."""
    columns = {one.attname: one for one in model._meta.concrete_fields}
    return model(**{name: columns[name].to_python(value) for name, value in values.items()})
