"""Sums over a set of contracts, with what is unknown counted, never taken for zero (R1)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum


@dataclass(frozen=True)
class Totals:
    """What a set of contracts comes to. Money is GBP excluding VAT, a year.

    ``annual_value`` is the sum of what is known, ``None`` when nothing is; ``unknown_values`` counts the
    contracts it leaves out. ``demonstration`` counts the fictional ones. The ``with_…`` counts are R7's
    completeness.
    """

    contracts: int
    annual_value: Decimal | None
    unknown_values: int
    ending: int
    demonstration: int
    with_end_date: int
    with_value: int
    with_supplier: int
    with_options_known: int

    def completeness(self) -> list[tuple[str, int, int]]:
        """Return for each part of a complete record (R7): its name, how many have it, per cent of all."""
        parts = [
            ("End date", self.with_end_date),
            ("Value", self.with_value),
            ("Supplier", self.with_supplier),
            ("Extension options", self.with_options_known),
        ]
        return [
            (name, count, round(100 * count / self.contracts) if self.contracts else 0)
            for name, count in parts
        ]


def totals_of(contracts: QuerySet[Any], *, ending_by: dt.date) -> Totals:
    """Add up a set of contracts in one query.

    Args:
        contracts: the contracts, each once.
        ending_by: ``ending`` counts those that end, as things stand, on or before this day.
    """
    figures = contracts.order_by().aggregate(
        contracts=Count("pk"),
        together=Sum("annual_value"),
        unknown_values=Count("pk", filter=Q(annual_value__isnull=True)),
        ending=Count("pk", filter=Q(end_date__lte=ending_by)),
        demonstration=Count("pk", filter=Q(is_demonstration=True)),
        with_end_date=Count("end_date"),
        with_value=Count("value"),
        with_supplier=Count("pk", filter=~Q(supplier_text="")),
        with_options_known=Count("pk", filter=Q(options_known=True)),
    )
    return Totals(annual_value=figures.pop("together"), **figures)
