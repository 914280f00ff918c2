"""Who paid a supplier: by borough and month (R11)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Max, Min, Sum

from boroughs.models import Borough
from contracts.models import PaymentPeriod, PaymentSum
from contracts.payments.querysets import RELATIONSHIP_MONTHS
from suppliers.models import Supplier

MONTHS_SHOWN = 24


@dataclass
class PaidBy:
    """What a borough paid a supplier: in all that is kept, and in the twelve months up to a day."""

    borough: Borough
    total: Decimal
    first: dt.date
    last: dt.date
    of_late: Decimal | None = None


@dataclass
class Received:
    """What a supplier was paid, by borough and by month; ``months`` have no gaps."""

    boroughs: list[PaidBy] = field(default_factory=list)
    months: list[dict[str, Any]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def lately(self) -> list[PaidBy]:
        """The boroughs that paid it in the last twelve months."""
        return [one for one in self.boroughs if one.of_late is not None]

    @property
    def of_late(self) -> Decimal:
        """What they paid together."""
        return sum((one.of_late or Decimal(0) for one in self.boroughs), Decimal(0))


def received_by(supplier: Supplier, today: dt.date) -> Received:
    """Return what a supplier was paid: five queries, however many payments there are.

    Args:
        supplier: who was paid.
        today: the day.
    """
    sums = PaymentSum.objects.counting().to_supplier(supplier).order_by()
    totals = list(
        sums.values("period__borough").annotate(total=Sum("amount"), first=Min("month"), last=Max("month"))
    )
    if not totals:
        return Received()
    lately = {
        row["borough"]: row["total"]
        for row in PaymentSum.objects.all().relationships_on(today, [supplier.pk])
    }
    boroughs = {
        one.pk: one for one in Borough.objects.filter(pk__in=[row["period__borough"] for row in totals])
    }
    found = [
        PaidBy(
            boroughs[row["period__borough"]],
            row["total"],
            row["first"],
            row["last"],
            lately.get(row["period__borough"]),
        )
        for row in totals
    ]
    found.sort(key=lambda one: (-(one.of_late or Decimal(0)), -one.total, one.borough.name))
    rows: list[Any] = list(
        sums.values("month", "period__borough__name").annotate(total=Sum("amount")).order_by("month")
    )
    names = list(supplier.payees.order_by("name").values_list("name", flat=True).distinct())
    known = set(PaymentPeriod.objects.counting().filter(borough__in=boroughs).values_list("month", flat=True))
    return Received(found, _by_month(rows, known), names)


def _by_month(rows: list[dict[str, Any]], known: set[dt.date]) -> list[dict[str, Any]]:
    """Return the last two years with payments month by month, with what each borough paid.

    ``total`` is ``None`` for a month of which no file of these boroughs is known.
    """
    of: dict[dt.date, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        of[row["month"]][row["period__borough__name"]] = row["total"]
    last = max(of)
    month = max(min(of), last - relativedelta(months=MONTHS_SHOWN - 1))
    found = []
    while month <= last:
        parts = sorted(of.get(month, {}).items())
        total = sum((part for _, part in parts), Decimal(0)) if parts or month in known else None
        found.append({"month": month, "total": total, "boroughs": parts})
        month += relativedelta(months=1)
    return found


def first_month_of_late(today: dt.date) -> dt.date:
    """Return the first of the last twelve months, the present one among them."""
    return today.replace(day=1) - relativedelta(months=RELATIONSHIP_MONTHS - 1)


def paying_boroughs(supplier: Supplier, today: dt.date) -> list[str]:
    """Return the names of the boroughs that paid a supplier in the last twelve months: one query."""
    rows = (
        PaymentSum.objects.counting()
        .to_supplier(supplier)
        .between(first_month_of_late(today), today)
        .order_by()
        .values("period__borough__name")
        .annotate(total=Sum("amount"))
        .filter(total__gt=0)
    )
    return sorted(row["period__borough__name"] for row in rows)
