"""The directory of suppliers: the page of it that is asked for, and where the pages around it are."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from boroughs.keyset import PAGE, Cursor, Page, Stretch, page, read_cursors, whole
from boroughs.places import Places
from suppliers.filters import SupplierQuestion
from suppliers.models import Supplier
from suppliers.querysets import SupplierQuerySet
from suppliers.search import BOUND, Match, in_order, search

#: The directory counts so far; more are "more than 1,000".
COUNTED = BOUND


@dataclass(frozen=True)
class Listed:
    """Some suppliers in order, each with ``live_contracts``, ``live_boroughs`` and ``found_as``.

    ``previous`` and ``next`` are cursors, empty where there is nothing; ``count`` is how many the question
    finds, ``None`` for more than ``COUNTED``. ``wrong_page`` tells that the cursor was none of this order.
    """

    suppliers: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    count: int | None = 0
    wrong_page: bool = False


def directory(
    question: SupplierQuestion,
    places: Places,
    today: dt.date,
    *,
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Listed:
    """Return a page of the suppliers that answer a question.

    Args:
        question: what is asked.
        places: the boroughs and service areas there are.
        today: the day on which contracts are to be live.
        after: cursor of the last row of the page before.
        before: cursor of the first row of the page after; wins over ``after``.
        size: rows a page, at most.
    """
    order = stretches(question)
    first, last, wrong = read_cursors(after, before, order)
    among = question.suppliers(places, today)
    found: dict[int, Match] = {}
    if question["q"]:
        found = search(question["q"], among if question.filters_among() else None)
        shown = _page_of_found(found, question.sort, today, first, last, size)
        count = None if len(found) >= COUNTED else len(found)
    else:
        rows = _keyed(among, question.sort, today)
        shown = page(rows, order, ["pk"], after=first, before=last, size=size)
        number = among.order_by().values("pk")[: COUNTED + 1].count()
        count = None if number > COUNTED else number
    suppliers = _with_figures([row[0] for row in shown.rows], found, today)
    return Listed(suppliers, shown.previous, shown.next, count, wrong)


def everything(question: SupplierQuestion, places: Places, today: dt.date) -> SupplierQuerySet:
    """Return all the suppliers that answer a question, in no order; of a search, what it finds."""
    among = question.suppliers(places, today)
    return among.filter(pk__in=search(question["q"], among)) if question["q"] else among


def stretches(question: SupplierQuestion) -> list[Stretch]:
    """Return the order of a question; that of a search is made of what was found, whatever it is."""
    if question["q"]:
        return [Stretch(Q(), None)]
    if question.sort == "live":
        return [Stretch(Q(), "live_contracts", descending=True, read_key=whole)]
    return [Stretch(Q(), "lower_name")]


def _keyed(among: SupplierQuerySet, sort: str, today: dt.date) -> QuerySet[Any]:
    """Return the suppliers with the key of an order on each row."""
    if sort == "live":
        return among.with_number_of_live_contracts(today)
    return among.annotate(lower_name=Lower("name"))


def _page_of_found(
    found: dict[int, Match], sort: str, today: dt.date, after: Cursor | None, before: Cursor | None, size: int
) -> Page:
    """Return a page of what a search found, which is bounded and therefore ordered here."""
    named = Supplier.objects.filter(pk__in=found)
    names = dict(named.values_list("pk", "name"))
    if sort == "closest":
        keys = [match.supplier for match in in_order(found.values(), names)]
    elif sort == "live":
        live: QuerySet[Any] = named.with_number_of_live_contracts(today)
        keys = list(live.order_by("-live_contracts", "-pk").values_list("pk", flat=True))
    else:
        keys = sorted(names, key=lambda key: (names[key].lower(), key))
    start, end = 0, size
    if before and before.pk in names:
        end = keys.index(before.pk)
        start = max(end - size, 0)
    elif after and after.pk in names:
        start = keys.index(after.pk) + 1
        end = start + size
    rows = keys[start:end]
    if not rows:
        return Page()
    return Page(
        rows=[(key,) for key in rows],
        previous=str(Cursor(0, None, rows[0])) if start else "",
        next=str(Cursor(0, None, rows[-1])) if end < len(keys) else "",
    )


def _with_figures(keys: list[int], found: dict[int, Match], today: dt.date) -> list[Any]:
    """Return the suppliers of a page in order, with what the page says of each."""
    suppliers = Supplier.objects.filter(pk__in=keys).with_live_contracts(today)
    by_key: dict[int, Any] = {supplier.pk: supplier for supplier in suppliers}
    for key, supplier in by_key.items():
        supplier.found_as = found[key].reason if key in found else ""
    return [by_key[key] for key in keys if key in by_key]
