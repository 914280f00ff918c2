"""Charts of the landscape as SVG that stands alone: no styles, no scripts. Pure: no database.

The same drawing is made for a page at two widths and for download. Each mark has its figure in words beside
it, and a pattern beside its colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup

INK, GREY, LINE = "#0b0c0c", "#505a5f", "#8a949c"
BLUE, TEAL, PURPLE, DARK = "#12436d", "#28a197", "#801650", "#3d3d3d"
WIDE, NARROW = 860, 340
ROW, BAR, TOP = 30, 18, 8
#: Widths of a letter in the widest of the usual fonts.
LETTER, CAPITAL = 8.0, 10.5
#: How parts of a bar are filled, in the order of their series: solid, hatched, dotted, empty.
FILLS = ("solid", "hatch", "dots", "empty")


@dataclass(frozen=True)
class Row:
    """A line of a bar chart: its words, the amounts of its parts, what is written beside, where it leads.

    ``address`` may be empty.
    """

    label: str
    amounts: Sequence[float]
    text: str
    address: str = ""


@dataclass(frozen=True)
class Bars:
    """A bar chart: a line for each row, the parts of each bar in the order of ``series``."""

    title: str
    rows: Sequence[Row]
    series: Sequence[str] = field(default=())


def bars(chart: Bars, *, width: int, name: str, origin: str = "") -> SafeString:
    """Draw a bar chart.

    Args:
        chart: what to draw.
        width: in its own units; its text is 14 units high.
        name: keeps its patterns apart from those of other drawings on the page.
        origin: put before addresses, where the drawing leaves the hub.
    """
    names = f"{name}-{width}"
    label = min(max((wide(row.label) for row in chart.rows), default=0) + 10, width * 0.42)
    room = max((wide(row.text) for row in chart.rows), default=0) + 10
    across = max(width - label - room, 20)
    most = max((sum(row.amounts) for row in chart.rows), default=0) or 1
    head, top = _series(chart.series, names, width)
    parts = [head]
    for number, row in enumerate(chart.rows):
        y = top + number * ROW
        inside = SafeString(
            _label(row.label, label, y)
            + _bar(row.amounts, label, across / most, y, names)
            + " "  # between the words, for those who hear them
            + _text(label + sum(row.amounts) * across / most + 6, y + 14, row.text)
        )
        parts.append(_linked(inside, row, origin) if row.address else inside)
    height = top + len(chart.rows) * ROW + 4
    return _svg(width, height, chart.title, SafeString("".join(parts)), names)


def _linked(inside: SafeString, row: Row, origin: str) -> SafeString:
    address = f"{origin}{row.address}"
    return fill('<a class="hub-bars__row" href="{}">{}</a>', address, inside)


def _label(text: str, room: float, y: float) -> SafeString:
    short = text
    while wide(short) > room - 6 and len(short) > 2:
        short = f"{short[:-2].rstrip()}…"
    return _text(0, y + 14, short)


def wide(text: str) -> float:
    """Return about how wide a text is; capitals and figures take more room than other letters."""
    return sum(CAPITAL if letter.isupper() or letter in "%£…" else LETTER for letter in text)


def _bar(amounts: Sequence[float], x: float, scale: float, y: float, names: str) -> SafeString:
    places, left = [], x
    for number, amount in enumerate(amounts):
        if amount > 0:
            across = max(amount * scale, 1)
            places.append((round(left, 1), y, round(across, 1), BAR, _fill(number, names), _edge(number)))
            left += amount * scale
    return join_markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>', places)


def _fill(number: int, names: str) -> str:
    kind = FILLS[number]
    return {"solid": BLUE, "empty": "#ffffff"}.get(kind, f"url(#{kind}-{names})")


def _edge(number: int) -> str:
    return (BLUE, TEAL, PURPLE, DARK)[number]


def _series(series: Sequence[str], names: str, width: int) -> tuple[SafeString, int]:
    """Return the key, with its patterns, and where the rows begin below it."""
    if len(series) < 2:
        return SafeString(""), TOP
    parts, x, y = [_patterns(names)], 0.0, 2
    for number, text in enumerate(series):
        room = 26 + wide(text) + 16
        if x and x + room > width:
            x, y = 0.0, y + 22
        box = (x, y, 18, 14, _fill(number, names), _edge(number))
        parts.append(
            fill('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>', *box)
            + _text(x + 24, y + 12, text)
        )
        x += room
    return SafeString("".join(parts)), y + 30


def _patterns(names: str) -> SafeString:
    return fill(
        '<defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
        '<rect width="3" height="6" fill="{}"/></pattern>'
        '<pattern id="dots-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#ffffff"/><circle cx="3" cy="3" r="1.8" fill="{}"/></pattern>'
        "</defs>",
        names,
        TEAL,
        names,
        PURPLE,
    )


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = INK) -> SafeString:
    return fill(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>', round(x, 1), y, anchor, colour, text
    )


def _svg(width: int, height: float, title: str, inside: SafeString, name: str) -> SafeString:
    """Return the drawing; it is a group, so that links inside it can be reached."""
    return fill(
        '<svg class="hub-bars" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-labelledby="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="14" font-family="sans-serif">'
        '<title id="{}">{}</title>{}</svg>',
        width,
        height,
        width,
        height,
        f"title-{name}",
        f"title-{name}",
        title,
        inside,
    )
