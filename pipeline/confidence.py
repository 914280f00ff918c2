"""Which sums of demand figures can be shown so that nobody works a figure out from them (R9; docs/adr/0032).

Pure: no database here. Whoever reads a sum knows their own figure, every sum shown before, and these rules.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal

#: Boroughs with a figure above nought from which a sum is shown (R9).
FEWEST = 3
#: From so many the spread is shown, and never the smallest or largest figure: each is somebody's.
FEWEST_FOR_SPREAD = 5
#: Whoever knows the second largest figure must not come nearer to the largest than by this share of it: the
#: p % rule of statistical disclosure control.
NEAREST_PERCENT = 10
#: What the others have together must be this much for everybody, or whole numbers give them away.
LEAST_OF_OTHERS = 10
#: The largest figure as a multiple of the smallest one above nought: up to, and how it is said.
SPREADS = (
    (2, "the largest is at most twice the smallest"),
    (5, "the largest is two to five times the smallest"),
    (10, "the largest is five to ten times the smallest"),
)
WIDE = "the largest is more than ten times the smallest"


def can_be_shown(amounts: Collection[Decimal]) -> bool:
    """Tell whether the sum of figures can be shown to those who gave them.

    Args:
        amounts: not negative, one for each borough.
    """
    above = sorted((amount for amount in amounts if amount > 0), reverse=True)
    if len(above) < FEWEST or sum(above[1:]) < LEAST_OF_OTHERS:
        return False
    return sum(above[2:]) * 100 >= NEAREST_PERCENT * above[0]


def can_be_renewed(shown: Mapping[int, Decimal], now: Mapping[int, Decimal]) -> bool:
    """Tell whether a sum that was shown can give way to the present one.

    The difference of the two is itself a sum, of what each borough changed: it must stand the same test, or
    the fourth borough to give a figure would be read off. Nothing was shown before: the present sum decides.

    Args:
        shown: the figures behind the sum that is shown, by borough; empty for none.
        now: the present figures.
    """
    if not can_be_shown(list(now.values())):
        return False
    return not shown or can_be_shown(changes(shown, now))


def changes(shown: Mapping[int, Decimal], now: Mapping[int, Decimal]) -> list[Decimal]:
    """Return by how much the figure of each borough differs from the one shown; those alike are left out."""
    nought = Decimal(0)
    moved = [abs(now.get(one, nought) - shown.get(one, nought)) for one in {*shown, *now}]
    return [amount for amount in moved if amount]


def spread(amounts: Collection[Decimal]) -> str:
    """Say how far figures lie apart, from ``FEWEST_FOR_SPREAD`` above nought on; empty for fewer."""
    above = [amount for amount in amounts if amount > 0]
    if len(above) < FEWEST_FOR_SPREAD:
        return ""
    times = max(above) / min(above)
    return next((words for most, words in SPREADS if times <= most), WIDE)
