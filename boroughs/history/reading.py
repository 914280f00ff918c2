"""Reads the events of a thing and its parts, newest first, page by page."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db import connection, models
from django.utils import timezone

from boroughs.history.parts import Part, names_of
from boroughs.history.people import people_of, who
from boroughs.history.words import how, moment, sentences
from boroughs.models import Person

PAGE = 50

#: The events of one part. The row before an event is the one recorded last; an update in which nothing
#: changed that a reader would notice is left out. Rows that have moved to another thing are told on both.
EVENTS = """
(SELECT {number} AS part, e.pgh_id AS id, e.pgh_created_at AS at, e.pgh_label AS kind,
        to_jsonb(e) AS after, b.before AS before, e.pgh_context_id AS context
 FROM {table} e
 LEFT JOIN LATERAL (
     SELECT to_jsonb(o) AS before FROM {table} o
     WHERE o.pgh_obj_id = e.pgh_obj_id AND o.pgh_id < e.pgh_id ORDER BY o.pgh_id DESC LIMIT 1
 ) b ON TRUE
 WHERE e.pgh_obj_id IN (SELECT pgh_obj_id FROM {table} WHERE {link} = %(key)s)
   AND (e.{link} = %(key)s OR b.before ->> '{link}' = %(key)s::text)
   AND (e.pgh_label <> 'update' OR b.before IS NULL
        OR to_jsonb(e) - %(hidden_{number})s::text[] <> b.before - %(hidden_{number})s::text[])
   {beyond}
 ORDER BY at {order}, id {order} LIMIT %(most)s)
"""

ALL = """
SELECT found.part, found.id, found.at, found.kind, found.after::text, found.before::text, found.context,
       c.metadata::text
FROM ({union}) found LEFT JOIN pghistory_context c ON c.id = found.context
ORDER BY found.at {order}, found.part {order}, found.id {order} LIMIT %(most)s
"""


@dataclass(frozen=True)
class Entry:
    """What was changed at one moment by one cause, in sentences."""

    when: str
    who: str
    how: str
    address: str
    request: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Chronicle:
    """A page of a thing's history, newest first, and the cursors of its neighbours (empty: none)."""

    entries: Sequence[Entry]
    newer: str = ""
    older: str = ""

    @property
    def newer_address(self) -> str:
        """The query string of the page of newer changes, empty where there are none."""
        return f"?{urlencode({'after': self.newer})}" if self.newer else ""

    @property
    def older_address(self) -> str:
        """The query string of the page of older changes, empty where there are none."""
        return f"?{urlencode({'before': self.older})}" if self.older else ""


@dataclass(frozen=True)
class _Cursor:
    """A place between two events: moment, part, event."""

    at: dt.datetime
    part: int
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.part}~{self.id}"


@dataclass(frozen=True)
class _Event:
    part: int
    id: int
    at: dt.datetime
    kind: str
    after: dict[str, Any]
    before: dict[str, Any] | None
    context: str | None
    metadata: dict[str, Any] | None

    @property
    def cursor(self) -> _Cursor:
        return _Cursor(self.at, self.part, self.id)

    @property
    def cause(self) -> tuple[str | None, dt.datetime]:
        """What events have in common that are told together: the context and the transaction's moment."""
        return self.context, self.at


def chronicle(
    thing: models.Model,
    parts: Sequence[Part],
    reader: Person,
    *,
    before: str = "",
    after: str = "",
    size: int = PAGE,
) -> Chronicle:
    """Return a page of a thing's history, with a bounded number of queries.

    Args:
        thing: whose history it is; it may have been deleted.
        parts: the thing itself and what belongs to it.
        reader: who reads: it decides which people are named (R9).
        before: the cursor ``older`` of the page before this one.
        after: the cursor ``newer`` of the page after this one; it wins.
        size: events a page.
    """
    newer, older = _cursor(after), _cursor(before)
    forwards = newer is not None
    found = _events(thing, parts, newer or older, forwards=forwards, most=size + 1)
    more, events = len(found) > size, found[:size]
    if forwards:
        events.reverse()
    if not events:
        return Chronicle([])
    return Chronicle(
        entries=_entries(events, parts, reader),
        newer=str(events[0].cursor) if (more if forwards else older is not None) else "",
        older=str(events[-1].cursor) if (forwards or more) else "",
    )


def _cursor(text: str) -> _Cursor | None:
    """Read a cursor from an address; what is none is taken for the first page."""
    try:
        at, part, number = text.split("~")
        moment_of = dt.datetime.fromisoformat(at)
        if moment_of.tzinfo is None or not 0 <= int(number) < 2**63 or not 0 <= int(part) < 100:
            return None
        return _Cursor(moment_of, int(part), int(number))
    except ValueError:
        return None


def _events(
    thing: models.Model, parts: Sequence[Part], cursor: _Cursor | None, *, forwards: bool, most: int
) -> list[_Event]:
    order = "ASC" if forwards else "DESC"
    parameters: dict[str, Any] = {"key": thing.pk, "most": most}
    if cursor:
        parameters |= {"at": cursor.at, "part": cursor.part, "id": cursor.id}
    selects = []
    for number, part in enumerate(parts):
        parameters[f"hidden_{number}"] = part.hidden_columns
        beyond = f"AND (e.pgh_created_at, {number}, e.pgh_id) {'>' if forwards else '<'} "
        selects.append(
            EVENTS.format(
                number=number,
                table=connection.ops.quote_name(part.events._meta.db_table),
                link=part.link_column,
                beyond=beyond + "(%(at)s, %(part)s, %(id)s)" if cursor else "",
                order=order,
            )
        )
    with connection.cursor() as sql:
        sql.execute(ALL.format(union=" UNION ALL ".join(selects), order=order), parameters)
        rows = sql.fetchall()
    return [
        _Event(part, number, at, kind, _json(now), _json(old), context and str(context), _json(metadata))
        for part, number, at, kind, now, old, context, metadata in rows
    ]


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text, parse_float=Decimal)


def _entries(events: Sequence[_Event], parts: Sequence[Part], reader: Person) -> list[Entry]:
    names = names_of(
        pair
        for event in events
        for values in (event.before, event.after)
        if values
        for pair in parts[event.part].related(values)
    )
    people = people_of(event.metadata for event in events)
    entries = []
    for _, together in groupby(events, key=lambda event: event.cause):
        same = sorted(together, key=lambda event: (event.part, event.id))
        metadata = same[0].metadata
        entries.append(
            Entry(
                when=moment(timezone.localtime(same[0].at)),
                who=who(metadata, people, reader),
                how=how(metadata),
                address=str((metadata or {}).get("url") or ""),
                request=str((metadata or {}).get("request") or ""),
                lines=[
                    line
                    for event in same
                    for line in sentences(
                        parts[event.part].change(event.kind, event.before, event.after, names)
                    )
                ],
            )
        )
    return entries
