"""A page of procurements in some order, by keyset, with what a list shows of each."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from boroughs.keyset import PAGE, Stretch, moment, page, read_cursors
from boroughs.places import Places
from boroughs.words import plain_date
from contracts.orders import amount
from pipeline.models import Procurement
from pipeline.procurement_filters import ProcurementQuestion
from pipeline.procurement_querysets import ProcurementQuerySet, is_coming, is_past
from pipeline.procuring.facts import value_in_words

#: Days before bids are due from which a list says that it is soon.
SOON_DAYS = 30


@dataclass(frozen=True)
class Listed:
    """A page of procurements; ``previous`` and ``next`` are cursors, empty where there is nothing.

    ``wrong_page`` tells that the cursor was none of this order.
    """

    rows: list["Line"] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int = 0
    wrong_page: bool = False


@dataclass(frozen=True)
class Line:
    """What a list shows of a procurement."""

    procurement: Procurement
    value: str
    standing: str
    past: bool
    soon: bool


def line(procurement: Procurement, today: dt.date) -> Line:
    """Return what a list shows of a procurement on a day."""
    standing, past = standing_of(procurement, today)
    due = procurement.bids_due
    soon = not past and due is not None and today <= due <= today + dt.timedelta(days=SOON_DAYS)
    return Line(
        procurement, value_in_words(procurement.value_from, procurement.value_to), standing, past, soon
    )


def standing_of(procurement: Procurement, today: dt.date) -> tuple[str, bool]:
    """Say where a procurement stands for a supplier on a day, and whether that is past."""
    if procurement.ended_on:
        return f"Ended on {plain_date(procurement.ended_on)}: {procurement.get_outcome_display()}", True
    due = procurement.bids_due
    if due is None:
        past = procurement.start_on < today
        return ("The start of the contract has passed" if past else "No bids are asked for by notice"), past
    if due < today:
        return f"Bids were due by {plain_date(due)}", True
    return f"Bids due by {plain_date(due)}", False


def listed(
    question: ProcurementQuestion,
    among: ProcurementQuerySet,
    places: Places,
    today: dt.date,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of those of some procurements that answer a question.

    Args:
        question: the filters and the order.
        among: what the reader may see.
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
    by_key = Procurement.objects.filter(pk__in=keys).with_names().in_bulk()
    rows = [line(by_key[key], today) for key in keys if key in by_key]
    return Listed(rows, shown.previous, shown.next, found.count(), wrong)


def stretches(sort: str, today: dt.date) -> list[Stretch]:
    """Return the stretches of an order: ``due``, ``start``, ``value`` or ``newest``; past ones come last."""
    coming, past = is_coming(today), is_past(today)
    if sort == "newest":
        return [Stretch(Q(), "changed", descending=True, read_key=moment)]
    if sort == "value":
        known = Stretch(Q(value_to__isnull=False), "value_to", descending=True, read_key=amount)
        return [known, Stretch(Q(value_to__isnull=True), None)]
    if sort == "start":
        return [
            Stretch(coming, "start_on", read_key=dt.date.fromisoformat),
            Stretch(past, "start_on", descending=True, read_key=dt.date.fromisoformat),
        ]
    due, none = Q(bids_due__isnull=False), Q(bids_due__isnull=True)
    return [
        Stretch(coming & due, "bids_due", read_key=dt.date.fromisoformat),
        Stretch(coming & none, "start_on", read_key=dt.date.fromisoformat),
        Stretch(past & due, "bids_due", descending=True, read_key=dt.date.fromisoformat),
        Stretch(past & none, "start_on", descending=True, read_key=dt.date.fromisoformat),
    ]
