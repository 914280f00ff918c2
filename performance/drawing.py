"""The values of an indicator through time, drawn on the server as SVG without styles. Pure: no database.

The same values stand below it as a table.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import plain_date

BLUE, PURPLE, INK = "#12436d", "#801650", "#0b0c0c"
WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BASE = 24, 296, 30, 112
#: Up to so many points each has its value; of more, the first and the last.
MOST_LABELLED = 5

#: The last day of a period, the value, and how it is written.
Point = tuple[dt.date, Decimal, str]


def through_time(points: Sequence[Point], target: Decimal, *, written: str, label: str) -> SafeString:
    """Draw values as a line with its target as a dashed one.

    Args:
        points: at least two, the oldest first.
        target: of the indicator.
        written: the target with its unit.
        label: what a screen reader says in its place.
    """
    values = [value for _, value, _ in points] + [target]
    low, high = min(values), max(values)

    def height(value: Decimal) -> float:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return round(BASE - float(share) * (BASE - TOP), 1)

    step = (RIGHT - LEFT) / (len(points) - 1)
    places = [(round(LEFT + step * number, 1), height(value)) for number, (_, value, _) in enumerate(points)]
    parts = [
        fill(
            '<line x1="8" y1="{0}" x2="312" y2="{0}" stroke="{1}" stroke-width="2" stroke-dasharray="6 4"/>',
            height(target),
            PURPLE,
        ),
        fill(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>',
            " ".join(f"{x},{y}" for x, y in places),
            BLUE,
        ),
        join_markup('<circle cx="{}" cy="{}" r="4" fill="{}"/>', ((x, y, BLUE) for x, y in places)),
        join_markup(
            '<text x="{}" y="{}" text-anchor="middle" fill="{}" stroke="#ffffff" stroke-width="4" '
            'paint-order="stroke">{}</text>',
            (
                (places[number][0], places[number][1] - 10, INK, points[number][2])
                for number in _labelled(len(points))
            ),
        ),
        join_markup(
            '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
            (
                (8, 136, "start", INK, plain_date(points[0][0])),
                (312, 136, "end", INK, plain_date(points[-1][0])),
                (44, 160, "start", INK, f"target {written}"),
            ),
        ),
        fill(
            '<line x1="8" y1="155" x2="38" y2="155" stroke="{}" stroke-width="2" stroke-dasharray="6 4"/>',
            PURPLE,
        ),
    ]
    return fill(
        '<svg class="hub-performance__chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
        'aria-label="{}" xmlns="http://www.w3.org/2000/svg" font-size="14" font-family="sans-serif">{}</svg>',
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        label,
        SafeString("".join(parts)),
    )


def _labelled(number: int) -> Sequence[int]:
    return range(number) if number <= MOST_LABELLED else (0, number - 1)
