"""Which figures of procurement law a value reaches, and on which day they count."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from boroughs.models import Threshold
from boroughs.words import exact_money

#: The standard rate of value added tax: Value Added Tax Act 1994, section 2. The law's figures include it,
#: the hub's values do not (R1).
VAT_RATE = Decimal("0.20")


@dataclass(frozen=True)
class ThresholdFact:
    """One threshold and whether a value reaches it; ``None`` where the value is not known."""

    threshold: Threshold
    reached: bool | None

    @property
    def amount(self) -> str:
        """Return the amount as the law counts it."""
        return (
            f"{exact_money(self.threshold.amount)} {'in' if self.threshold.includes_vat else 'ex'}cluding VAT"
        )


def with_vat(value: Decimal) -> Decimal:
    """Return a value excluding VAT with VAT at the standard rate added, to the penny."""
    return (value * (1 + VAT_RATE)).quantize(Decimal("0.01"))


def threshold_facts(value: Decimal | None, on: dt.date) -> list[ThresholdFact]:
    """Return the thresholds that count on a day, the smallest first.

    Args:
        value: GBP excluding VAT; ``None`` where it is not known.
        on: the day on which the procurement begins.
    """
    counting = Threshold.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return [ThresholdFact(one, _reached(one, value)) for one in counting.order_by("amount", "name")]


def _reached(threshold: Threshold, value: Decimal | None) -> bool | None:
    if value is None:
        return None
    return (with_vat(value) if threshold.includes_vat else value) >= threshold.amount
