"""A page of the board in some order, by keyset, with what the list shows of each opportunity."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.places import BoroughName, Places
from boroughs.words import plain_date
from contracts.models import TenderNotice
from contracts.orders import amount
from pipeline.board.filters import BoardQuestion
from pipeline.board.querysets import OpportunityQuerySet, is_coming, is_past
from pipeline.models import Opportunity, Procurement
from pipeline.procurement_list import SOON_DAYS
from pipeline.procuring.facts import value_in_words

OUTCOMES = {
    **dict(Procurement.Outcome.choices),
    TenderNotice.Status.COMPLETE.value: "it was awarded or closed",
    TenderNotice.Status.CANCELLED.value: "it was cancelled",
    "called_off": "it was called off",
    TenderNotice.Status.UNSUCCESSFUL.value: "it ended without an award",
}


@dataclass(frozen=True)
class Line:
    """What the board shows of an opportunity."""

    row: Opportunity
    boroughs: list[BoroughName]
    area: str
    value: str
    standing: str
    past: bool
    soon: bool

    @property
    def title(self) -> str:
        """Its title."""
        return self.row.title


@dataclass(frozen=True)
class Listed:
    """A page of the board; ``previous`` and ``next`` are cursors, empty where there is nothing.

    ``wrong_page`` tells that the cursor was none of this order.
    """

    rows: list[Line] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False


def line(row: Opportunity, places: Places, today: dt.date) -> Line:
    """Return what the board shows of an opportunity on a day."""
    standing, past = standing_of(row, today)
    due = row.bids_due
    if row.kind == Opportunity.Kind.ENGAGEMENT:
        due = row.open_until
    soon = not past and due is not None and today <= due <= today + dt.timedelta(days=SOON_DAYS)
    boroughs = [places.borough_by_pk[pk] for pk in row.borough_ids if pk in places.borough_by_pk]
    area = places.full_area_name(row.service_area_id)
    return Line(row, boroughs, area, value_in_words(row.value_from, row.value_to), standing, past, soon)


def lines(rows: Iterable[Opportunity], places: Places, today: dt.date) -> list[Line]:
    """Return what the board shows of some opportunities on a day."""
    return [line(row, places, today) for row in rows]


def standing_of(row: Opportunity, today: dt.date) -> tuple[str, bool]:
    """Say where an opportunity stands for a supplier on a day, and whether that is past."""
    if row.ended_on:
        return f"Ended on {plain_date(row.ended_on)}: {OUTCOMES.get(row.status, row.status)}", True
    past = row.open_until < today
    if row.kind == Opportunity.Kind.ENGAGEMENT:
        return _engagement_standing(row, past), past
    due = row.bids_due
    if due is not None:
        return f"Bids {'were ' if past else ''}due by {plain_date(due)}", past
    if row.kind == Opportunity.Kind.PROCUREMENT:
        return ("The start of the contract has passed" if past else "No bids are asked for by notice"), past
    if past:
        return "No later word has come since the notice", True
    planned = row.status == TenderNotice.Status.PLANNED
    return ("Announced; bids are not asked for yet" if planned else "The notice names no day for bids"), False


def _engagement_standing(row: Opportunity, past: bool) -> str:
    until = plain_date(row.open_until)
    if row.happens_on:
        closed = f"registration closed on {until}" if past else f"register by {until}"
        return f"Event on {plain_date(row.happens_on)}; {closed}"
    return f"Answers {'were' if past else 'are'} taken until {until}"


def listed(
    question: BoardQuestion,
    among: OpportunityQuerySet,
    places: Places,
    today: dt.date,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of those opportunities that answer a question.

    Args:
        question: the filters and the order.
        among: the board.
        places: the boroughs and service areas that the filters name.
        today: in London.
        after, before: cursors of the neighbours of the page; one that is none of this order gives the first.
        size: rows a page.
    """
    order = stretches(question.sort, today)
    first, last, wrong = read_cursors(after, before, order)
    found = question.among(among, places, today)
    shown = page(found, order, ["pk"], after=first, before=last, size=size)
    keys = [row[0] for row in shown.rows]
    by_key = Opportunity.objects.filter(pk__in=keys).defer("search").in_bulk()
    rows = lines([by_key[key] for key in keys if key in by_key], places, today)
    return Listed(rows, shown.previous, shown.next, found.count(), wrong)


def stretches(sort: str, today: dt.date) -> list[Stretch]:
    """Return the stretches of an order: ``due``, ``start``, ``value`` or ``newest``; past ones come last."""
    coming, past = is_coming(today), is_past(today)
    day = dt.date.fromisoformat
    if sort == "newest":
        return [Stretch(Q(), "changed", descending=True, read_key=moment)]
    if sort == "value":
        known = Stretch(Q(value_to__isnull=False), "value_to", descending=True, read_key=amount)
        return [known, Stretch(Q(value_to__isnull=True), None)]
    if sort == "start":
        starts, unknown = Q(start_on__isnull=False), Q(start_on__isnull=True)
        return [
            Stretch(coming & starts, "start_on", read_key=day),
            Stretch(coming & unknown, "open_until", read_key=day),
            Stretch(past & starts, "start_on", descending=True, read_key=day),
            Stretch(past & unknown, "open_until", descending=True, read_key=day),
        ]
    return [
        Stretch(coming, "open_until", read_key=day),
        Stretch(past, "open_until", descending=True, read_key=day),
    ]
