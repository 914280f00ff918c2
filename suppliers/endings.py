"""What ends when: contracts by the year of their end, counted and drawn. Pure: no database here."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import counted, listing

#: Years that are drawn one by one, this one included; what ends after them is one bar.
YEARS = 7
BRAND, INK, LINE = "#12436d", "#0b0c0c", "#505a5f"
HEIGHT, TOP, BASE, MARGIN = 150, 24, 120, 10
WIDEST_BAR = 64


@dataclass(frozen=True)
class Ending:
    """The live contracts that end in a year: how many, their known annual values together, unknown ones."""

    label: str
    contracts: int
    annual_value: Decimal | None
    unknown_values: int

    @property
    def when(self) -> str:
        """The year as it stands in a sentence: *in 2027*, *before 2026*."""
        return self.label if self.label.startswith("before") else f"in {self.label}"


def endings(contracts: Iterable[tuple[dt.date, Decimal | None]], today: dt.date) -> list[Ending]:
    """Return what ends in which year, from this year to the last one, years without an end included.

    Args:
        contracts: the end date as things stand and the annual value (GBP; ``None``: not known) of each. One
            that is live by its options only may have ended before this year.
        today: the day.

    Returns:
        nothing for no contracts.
    """
    by_year: dict[int, list[Decimal | None]] = {}
    for end, value in contracts:
        year = min(max(end.year, today.year - 1), today.year + YEARS)
        by_year.setdefault(year, []).append(value)
    if not by_year:
        return []
    first = min(today.year, *by_year)
    return [_ending(year, by_year.get(year, []), today) for year in range(first, max(by_year) + 1)]


def _ending(year: int, values: list[Decimal | None], today: dt.date) -> Ending:
    label = str(year)
    if year < today.year:
        label = f"before {today.year}"
    elif year == today.year + YEARS:
        label = f"{year} or later"
    known = [value for value in values if value is not None]
    return Ending(label, len(values), sum(known, Decimal(0)) if known else None, len(values) - len(known))


def in_words(rows: Sequence[Ending]) -> str:
    """Return what the drawing shows as a sentence."""
    together = sum(row.contracts for row in rows)
    if not together:
        return ""
    some = [row for row in rows if row.contracts]
    parts = [f"{row.contracts} {row.when}" for row in some]
    parts[0] = f"{some[0].contracts} {'ends' if some[0].contracts == 1 else 'end'} {some[0].when}"
    return f"Of {counted(together, 'live contract')}, {listing(parts)}, as things stand."


def endings_chart(rows: Sequence[Ending], *, width: int, label: str) -> SafeString:
    """Draw a bar for each year, its number above it.

    Args:
        rows: the years, in order; at least one.
        width: of the drawing in its own units; its text is 13 units high.
        label: what a screen reader says in its place.
    """
    slot = (width - 2 * MARGIN) / len(rows)
    most = max(row.contracts for row in rows) or 1
    bars = join_markup(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>'
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        (_bar(row, MARGIN + slot * (place + 0.5), slot, most) for place, row in enumerate(rows)),
    )
    return fill(
        '<svg class="hub-dates" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13">{}'
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/></svg>',
        width,
        HEIGHT,
        width,
        HEIGHT,
        label,
        bars,
        MARGIN,
        BASE,
        width - MARGIN,
        BASE,
        LINE,
    )


def _bar(row: Ending, middle: float, slot: float, most: int) -> tuple[object, ...]:
    wide = min(slot * 0.7, WIDEST_BAR)
    high = (BASE - TOP) * row.contracts / most
    top = round(BASE - high, 1)
    short = row.label.replace("before ", "<").replace(" or later", "+")
    shown = row.contracts or ""
    return (
        round(middle - wide / 2, 1),
        top,
        round(wide, 1),
        round(high, 1),
        BRAND,
        round(middle, 1),
        top - 6,
        INK,
        shown,
        round(middle, 1),
        BASE + 19,
        INK,
        short,
    )
