"""What the pages of a supplier and of a product show of its contracts, for their templates."""

from collections.abc import Sequence
from typing import Any

from boroughs.models import Borough
from boroughs.tile_map import tile_map
from boroughs.words import money
from suppliers.endings import endings_chart, in_words
from suppliers.portfolio import SHOWN, Portfolio

WIDE, NARROW = 760, 340


def shown(contracts: Portfolio, boroughs: Sequence[Borough], caption: str) -> dict[str, Any]:
    """Return the figures, the map, the chart and the tables of some contracts.

    Args:
        contracts: those with a supplier or for a product.
        boroughs: all boroughs.
        caption: what the map shows.
    """
    using = len(contracts.by_borough)
    sentence = in_words(contracts.endings)
    figures = [
        (f"{contracts.contracts:,}", "live contract" if contracts.contracts == 1 else "live contracts"),
        (f"{using}", "borough" if using == 1 else "boroughs"),
    ]
    if contracts.contracts:  # of nothing there is no value that one could fail to know
        figures.append((money(contracts.annual_value), "a year together"))
    return {
        "totals": contracts,
        "figures": figures,
        "tiles": tile_map(boroughs, contracts.by_borough, caption=caption, unit="live contracts"),
        "live": contracts.live[:SHOWN],
        "live_more": max(len(contracts.live) - SHOWN, 0),
        "endings_sentence": sentence,
        "charts": [
            (name, endings_chart(contracts.endings, width=width, label=sentence))
            for name, width in (("wide", WIDE), ("narrow", NARROW))
            if contracts.endings
        ],
    }
