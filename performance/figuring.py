"""Reads what boroughs have recorded of a supplier, for the roll-up (``performance/rollup.py``)."""

import datetime as dt
from collections import defaultdict
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, OuterRef, Value

from contracts.models import ContractSupplier
from performance.models import Issue, KpiReading
from performance.rollup import Recorded, Rollup, roll_up
from performance.scale import NAMES
from suppliers.models import Supplier


def rollup_of(supplier: Supplier, today: dt.date) -> Rollup:
    """Return what is published of a supplier's performance in the year up to a day: one query.

    A contract with several suppliers is left out, since its records do not say whom they are about. A joint
    contract counts for the borough that leads it. Fictional and real contracts are never mixed.
    """
    since = today - relativedelta(years=1)
    issues = _about(Issue.objects.filter(opened__gt=since, opened__lte=today), supplier)
    readings = _about(KpiReading.objects.filter(ends__gt=since, ends__lte=today), supplier)
    rows = issues.values_list("lead", Value("issue"), "kind").union(
        readings.values_list("lead", Value("rating"), "rating")
    )
    said: dict[int, dict[str, set[str]]] = defaultdict(lambda: {"issue": set(), "rating": set()})
    for borough, what, code in rows:
        if borough is not None:
            said[borough][what].add(code)
    records = [
        Recorded(borough, frozenset(found["issue"]), frozenset(found["rating"]))
        for borough, found in said.items()
    ]
    return roll_up(records, Issue.Kind.values, list(NAMES))


def _about(rows: Any, supplier: Supplier) -> Any:
    """Return the rows of contracts with one supplier and no other, each with the borough that leads."""
    here = ContractSupplier.objects.filter(contract=OuterRef("contract"))
    rows = rows.filter(
        Exists(here.filter(supplier=supplier)),
        ~Exists(here.exclude(supplier=supplier)),
        contract__is_demonstration=supplier.is_demonstration,
    )
    return rows.order_by().annotate(lead=F("contract__borough_ids__0"))


def sentences(rollup: Rollup) -> list[str]:
    """Return what is published of issues, as sentences."""
    names = dict(Issue.Kind.choices)
    return [
        f"At least {one.part} of {one.whole} boroughs that record its performance report {names[one.code]} "
        "in the last year."
        for one in rollup.issues
    ]


def ratings(rollup: Rollup) -> list[tuple[str, int, int]]:
    """Return what is published of ratings: each with how many boroughs at least, and of how many."""
    return [(NAMES[one.code].capitalize(), one.part, one.whole) for one in rollup.ratings]
