"""How concentrated a service area is: supplier groups' shares and their squares. Pure: no database.

The Herfindahl-Hirschman index (HHI) is the sum of the squares of all shares in per cent: 10,000 where one
group has everything, near 0 where many have little each.

The bands are those of the *Merger Assessment Guidelines* of September 2010 (CC2 Revised, OFT1254,
paragraph 5.3.5): above 1,000 concentrated, above 2,000 highly concentrated. The guidelines of 18 March 2021
that replaced them (CMA129) give no threshold. They were made for markets; the register is a sample of one.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

CONCENTRATED, HIGHLY_CONCENTRATED = 1000, 2000
#: Contracts with value and supplier known, below which no band is named: their shares are chance.
FEWEST_CONTRACTS = 5
SOURCE = (
    "Competition Commission and Office of Fair Trading, Merger Assessment Guidelines, September 2010 "
    "(CC2 Revised, OFT1254), paragraph 5.3.5"
)
SINCE = (
    "The Competition and Markets Authority’s guidelines of 18 March 2021 (CMA129), which replaced them, "
    "apply no threshold any more."
)


class Band(Enum):
    """How concentrated; the value is the word that pages show."""

    TOO_FEW = "too few contracts to say"
    LOW = "not concentrated"
    CONCENTRATED = "concentrated"
    HIGHLY = "highly concentrated"


def hhi(values: Iterable[int]) -> int | None:
    """Return the index from 0 to 10,000 of what each group has; ``None`` where there is nothing to share.

    Args:
        values: what each group has, in any unit, not negative.
    """
    known = [value for value in values if value > 0]
    whole = sum(known)
    if not whole:
        return None
    squares = sum(value * value for value in known)
    return int((Decimal(10_000 * squares) / (whole * whole)).quantize(Decimal(1), ROUND_HALF_UP))


def band(index: int | None, contracts: int) -> Band:
    """Return the band of an index.

    Args:
        index: from 0 to 10,000; ``None`` is not known.
        contracts: how many it rests on.
    """
    if index is None or contracts < FEWEST_CONTRACTS:
        return Band.TOO_FEW
    if index > HIGHLY_CONCENTRATED:
        return Band.HIGHLY
    return Band.CONCENTRATED if index > CONCENTRATED else Band.LOW


def share(part: int, whole: int) -> Decimal | None:
    """Return a part in per cent of the whole, to one decimal; ``None`` of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None
