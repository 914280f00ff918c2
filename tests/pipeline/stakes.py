"""Stakes and rules for tests of the pure rules of flags."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from pipeline.flags import Decision, Stake

TODAY = dt.date(2026, 6, 1)
CAMDEN, HACKNEY, ISLINGTON, LAMBETH = 1, 2, 3, 4
NAMES = {CAMDEN: "Camden", HACKNEY: "Hackney", ISLINGTON: "Islington", LAMBETH: "Lambeth"}

numbers = count(1)


def stake(borough: int, opens: str | None = None, closes: str | None = None, **fields: Any) -> Stake:
    """Return a borough's part in a contract of £60,000 a year; dates as 2027-08-03."""
    values: dict[str, Any] = {
        "borough": borough,
        "contract": next(numbers),
        "opens": opens and dt.date.fromisoformat(opens),
        "closes": closes and dt.date.fromisoformat(closes),
        "end": closes and dt.date.fromisoformat(closes),
        "product": None,
        "value": Decimal(300_000),
        "annual_value": Decimal(60_000),
        "decide_by": None,
        "decide_by_assumed": True,
        "title": "Housing management system",
        "suppliers": "Brightwater Systems Ltd",
    }
    return Stake(**{**values, **fields})


def half_a_year_before(borough: int, start: dt.date, value: Decimal | None) -> Decision:
    """Decide 182 days before the start, assumed for all but Camden."""
    return Decision(start - dt.timedelta(days=182), assumed=borough != CAMDEN)
