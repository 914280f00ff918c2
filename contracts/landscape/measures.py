"""What the tile map can show of a borough. Pure: no database."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from boroughs.tile_map import Figure
from contracts.landscape.sheet import BoroughLine
from contracts.landscape.spread import per_thousand

Tell = Callable[[BoroughLine, int | None], Figure | None]


@dataclass(frozen=True)
class Measure:
    """One thing that can be asked of every borough.

    Attributes:
        label: how the list of choices names it.
        unit: what is counted, in the plural.
        tell: returns it from a borough's line and its residents; ``None`` is not known (R1).
        show: writes it in few characters.
        query: what the register is asked beside the borough, to see what it is made of.
    """

    label: str
    unit: str
    tell: Tell
    show: Callable[[Figure], str] = "{:,}".format
    query: tuple[tuple[str, str], ...] = ()


def short_money(value: Figure) -> str:
    """Write GBP in a few characters: *£950*, *£1.6k*, *£12k*, *£1.3m*, *£2.1bn*."""
    for size, letters in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if round(Decimal(value) / size, 1) >= 1:
            amount = Decimal(value) / size
            return f"£{amount:.0f}{letters}" if amount >= 10 else f"£{amount:.1f}{letters}".replace(".0", "")
    return f"£{value:,.0f}"


def _per_cent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _show_per_cent(figure: Figure) -> str:
    return f"{figure:.0f}%"


MEASURES: dict[str, Measure] = {
    "live": Measure("Live contracts", "live contracts", lambda line, _: line.contracts),
    "residents": Measure(
        "Annual value for 1,000 residents",
        "pounds a year for 1,000 residents",
        lambda line, residents: per_thousand(line.bought, residents),
        short_money,
    ),
    "value": Measure("Annual value", "pounds a year", lambda line, _: line.value, short_money),
    "ending": Measure(
        "Ending within 12 months", "contracts ending within 12 months", lambda line, _: line.ending
    ),
    "fresh": Measure(
        "Confirmed within 6 months",
        "per cent of the live contracts confirmed within 6 months",
        lambda line, _: _per_cent(line.fresh, line.contracts),
        _show_per_cent,
        (("freshness", "fresh"),),
    ),
    "largest": Measure(
        "Share of the largest supplier group",
        "per cent of the annual value with the largest supplier group",
        lambda line, _: line.top_share,
        _show_per_cent,
    ),
}
DEFAULT = "live"
