"""How far figures of boroughs lie apart, and which lie outside. Pure: no database.

The rule is Tukey's: the middle half of the boroughs lies between the quartiles; whatever is more than one
and a half times that distance below or above them lies outside. It asks for no shape of the figures and is
not pulled by the outliers that it looks for.
"""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

FENCE = Decimal("1.5")
#: Boroughs below which nothing is called an outlier: quartiles of a handful say nothing.
FEWEST = 8
#: Residents below which a figure per resident says little: in the City of London far more work than live.
FEWEST_RESIDENTS = 50_000


@dataclass(frozen=True)
class Spread:
    """Where figures lie: the ends, the quartiles, and the fences outside which a figure is an outlier.

    ``low`` and ``high`` hold the keys of those below and above the fences, the farthest out first; they are
    empty where there are too few figures to tell.
    """

    number: int
    least: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    most: Decimal
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()

    @property
    def fences(self) -> tuple[Decimal, Decimal]:
        """The bounds of what is usual; the lower one is never below nothing."""
        reach = FENCE * (self.upper - self.lower)
        return max(self.lower - reach, Decimal(0)), self.upper + reach

    @property
    def can_tell(self) -> bool:
        """Tell whether there are enough figures to call one an outlier."""
        return self.number >= FEWEST


def spread(figures: Mapping[int, Decimal]) -> Spread | None:
    """Return how figures lie, or nothing where there are fewer than two.

    Args:
        figures: known ones, not negative, by key.
    """
    if len(figures) < 2:
        return None
    ordered = sorted(figures.values())
    lower, middle, upper = statistics.quantiles(ordered, n=4, method="inclusive")
    found = Spread(len(ordered), ordered[0], lower, middle, upper, ordered[-1])
    if not found.can_tell:
        return found
    bottom, top = found.fences
    low = sorted((value, key) for key, value in figures.items() if value < bottom)
    high = sorted(((-value, key) for key, value in figures.items() if value > top))
    return Spread(
        found.number,
        found.least,
        lower,
        middle,
        upper,
        found.most,
        tuple(key for _, key in low),
        tuple(key for _, key in high),
    )


def per_thousand(value: Decimal | None, residents: int | None) -> Decimal | None:
    """Return GBP for 1,000 residents, to the pound; unknown where either is (R1)."""
    if value is None or not residents:
        return None
    return (value * 1000 / residents).quantize(Decimal(1))
