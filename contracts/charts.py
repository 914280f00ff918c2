"""A contract's dates, drawn on the server as SVG without styles. Pure: no database here.

What a thing looks like is the same on every page: a term is a solid bar, an option a hatched one, the
replacement window a bracket, the decide-by date a flag mark, the break date two strokes across the bar,
today a thin line.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.words import plain_date

BRAND, MARK, LINE, INK = "#12436d", "#801650", "#505a5f", "#0b0c0c"
MARGIN = 10
TOP, BAR, BAR_HEIGHT, BRACKET, AXIS, HEIGHT = 16, 44, 26, 82, 122, 164
PIXELS_A_LETTER = 7.2
ROOM_FOR_BREAK = 40  # from the flag's pole to the middle of the word
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Dates:
    """What is drawn of a contract; ``option_months`` are those not used, in order."""

    end: dt.date
    start: dt.date | None = None
    option_months: Sequence[int] = ()
    opens: dt.date | None = None
    closes: dt.date | None = None
    decide_by: dt.date | None = None
    break_date: dt.date | None = None

    def option_ends(self) -> list[tuple[dt.date, dt.date]]:
        """Return (first day, last day) of each option, added to the end date together (R2)."""
        ends = [
            self.end + relativedelta(months=sum(self.option_months[: number + 1]))
            for number in range(len(self.option_months))
        ]
        return list(zip([self.end, *ends], ends, strict=False))


@dataclass(frozen=True)
class Scale:
    """Days to pixels, from ``first`` at the left margin to ``last`` at the right one."""

    first: dt.date
    last: dt.date
    width: int

    def x(self, day: dt.date) -> float:
        """Return the place of a day, held inside the drawing."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(MARGIN + min(max(share, 0), 1) * (self.width - 2 * MARGIN), 1)


def dates_chart(dates: Dates, today: dt.date, *, width: int, label: str) -> SafeString:
    """Draw a contract's dates.

    Args:
        dates: of a contract whose end date is known.
        today: where the thin line goes.
        width: of the drawing in its own units; its text is 13 units high.
        label: what a screen reader says in its place.
    """
    scale = _scale(dates, today, width)
    hatch = f"hatch-{width}"
    parts = [
        _hatching(hatch),
        _axis(scale, today),
        _term(dates, scale),
        *(
            _option(number, first, last, scale, hatch)
            for number, (first, last) in enumerate(dates.option_ends(), start=1)
        ),
        _break(dates, scale),
        _bracket(dates, scale),
        _today(today, scale),
        _flag(dates, scale),
    ]
    return fill(
        '<svg class="hub-dates" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-size="13">{}</svg>',
        width,
        HEIGHT,
        width,
        HEIGHT,
        label,
        SafeString("".join(parts)),
    )


def _scale(dates: Dates, today: dt.date, width: int) -> Scale:
    begins = dates.start or dates.end - relativedelta(years=1)
    known = [begins, dates.end, today, dates.opens, dates.closes, dates.decide_by, dates.break_date]
    days = [day for day in [*known, *(last for _, last in dates.option_ends())] if day]
    room = dt.timedelta(days=max(int((max(days) - min(days)).days * 0.02), 20))
    return Scale(min(days) - room, max(days) + room, width)


def _hatching(name: str) -> SafeString:
    return fill(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
        '<line x1="1" y1="0" x2="1" y2="6" stroke="{}" stroke-width="2"/></pattern></defs>',
        name,
        BRAND,
    )


def _axis(scale: Scale, today: dt.date) -> SafeString:
    """Draw the years, as many as their numbers have room, none where today's line is."""
    years = (scale.last - scale.first).days / DAYS_A_YEAR
    step = max(1, round(years * 44 / scale.width + 0.5))
    marked = [year for year in range(scale.first.year + 1, scale.last.year + 1) if year % step == 0]
    places = [(year, scale.x(dt.date(year, 1, 1))) for year in marked]
    ticks = join_markup(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text x="{}" y="{}" text-anchor="middle" '
        'fill="{}">{}</text>',
        (
            (x, AXIS, x, AXIS + 5, LINE, x, AXIS + 19, INK, year)
            for year, x in places
            if _fits(x, 32, scale) and abs(x - scale.x(today)) > 20
        ),
    )
    base = fill(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/>', MARGIN, AXIS, scale.width - MARGIN, AXIS, LINE
    )
    return fill("{}{}", base, ticks)


def _term(dates: Dates, scale: Scale) -> SafeString:
    begins = dates.start or dates.end - relativedelta(years=1)
    left, right = scale.x(begins), scale.x(dates.end)
    bar = fill(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>',
        left,
        BAR,
        max(round(right - left, 1), 2),
        BAR_HEIGHT,
        BRAND,
        "" if dates.start else SafeString(' fill-opacity="0.75"'),
    )
    text = f"Ends {plain_date(dates.end)}" if dates.start else "Start not known"
    covered = right - len(text) * PIXELS_A_LETTER - 18
    if dates.break_date and covered < scale.x(dates.break_date) < right + 6:
        return bar  # the strokes of the break date would go through the words
    return fill("{}{}", bar, _inside(text, left, right, "#ffffff"))


