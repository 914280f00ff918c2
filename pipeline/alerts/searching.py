"""What a saved search asks of the board, in words and as rows."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from boroughs.places import Places
from pipeline.alerts.substance import substance_of
from pipeline.board.filters import BoardQuestion, labels, read
from pipeline.models import Opportunity, SavedSearch

#: What orders a list but narrows nothing is not kept.
NOT_KEPT = ("sort", "after", "before")


@dataclass(frozen=True)
class Asked:
    """What a saved search asks: the question, whether it can still be read, in words, and its address."""

    question: BoardQuestion
    readable: bool
    words: list[str]
    address: str

    @property
    def sentence(self) -> str:
        """What is asked on one line."""
        return "; ".join(self.words) or "all opportunities"


def asked(parameters: dict[str, str], places: Places) -> Asked:
    """Return what the parameters of an address ask of the board."""
    data = QueryDict(mutable=True)
    data.update(parameters)
    form, question = read(data, places)
    address = question.address(reverse("opportunities"))
    return Asked(question, not form.errors, list(labels(question, places).values()), address)


def kept(question: BoardQuestion) -> dict[str, str]:
    """Return the parameters of a question that a saved search keeps."""
    found = question.parameters()
    return {name: value for name, value in sorted(found.items()) if name not in NOT_KEPT}


def found_by(search: Asked, places: Places, today: dt.date) -> dict[int, Opportunity]:
    """Return the opportunities that a search finds on a day, by their number on the board.

    Demonstration records are left out, unless the search asks for them alone.
    """
    rows = search.question.among(Opportunity.objects.defer("search", "description"), places, today)
    if not search.question["demonstration"]:
        rows = rows.filter(is_demonstration=False)
    return {row.pk: row for row in rows}


def substance(row: Opportunity) -> dict[str, str]:
    """Return what of an opportunity is told, and told again when it changes."""
    return substance_of(
        status=row.status,
        bids_due=row.bids_due,
        start_on=row.start_on,
        value_from=row.value_from,
        value_to=row.value_to,
        happens_on=row.happens_on,
        closes=row.open_until if row.kind == Opportunity.Kind.ENGAGEMENT else None,
    )


def receiver_of(search: SavedSearch) -> str:
    """Return the address to which a saved search writes."""
    return search.person.email if search.person else search.address
