"""Charts of review figures, drawn on the server as SVG without styles. Pure: no database.

The same figures stand beside them as tables.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import plain_date
from reviews.figures import Figure

BLUE, PURPLE, INK, LINE = "#12436d", "#801650", "#0b0c0c", "#505a5f"
WIDTH, HEIGHT = 320, 138
BASE, TALLEST, COLUMN, FIRST = 96, 70, 40, 48
STEP = 56


def distribution(figure: Figure, median: float | None, *, label: str) -> SafeString:
    """Draw how many gave 1, 2, 3, 4 and 5, with the mean and the service area's median as marks.

    Args:
        figure: of one dimension.
        median: of the service area's suppliers; ``None`` where there is none.
        label: what a screen reader says in its place.
    """
    most = max(figure.counts)
    bars = [
        (_middle(score) - COLUMN / 2, BASE - _tall(number, most), COLUMN, _tall(number, most), BLUE)
        for score, number in enumerate(figure.counts, start=1)
    ]
    parts = [
        join_markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', bars),
        join_markup(
            '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
            (
                (_middle(score), BASE - _tall(number, most) - 5, INK, number)
                for score, number in enumerate(figure.counts, start=1)
                if number
            ),
        ),
        fill('<line x1="8" y1="{0}" x2="312" y2="{0}" stroke="{1}"/>', BASE, LINE),
        join_markup(
            '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
            ((_middle(score), BASE + 17, INK, score) for score in range(1, 6)),
        ),
        # The larger one first: where both are the same, both are seen.
        _mark(median, "median of the area", LINE, size=10) if median else SafeString(""),
        _mark(figure.mean, "mean", PURPLE, size=6),
    ]
    return _drawing(parts, HEIGHT, label)


def _middle(score: float) -> float:
    return round(FIRST + (score - 1) * STEP, 1)


def _tall(number: int, most: int) -> float:
    return round(number / most * TALLEST, 1)


def _mark(value: float | None, what: str, colour: str, *, size: int) -> SafeString:
    """Draw a triangle below the axis, ``size`` half as wide: filled for the mean, empty for the median."""
    x = _middle(value or 1)
    return fill(
        '<path d="M{} {} l-{} {} h{} z" fill="{}" stroke="{}"><title>{}: {}</title></path>',
        x,
        BASE + 26 - size // 2,
        size,
        size * 5 // 3,
        size * 2,
        colour if what == "mean" else "#ffffff",
        colour,
        what.capitalize(),
        value,
    )


def growth(points: Sequence[tuple[dt.date, Figure]], *, label: str) -> SafeString:
    """Draw how a figure grew, batch by batch.

    Args:
        points: at least two, the oldest first.
        label: what a screen reader says in its place.
    """
    places = [
        (round(20 + number / (len(points) - 1) * (WIDTH - 40), 1), round(100 - (one.mean - 1) / 4 * 80, 1))
        for number, (_, one) in enumerate(points)
    ]
    parts = [
        join_markup('<line x1="8" y1="{0}" x2="312" y2="{0}" stroke="#b1b4b6"/>', ((100,), (60,), (20,))),
        fill(
            '<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>',
            " ".join(f"{x},{y}" for x, y in places),
            BLUE,
        ),
        join_markup('<circle cx="{}" cy="{}" r="4" fill="{}"/>', ((x, y, BLUE) for x, y in places)),
        join_markup(
            '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
            (
                (8, 122, "start", INK, plain_date(points[0][0])),
                (312, 122, "end", INK, plain_date(points[-1][0])),
                (places[0][0], places[0][1] - 9, "middle", INK, points[0][1].mean),
                (places[-1][0], places[-1][1] - 9, "middle", INK, points[-1][1].mean),
            ),
        ),
    ]
    return _drawing(parts, HEIGHT, label)


def _drawing(parts: Sequence[SafeString], height: int, label: str) -> SafeString:
    return fill(
        '<svg class="hub-bars" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="14" font-family="sans-serif">{}</svg>',
        WIDTH,
        height,
        WIDTH,
        height,
        label,
        SafeString("".join(parts)),
    )
