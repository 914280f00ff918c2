"""How suggestions are shown: what an officer said, what a source says, and where it comes from (R8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from boroughs.words import plain_date
from contracts.models import Suggestion
from contracts.text import record_name
from contracts.values import LABELS, in_words, names_for


@dataclass(frozen=True)
class Shown:
    """A suggestion in words."""

    suggestion: Suggestion
    field: str
    held: str
    offered: str
    source: str
    record: str


def in_rows(suggestions: Iterable[Suggestion]) -> list[Shown]:
    """Return suggestions as a table shows them; their records and contracts are fetched before."""
    some = list(suggestions)
    names = names_for((one.field, value) for one in some for value in (one.held, one.offered))
    return [
        Shown(
            suggestion=one,
            field=LABELS[one.field],
            held=in_words(one.field, one.held, names),
            offered=in_words(one.field, one.offered, names),
            source=f"{one.get_source_display()}, {plain_date(one.said_on)}",
            record=record_name(one.record.key) if one.record else "",
        )
        for one in some
    ]
