"""Pages of a list by keyset: the next page begins after the last row seen, so deep pages cost no more.

An order is a list of stretches that follow one another, each walked along an index.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.dateparse import parse_datetime

PAGE = 50
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Stretch:
    """A part of an order: the rows that match ``rows``, by ``key`` (``None``: by primary key alone)."""

    rows: Q
    key: str | None
    descending: bool = False
    read_key: Callable[[str], Any] = str


@dataclass(frozen=True)
class Cursor:
    """The last row seen: its stretch, its key there, its primary key."""

    stretch: int
    key: Any
    pk: int

    def __str__(self) -> str:
        key = self.key.isoformat() if isinstance(self.key, dt.date) else self.key
        return f"{self.stretch}~{'' if key is None else key}~{self.pk}"


@dataclass(frozen=True)
class Page:
    """Some rows in order, each a tuple of the columns asked for, and the cursors of its neighbours."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    previous: str = ""
    next: str = ""


def read_cursor(text: str, order: Sequence[Stretch]) -> Cursor:
    """Return the cursor that an address carries.

    Raises:
        ValueError: if it is none of this order's.
    """
    number, _, rest = text.partition("~")
    key, _, pk = rest.rpartition("~")
    if not (number.isascii() and number.isdigit() and pk.isascii() and pk.isdigit()):
        raise ValueError("no cursor")
    if len(number) > 1 or int(number) >= len(order) or len(pk) > 19 or int(pk) > LARGEST_ID or "\0" in key:
        raise ValueError("not a cursor of this order")
    stretch = order[int(number)]
    return Cursor(int(number), stretch.read_key(key) if stretch.key else None, int(pk))


def read_cursors(
    after: str, before: str, order: Sequence[Stretch]
) -> tuple[Cursor | None, Cursor | None, bool]:
    """Return the cursors that an address carries, and whether one of them is none of this order's.

    Args:
        after, before: as in the address; empty for none.
        order: of the list. An address of another order leads to the first page.
    """
    try:
        first, last = (read_cursor(text, order) if text else None for text in (after, before))
    except ValueError:
        return None, None, True
    return first, last, False


def moment(text: str) -> dt.datetime:
    """Return a cursor's key that is a moment.

    Raises:
        ValueError: if it is none, or has no time zone.
    """
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError("no moment")
    return found


def whole(text: str) -> int:
    """Return a cursor's key that is a number of things.

    Raises:
        ValueError: if it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("no number of things")
    return int(text)


def page(
    rows: QuerySet[Any],
    order: Sequence[Stretch],
    columns: Sequence[str],
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = PAGE,
) -> Page:
    """Return the page after or before a cursor, or the first one.

    Args:
        rows: what is listed, without an order.
        order: the stretches, first to last.
        columns: what to read of each row; the first one must be ``pk``.
        after: the last row of the page before.
        before: the first row of the page after; wins over ``after``.
        size: rows a page, at most.
    """
    backwards = before is not None
    found = _walk(rows, order, columns, before or after, backwards=backwards, wanted=size + 1)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page()
    has_previous = more if backwards else after is not None
    has_next = True if backwards else more
    return Page(
        rows=[row for row, _ in found],
        previous=str(found[0][1]) if has_previous else "",
        next=str(found[-1][1]) if has_next else "",
    )


def _walk(
    rows: QuerySet[Any],
    order: Sequence[Stretch],
    columns: Sequence[str],
    start: Cursor | None,
    *,
    backwards: bool,
    wanted: int,
) -> list[tuple[tuple[Any, ...], Cursor]]:
    """Return up to ``wanted`` rows with their cursors, stretch by stretch from ``start`` on."""
    found: list[tuple[tuple[Any, ...], Cursor]] = []
    numbers = range(len(order))
    first = start.stretch if start else 0
    for number in numbers[first::-1] if backwards else numbers[first:]:
        stretch = order[number]
        descending = stretch.descending != backwards
        part = rows.filter(stretch.rows)
        if start and number == start.stretch:
            part = part.filter(_beyond(stretch, start, descending=descending))
        names = [stretch.key, "pk"] if stretch.key else ["pk"]
        part = part.order_by(*(f"-{name}" if descending else name for name in names))
        for *row, key in part.values_list(*columns, stretch.key or "pk")[: wanted - len(found)]:
            found.append((tuple(row), Cursor(number, key if stretch.key else None, row[0])))
        if len(found) >= wanted:
            break
    return found


def _beyond(stretch: Stretch, cursor: Cursor, *, descending: bool) -> Any:
    """Return the condition for rows that come later than the cursor's, one comparison of rows in SQL."""
    if stretch.key is None:
        return Q(pk__lt=cursor.pk) if descending else Q(pk__gt=cursor.pk)
    compare = TupleLessThan if descending else TupleGreaterThan
    return compare(Tuple(F(stretch.key), F("id")), (cursor.key, cursor.pk))
