"""Payments by month, drawn on the server as SVG without styles. Pure: no database here."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import money

BRAND, CREDIT, INK, LINE = "#12436d", "#801650", "#0b0c0c", "#505a5f"
HEIGHT, TOP, BASE, MARGIN = 190, 26, 150, 10
WIDEST_BAR = 40
#: Units of width that the label of a month needs in a wide font, with a gap to the next.
LABEL = 68
#: A month and what was paid in it; ``None`` where the borough's file of it is not known.
Month = tuple[dt.date, Decimal | None]


def months_chart(rows: Sequence[Month], *, width: int, label: str) -> SafeString:
    """Draw a bar for each month; a month without a file has a question mark, one of credits hangs down.

    Args:
        rows: the months in order, without gaps; at least one.
        width: of the drawing in its own units; its text is 13 units high.
        label: what a screen reader says in its place.
    """
    slot = (width - 2 * MARGIN) / len(rows)
    known = [amount for _, amount in rows if amount is not None]
    highest, lowest = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    scale = float(highest - lowest) or 1.0
    zero = round(TOP + (BASE - TOP) * float(highest) / scale, 1)
    drawn = [
        _bar(month, amount, MARGIN + slot * (place + 0.5), min(slot * 0.7, WIDEST_BAR), zero, scale)
        for place, (month, amount) in enumerate(rows)
    ]
    return fill(
        '<svg class="hub-dates" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13">{}{}{}'
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/></svg>',
        *(width, HEIGHT, width, HEIGHT, label),
        SafeString("".join(drawn)),
        _labels(rows, slot, width),
        fill('<text x="{}" y="14" fill="{}">{} at most</text>', MARGIN, INK, money(highest)),
        *(MARGIN, zero, width - MARGIN, zero, LINE),
    )


def _bar(
    month: dt.date, amount: Decimal | None, middle: float, wide: float, zero: float, scale: float
) -> SafeString:
    if amount is None:
        return fill(
            '<text x="{}" y="{}" text-anchor="middle" fill="{}">?</text>', round(middle, 1), zero - 4, LINE
        )
    high = round((BASE - TOP) * abs(float(amount)) / scale, 1)
    return fill(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{}: {}</title></rect>',
        round(middle - wide / 2, 1),
        round(zero - high, 1) if amount >= 0 else zero,
        round(wide, 1),
        high,
        BRAND if amount >= 0 else CREDIT,
        f"{month:%B %Y}",
        money(amount),
    )


def _labels(rows: Sequence[Month], slot: float, width: int) -> SafeString:
    """Write as many months as have room, the last one always."""
    step = max(1, -(-LABEL // max(int(slot), 1)))
    last = len(rows) - 1
    shown = [place for place in range(len(rows)) if (last - place) % step == 0]
    return join_markup(
        '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        (
            (
                round(min(max(MARGIN + slot * (place + 0.5), LABEL / 2), width - LABEL / 2), 1),
                BASE + 24,
                INK,
                f"{rows[place][0]:%b %Y}",
            )
            for place in shown
        ),
    )
