"""What was paid beside what the register says it should be (R11). Pure: no database here.

A difference is a reason to look, no fault of anybody's: a price may have risen, a second contract may be
missing from the register, or payments may include VAT.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dateutil.relativedelta import relativedelta

#: Payments within this share of the register's value are about the same: VAT alone makes a fifth.
ABOUT = Decimal("0.25")
MONTHS_A_YEAR = 12


class Verdict(Enum):
    """How payments compare with the register; the value is how a page says it."""

    NO_CONTRACT = "no contract on the register for these months"
    GROUP = "a company of the same group has a contract"
    SHARED = "a contract shared with other boroughs: its value is for all of them"
    UNKNOWN = "the register does not say the value"
    ABOUT = "about what the register says"
    MORE = "more than the register says"
    LESS = "less than the register says"


@dataclass(frozen=True)
class Held:
    """A contract of a borough with a supplier: its dates and annual value (``None``: not known).

    ``end`` is the end with every option used, ``joint`` whether other boroughs share in it.
    """

    start: dt.date | None
    end: dt.date | None
    annual_value: Decimal | None
    joint: bool = False

    def months_in(self, months: Iterable[dt.date]) -> int:
        """Return in how many of some months, given by their first days, it ran on some day."""
        return sum(
            (self.start is None or self.start < month + relativedelta(months=1))
            and (self.end is None or self.end >= month)
            for month in months
        )


@dataclass(frozen=True)
class Compared:
    """What a register says of some months: contracts that ran in them, their value, how it compares.

    ``value`` is GBP for those months, ``None`` where it is not known; ``unknown`` counts contracts without a
    known value.
    """

    verdict: Verdict
    contracts: int = 0
    value: Decimal | None = None
    unknown: int = 0


def compare(
    paid: Decimal, contracts: Sequence[Held], months: Sequence[dt.date], *, in_group: bool = False
) -> Compared:
    """Compare what was paid in some months with the contracts of a register.

    Args:
        paid: GBP, credits taken off.
        contracts: of the borough with the supplier.
        months: first days of the months whose payments are known.
        in_group: whether the borough has a contract with another company of the supplier's group.
    """
    running = [(one, number) for one in contracts if (number := one.months_in(months))]
    if not running:
        return Compared(Verdict.GROUP if in_group else Verdict.NO_CONTRACT)
    known = [
        one.annual_value * number / MONTHS_A_YEAR for one, number in running if one.annual_value is not None
    ]
    unknown = len(running) - len(known)
    value = sum(known, Decimal(0)).quantize(Decimal("0.01")) if known else None
    if any(one.joint for one, _ in running):
        verdict = Verdict.SHARED
    elif value is None or (unknown and paid > value):
        verdict = Verdict.UNKNOWN
    else:
        verdict = _beside(paid, value)
    return Compared(verdict, len(running), value, unknown)


def _beside(paid: Decimal, value: Decimal) -> Verdict:
    if abs(paid - value) <= ABOUT * value:
        return Verdict.ABOUT
    return Verdict.MORE if paid > value else Verdict.LESS
