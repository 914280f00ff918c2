"""What belongs to a thing whose history is told, and how its values are written."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pghistory.core
from django.contrib.postgres.fields import ArrayField
from django.db import models

from boroughs.history.words import Change, moment, shortened
from boroughs.models import Person
from boroughs.words import NOT_KNOWN, listing, plain_date

if TYPE_CHECKING:
    FieldOfAny = models.Field[Any, Any]
else:  # Django's fields take no type argument at run time
    FieldOfAny = models.Field

Values = Mapping[str, Any]
#: Names of related rows: by model, then by primary key.
Names = Mapping[type[models.Model], Mapping[Any, str]]


@dataclass(frozen=True)
class Part:
    """The rows of one model in a thing's history.

    ``link`` is the field that leads to the thing, empty for the thing itself. ``title`` are the fields by
    which a row is called. ``labels`` and ``writers`` say fields otherwise than the model and the field's
    kind do; ``empty`` says what it means that a field is empty, where it does not mean that it is not known.
    ``hidden`` fields are left out, ``derived`` ones are said to be worked out.
    """

    model: type[models.Model]
    link: str = ""
    noun: str = ""
    title: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    writers: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    empty: Mapping[str, str] = field(default_factory=dict)
    hidden: Collection[str] = ()
    derived: Collection[str] = ()

    @cached_property
    def events(self) -> type[models.Model]:
        """The model in which pghistory keeps the events of these rows."""
        return pghistory.core.event_models(tracks_model=self.model)[0]

    @cached_property
    def fields(self) -> dict[str, FieldOfAny]:
        """The recorded fields that are shown, by column, in the model's order."""
        recorded = {column.name for column in self.events._meta.fields}
        return {
            _column(column): column
            for column in self.model._meta.fields
            if column.name in recorded and not self._is_hidden(column)
        }

    @cached_property
    def hidden_columns(self) -> list[str]:
        """The columns of an event that make no difference to a reader."""
        return [name for name in map(_column, self.events._meta.fields) if name not in self.fields]

    @cached_property
    def link_column(self) -> str:
        """The column of an event that holds the thing's primary key."""
        return _column(self.model._meta.get_field(self.link)) if self.link else "pgh_obj_id"

    def related(self, values: Values) -> Iterator[tuple[type[models.Model], Any]]:
        """Yield model and primary key of the rows that are named in a row's values."""
        for column, kind in self.fields.items():
            if isinstance(kind, models.ForeignKey) and values.get(column) is not None:
                yield kind.related_model, values[column]

    def change(self, kind: str, before: Values | None, after: Values, names: Names) -> Change:
        """Return an event as a change in words.

        Args:
            kind: ``insert``, ``update`` or ``delete``.
            before: the row before it, by column; ``None`` where nothing was recorded before.
            after: the row of the event, by column: of a deletion, what was deleted.
            names: of the related rows.
        """
        if kind == "update" and before is None:
            kind = "insert"
        return Change(
            kind=kind,
            noun=self._noun,
            thing=self._called(after, names) if self.link else "",
            values=list(self._differences(kind, before, after, names, derived=False)),
            worked_out=list(self._differences(kind, before, after, names, derived=True)),
        )

    @property
    def _noun(self) -> str:
        return self.noun or str(self.model._meta.verbose_name)

    def _is_hidden(self, column: FieldOfAny) -> bool:
        kept_by_itself = getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
        said_anyway = column.primary_key and not isinstance(column, models.CharField)
        return bool(
            kept_by_itself
            or said_anyway
            or column.name in self.hidden
            or isinstance(column, models.JSONField)
        )

    def _is_said_anyway(self, column: FieldOfAny) -> bool:
        """Tell whether a new or deleted row's value is in its name, or is the thing on whose page one is."""
        return bool(self.link) and (column.name == self.link or column.name in self.title)

    def _called(self, values: Values, names: Names) -> str:
        written = [
            self._write(column, values.get(column), names)
            for column, kind in self.fields.items()
            if kind.name in self.title
        ]
        return " ".join([self._noun, ", ".join(written)]).strip()

    def _differences(
        self, kind: str, before: Values | None, after: Values, names: Names, *, derived: bool
    ) -> Iterator[tuple[str, str, str]]:
        for column, one in self.fields.items():
            if (one.name in self.derived) != derived:
                continue
            new = after.get(column)
            if kind != "update":
                if new in (None, "", [], False) or self._is_said_anyway(one):
                    continue
                old = new
            else:
                old = (before or {}).get(column)
                if old == new:
                    continue
            yield (
                self.labels.get(one.name, str(one.verbose_name)),
                self._write(column, old, names),
                self._write(column, new, names),
            )

    def _write(self, column: str, value: Any, names: Names) -> str:
        kind = self.fields[column]
        if value is None or value == "":
            return self.empty.get(kind.name, NOT_KNOWN)
        if kind.name in self.writers:
            return self.writers[kind.name](value)
        if isinstance(kind, models.ForeignKey):
            return names.get(kind.related_model, {}).get(value, "one that is no longer there")
        return _written(kind, value)


def _column(one: Any) -> str:
    """Return the column of a field that has one, as every recorded field does."""
    return str(one.column)


def _written(kind: FieldOfAny, value: Any) -> str:
    if isinstance(kind, ArrayField):
        return listing([_written(kind.base_field, one) for one in value]) or "none"
    if kind.choices:
        return str(dict(kind.flatchoices).get(value, value))
    if isinstance(kind, models.BooleanField):
        return "yes" if value else "no"
    if isinstance(kind, models.DateTimeField):
        return moment(dt.datetime.fromisoformat(value))
    if isinstance(kind, models.DateField):
        return plain_date(dt.date.fromisoformat(value))
    if isinstance(kind, models.IntegerField | models.DecimalField):
        return f"{value:,}"
    return f"“{shortened(str(value))}”"


def names_of(wanted: Iterable[tuple[type[models.Model], Any]]) -> Names:
    """Return what related rows are called, with one query a model. People are named elsewhere (R9)."""
    keys: dict[type[models.Model], set[Any]] = {}
    for model, key in wanted:
        keys.setdefault(model, set()).add(key)
    found: dict[type[models.Model], dict[Any, str]] = {}
    for model, some in keys.items():
        if model is Person:
            found[model] = dict.fromkeys(some, "somebody")
            continue
        parents = [one.name for one in model._meta.fields if one.related_model is model]
        rows = model._default_manager.select_related(*parents).in_bulk(some)
        found[model] = {key: str(row) for key, row in rows.items()}
    return found
