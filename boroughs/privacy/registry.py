"""The sections of one's own data, and how they are counted, shown and exported."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from boroughs.models import Person

#: Entries of one section that an export has at most; only the history can be longer, and says so.
EXPORTED = 5_000


@dataclass(frozen=True)
class Section:
    """One kind of thing that is kept about people.

    Attributes:
        code: names it in addresses and in the export.
        title: its heading.
        why: what it is kept for, and how long.
        rows: the rows about a person, the newest first.
        entry: what is shown of a row, by words that become labels: text, numbers, days, moments, lists.
        covers: the fields that point to the person, as ``boroughs.Profile.person``; a test finds those that
            no section covers.
    """

    code: str
    title: str
    why: str
    rows: Callable[[Person], QuerySet[Any]]
    entry: Callable[[Any], Mapping[str, Any]]
    covers: frozenset[str] = frozenset()


_SECTIONS: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Add sections; an app does so when it is ready.

    Raises:
        ValueError: if another section has the code.
    """
    for section in sections:
        if _SECTIONS.setdefault(section.code, section) is not section:
            raise ValueError(f"There is a section {section.code!r} already.")


def all_sections() -> list[Section]:
    """Return all sections in the order in which they were registered."""
    return list(_SECTIONS.values())


def section_of(code: str) -> Section | None:
    """Return the section with a code, if there is one."""
    return _SECTIONS.get(code)


def counts(person: Person) -> dict[str, int]:
    """Return how many rows each section has about a person, in one query."""
    numbers = {f"n_{section.code}": _number(section.rows(person)) for section in all_sections()}
    row: Mapping[str, Any] = Person.objects.filter(pk=person.pk).values(**numbers).get()
    return {section.code: row[f"n_{section.code}"] for section in all_sections()}


def _number(rows: QuerySet[Any]) -> Coalesce:
    one_group = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Coalesce(Subquery(one_group.annotate(_number=Count("pk")).values("_number")), 0)


def export(person: Person) -> dict[str, Any]:
    """Return everything that is kept about a person, for a file in JSON."""
    numbers = counts(person)
    sections = {
        section.code: {
            "title": section.title,
            "why": section.why,
            "number": numbers[section.code],
            "entries": [dict(section.entry(row)) for row in section.rows(person)[:EXPORTED]],
        }
        for section in all_sections()
    }
    return {"hub": settings.HUB_NAME, "made_at": timezone.now(), "person": person.pk, "sections": sections}


def in_words(value: Any) -> str:
    """Write a value of an entry as a page does."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{local.day} {local:%B %Y, %H:%M}"
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(one) for one in value) or "none"
    return str(value) if value not in (None, "") else "nothing"
