"""Which sums of demand figures can be shown so that nobody works a figure out from them (R9; docs/adr/0032).

Pure: no database here. Whoever reads a sum knows their own figure, every sum shown before, and these rules.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

#: Boroughs with a figure above nought from which a sum is shown (R9).
FEWEST = 3
#: From so many the spread is shown, and never the smallest or largest figure: each is somebody's.
FEWEST_FOR_SPREAD = 5
#: Whoever knows the second largest figure must not come nearer to the largest than by this share of it: the
#: p % rule of statistical disclosure control.
NEAREST_PERCENT = 10
#: Sums below this are not shown: few whole numbers add up to them.
SMALLEST_SUM = 30
#: The largest figure as a multiple of the smallest one above nought: up to, and how it is said.
SPREADS = (
    (2, "the largest is at most twice the smallest"),
    (5, "the largest is two to five times the smallest"),
    (10, "the largest is five to ten times the smallest"),
)
WIDE = "the largest is more than ten times the smallest"


def can_be_shown(amounts: Collection[Decimal]) -> bool:
    """Tell whether the sum of figures can be shown to those who gave them.

    Whoever reads it may also reckon that the rule let it be shown. Two figures that differ could always be
    the other way round, which the rule allows as well; so only others that are all alike can be given away.
    For those it is asked whether they could have been a little apart, too.

    Args:
        amounts: not negative, one for each borough.
    """
    given = list(amounts)
    if not _passes(given):
        return False
    return all(_passes(other) and spread(other) == spread(given) for other in _alike_moved_apart(given))


def _passes(amounts: Sequence[Decimal]) -> bool:
    """Tell whether figures pass the rule itself: enough of them, enough together, none dominating."""
    above = sorted((amount for amount in amounts if amount > 0), reverse=True)
    if len(above) < FEWEST or sum(above) < SMALLEST_SUM:
        return False
    return sum(above[2:]) * 100 >= NEAREST_PERCENT * above[0]


def _alike_moved_apart(amounts: Sequence[Decimal]) -> Iterator[list[Decimal]]:
    """Yield for each borough to which all others look alike the figures with two of those a unit apart."""
    for place, own in enumerate(amounts):
        others = [*amounts[:place], *amounts[place + 1 :]]
        if len(set(others)) == 1:
            yield [own, others[0] + 1, others[1] - 1, *others[2:]]


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
