"""The spread of boroughs' figures drawn: a box for the middle half, a dot for each. Pure: no database."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import money
from contracts.landscape.drawing import BLUE, GREY, INK, LINE, PURPLE
from contracts.landscape.spread import Spread

BOLD_LETTER = 9.4
MARGIN, DOTS, BOX, AXIS, HEIGHT, RADIUS = 24, 76, 100, 156, 190, 5


def spread_chart(
    found: Spread,
    figures: Mapping[int, Decimal],
    *,
    width: int,
    label: str,
    named: Mapping[int, str],
) -> SafeString:
    """Draw a spread.

    Args:
        found: of the figures.
        figures: GBP, by borough.
        width: in its own units; its text is 14 units high.
        label: what a screen reader says in its place.
        named: boroughs outside the fences that are to be named, with their names.
    """
    most = float(max(found.most, found.upper)) or 1.0
    places = {key: _x(value, most, width) for key, value in figures.items()}
    dots = join_markup(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#ffffff"/>',
        ((x, y, RADIUS, PURPLE if key in named else BLUE) for key, (x, y) in _stacked(places).items()),
    )
    parts = [
        _box(found, figures, most, width),
        dots,
        _names(named, places, figures, width),
        _axis(most, width),
    ]
    return fill(
        '<svg class="hub-bars" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="14" font-family="sans-serif">{}</svg>',
        width,
        HEIGHT,
        width,
        HEIGHT,
        label,
        SafeString("".join(parts)),
    )


def _x(value: Decimal, most: float, width: int) -> float:
    return round(MARGIN + float(value) / most * (width - 2 * MARGIN), 1)


def _stacked(places: Mapping[int, float]) -> dict[int, tuple[float, float]]:
    """Return the dots' places, one above the other where they would cover each other."""
    found: dict[int, tuple[float, float]] = {}
    columns: list[tuple[float, int]] = []
    for key, x in sorted(places.items(), key=lambda place: place[1]):
        if columns and x - columns[-1][0] < 2 * RADIUS:
            start, number = columns[-1]
            columns[-1] = (start, number + 1)
            found[key] = (start, DOTS - (number % 5) * (2 * RADIUS + 1))
        else:
            columns.append((x, 1))
            found[key] = (x, DOTS)
    return found


def _box(found: Spread, figures: Mapping[int, Decimal], most: float, width: int) -> SafeString:
    """Draw the middle half, and a line on both sides to the last figure that is not outside."""
    lower, middle, upper = (_x(value, most, width) for value in (found.lower, found.middle, found.upper))
    bottom, top = found.fences
    usual = [value for value in figures.values() if bottom <= value <= top]
    left, right = _x(min(usual), most, width), _x(max(usual), most, width)
    y = BOX + 16
    words = f"middle {money(found.middle)}"
    place, anchor = _beside(middle, words, width)
    return fill(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="2"/>'
        '<rect x="{}" y="{}" width="{}" height="32" fill="#d3e2ed" stroke="{}" stroke-width="2"/>'
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="4"/>'
        '<text x="{}" y="{}" text-anchor="{}" fill="{}" font-weight="bold">{}</text>',
        left,
        right,
        y,
        y,
        GREY,
        lower,
        BOX,
        max(round(upper - lower, 1), 1),
        BLUE,
        middle,
        middle,
        BOX,
        BOX + 32,
        BLUE,
        place,
        BOX + 48,
        anchor,
        INK,
        words,
    )


def _names(
    named: Mapping[int, str], places: Mapping[int, float], figures: Mapping[int, Decimal], width: int
) -> SafeString:
    """Write the names of those outside, each on a line of its own height, beside a thin line to its dot."""
    ordered = sorted(named, key=lambda key: -figures[key])[:2]
    rows = []
    for number, key in enumerate(ordered):
        text = f"{named[key]} {money(figures[key])}"
        x, y = places[key], 16 + 18 * number
        place, anchor = _beside(x, text, width)
        rows.append((x, x, y + 4, DOTS - RADIUS, LINE, place, y, anchor, PURPLE, text))
    return join_markup(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>'
        '<text x="{}" y="{}" text-anchor="{}" fill="{}" font-weight="bold">{}</text>',
        rows,
    )


def _beside(x: float, text: str, width: int) -> tuple[float, str]:
    """Return place and anchor of a text that is centred on ``x`` unless it would leave the drawing."""
    half = len(text) * BOLD_LETTER / 2
    if x - half < 0:
        return 2, "start"
    if x + half > width:
        return width - 2, "end"
    return x, "middle"


def _axis(most: float, width: int) -> SafeString:
    line = fill(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>', MARGIN, width - MARGIN, AXIS, AXIS, LINE
    )
    ends = join_markup(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
        (
            (MARGIN - 10, AXIS + 20, "start", GREY, "£0"),
            (width - MARGIN + 20, AXIS + 20, "end", GREY, money(Decimal(most))),
        ),
    )
    return fill("{}{}", line, ends)