def _option(number: int, first: dt.date, last: dt.date, scale: Scale, hatch: str) -> SafeString:
    left, right = scale.x(first), scale.x(last)
    box = fill(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="url(#{})" stroke="{}"/>',
        left,
        BAR,
        max(round(right - left, 1), 2),
        BAR_HEIGHT,
        hatch,
        BRAND,
    )
    text = f"Option {number}" if right - left > 9 * PIXELS_A_LETTER else str(number)
    wide = len(text) * PIXELS_A_LETTER + 6
    if wide > right - left:
        return box
    middle = round((left + right) / 2, 1)
    plate = fill(
        '<rect x="{}" y="{}" width="{}" height="18" fill="#ffffff"/>',
        round(middle - wide / 2, 1),
        BAR + 4,
        round(wide, 1),
    )
    return fill("{}{}{}", box, plate, _text(middle, BAR + 18, text, "middle", BRAND))


def _break(dates: Dates, scale: Scale) -> SafeString:
    """Draw the break date: two short strokes across the bar, as where a line is cut."""
    if not dates.break_date:
        return SafeString("")
    x = scale.x(dates.break_date)
    strokes = join_markup(
        '<path d="M{} {} l6 {}" stroke="{}" stroke-width="{}" fill="none"/>',
        (
            (x + shift, BAR + BAR_HEIGHT + 4, -BAR_HEIGHT - 8, colour, wide)
            for colour, wide in (("#ffffff", 5), (INK, 2))
            for shift in (-6, 0)
        ),
    )
    near = dates.decide_by and abs(scale.x(dates.decide_by) - x) < ROOM_FOR_BREAK
    if near:
        return strokes
    place, anchor = _beside(x, "Break", scale)
    return fill("{}{}", strokes, _text(place, BAR - 8, "Break", anchor, INK))


def _bracket(dates: Dates, scale: Scale) -> SafeString:
    if not (dates.opens and dates.closes):
        return SafeString("")
    left, right = scale.x(dates.opens), scale.x(dates.closes)
    line = fill(
        '<path d="M{} {} v9 H{} v-9" fill="none" stroke="{}" stroke-width="2"/>', left, BRACKET, right, INK
    )
    x, anchor = _beside(round((left + right) / 2, 1), "Replacement could start", scale)
    return fill("{}{}", line, _text(x, BRACKET + 26, "Replacement could start", anchor, INK))


def _today(today: dt.date, scale: Scale) -> SafeString:
    x = scale.x(today)
    line = fill('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/>', x, BAR - 10, x, AXIS + 26, LINE)
    place, anchor = _beside(x, "Today", scale)
    return fill("{}{}", line, _text(place, AXIS + 38, "Today", anchor, INK))


def _flag(dates: Dates, scale: Scale) -> SafeString:
    if not dates.decide_by:
        return SafeString("")
    x = scale.x(dates.decide_by)
    mark = fill(
        '<path d="M{} {} V{} L{} {} L{} {}" fill="{}" stroke="{}" stroke-width="2"/>',
        x,
        BAR - 1,
        TOP + 6,
        round(x + 11, 1),
        TOP + 12,
        x,
        TOP + 18,
        MARK,
        MARK,
    )
    text = f"Decide by {plain_date(dates.decide_by)}"
    place, anchor = _beside(x, text, scale)
    return fill("{}{}", mark, _text(place, TOP, text, anchor, MARK, bold=True))


def _inside(text: str, left: float, right: float, colour: str) -> SafeString:
    """Write a text at the right end of a bar, if there is room."""
    if len(text) * PIXELS_A_LETTER > right - left - 12:
        return SafeString("")
    return _text(round(right - 6, 1), BAR + 18, text, "end", colour)


def _beside(x: float, text: str, scale: Scale) -> tuple[float, str]:
    """Return place and anchor of a text that is centred on ``x`` unless it would leave the drawing."""
    half = len(text) * PIXELS_A_LETTER / 2
    if x - half < 0:
        return 2, "start"
    if x + half > scale.width:
        return scale.width - 2, "end"
    return x, "middle"


def _fits(x: float, wide: int, scale: Scale) -> bool:
    return wide / 2 <= x <= scale.width - wide / 2


def _text(x: float, y: float, text: str, anchor: str, colour: str, *, bold: bool = False) -> SafeString:
    return fill(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>',
        x,
        y,
        anchor,
        colour,
        SafeString(' font-weight="bold"') if bold else "",
        text,
    )
