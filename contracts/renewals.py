"""Which contract may have replaced which (the renewal chain). Pure: no database here."""

import datetime as dt
from dataclasses import dataclass

from boroughs.words import counted, listing

#: A replacement starts at most so many days before the old contract ends, and so many after it.
MOST_OVERLAP, MOST_GAP = 366, 366
#: Points for what two contracts share; from ``ENOUGH`` on it is suggested.
SAME_PRODUCT, SAME_AREA, SAME_SUPPLIER, NEXT_DAY = 3, 2, 2, 1
ENOUGH = 3
#: Days around the end within which a start follows upon it.
NEXT_DAYS = 31


@dataclass(frozen=True)
class Stretch:
    """What is compared: one contract's days and what it is for; what is not known is empty."""

    start: dt.date | None = None
    end: dt.date | None = None
    product: int | None = None
    area: int | None = None
    suppliers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Succession:
    """How much speaks for one contract having replaced the other, with the sentence why."""

    points: int
    reason: str


def succession(earlier: Stretch, later: Stretch) -> Succession | None:
    """Return how much speaks for ``later`` having replaced ``earlier``; nothing where too little does.

    The later one must start after the earlier one started, and about when that ended. A shared area alone
    is not enough: a borough buys many things in one.
    """
    if not (earlier.end and later.start):
        return None
    if earlier.start and later.start <= earlier.start:
        return None
    gap = (later.start - earlier.end).days
    if not -MOST_OVERLAP <= gap <= MOST_GAP:
        return None
    evidence = [
        (SAME_PRODUCT, "the same product", earlier.product is not None and earlier.product == later.product),
        (SAME_AREA, "the same service area", earlier.area is not None and earlier.area == later.area),
        (SAME_SUPPLIER, "the same supplier", bool(earlier.suppliers & later.suppliers)),
    ]
    shared = [words for _, words, holds in evidence if holds]
    points = sum(weight for weight, _, holds in evidence if holds)
    points += NEXT_DAY if abs(gap) <= NEXT_DAYS else 0
    if not shared or points < ENOUGH:
        return None
    return Succession(points, f"It has {listing(shared)}, and {_when(gap)}.")


def _when(gap: int) -> str:
    if gap in (0, 1):
        return "one starts when the other ends"
    if gap > 0:
        return f"one starts {counted(gap, 'day')} after the other ends"
    return f"one starts {counted(-gap, 'day')} before the other ends"
