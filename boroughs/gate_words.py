"""Gates in words and in order, as the pages show them. Pure: no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from boroughs.words import exact_money


class Banded(Protocol):
    """What has a value band: a gate."""

    value_from: Decimal | None
    value_to: Decimal | None


@dataclass(frozen=True)
class Band:
    """Values between which the same gates are passed, and these, in order."""

    label: str
    gates: tuple[Banded, ...]


def band_in_words(value_from: Decimal | None, value_to: Decimal | None) -> str:
    """Write a value band (GBP excluding VAT) as *from £100,000 to under £500,000*."""
    if value_from and value_to is not None:
        return f"from {exact_money(value_from)} to under {exact_money(value_to)}"
    if value_to is not None:
        return f"under {exact_money(value_to)}"
    return f"from {exact_money(value_from)}" if value_from else "any value"


def bands(gates: Sequence[Banded]) -> list[Band]:
    """Return what is passed for each value, the smallest values first.

    Args:
        gates: in the order in which they are passed.
    """
    edges = {edge for gate in gates for edge in (gate.value_from, gate.value_to) if edge}
    lows: list[Decimal | None] = [None, *sorted(edges)]
    highs: list[Decimal | None] = [*sorted(edges), None]
    found: list[Band] = []
    for low, high in zip(lows, highs, strict=True):
        label = band_in_words(low, high)
        found.append(Band(label[0].upper() + label[1:], tuple(gate for gate in gates if _holds(gate, low))))
    return found


def _holds(gate: Banded, low: Decimal | None) -> bool:
    value = low or Decimal(0)
    return (gate.value_from or Decimal(0)) <= value and (gate.value_to is None or value < gate.value_to)
