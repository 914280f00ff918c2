"""The flag page's chart: one bar a borough, laid out here and drawn by a template. Pure: no database here.

Places along the time line are shares of the width, so that the same drawing fits a phone, a desk and paper
without its words growing or shrinking.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from boroughs.time_line import Mark, Span, TimeLine, short_date
from contracts.dates import Window

ROW_HEIGHT = 58
TOP = 44
BOTTOM = 26
LOOK_BACK = relativedelta(years=2)
LOOK_AHEAD = relativedelta(years=12)
MARGIN = relativedelta(months=2)


@dataclass(frozen=True)
class BoroughDates:
    """What the chart shows of a borough; every date may be unknown.

    ``options`` are the first and last day of each unused option, in order. ``note`` is said beside the bar.
    """

    name: str
    start: dt.date | None
    end: dt.date | None
    options: tuple[tuple[dt.date, dt.date], ...] = ()
    window: Window | None = None
    decide_by: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One borough's line of the chart; ``y`` is its top."""

    name: str
    y: int
    term: Span | None
    options: tuple[Span, ...]
    window: Span | None
    decide: Mark | None
    decide_label: str
    note: str

    @property
    def bar_y(self) -> int:
        """Where the bar begins."""
        return self.y + 24

    @property
    def bracket_y(self) -> int:
        """Where the bracket of the window lies."""
        return self.y + 44

    @property
    def name_y(self) -> int:
        """The base line of the borough's name."""
        return self.y + 15


@dataclass(frozen=True)
class Chart:
    """Everything the template needs to draw."""

    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Mark, ...]
    today: Mark
    start_on: Mark | None
    foot: int


def time_line(boroughs: Sequence[BoroughDates], start_on: dt.date | None, today: dt.date) -> TimeLine:
    """Return the days that the chart covers: from the first that matters to the last, bounded both ways."""
    firsts, lasts = [today], [today + relativedelta(years=1)]
    for one in boroughs:
        firsts += [day for day in (one.decide_by, one.window and one.window.opens, one.end) if day]
        lasts += [day for day in (one.end, one.window and one.window.closes) if day]
        lasts += [ends for _, ends in one.options]
    if start_on:
        lasts.append(start_on)
    first = max(min(firsts) - MARGIN, today - LOOK_BACK)
    return TimeLine(first, min(max(lasts) + MARGIN, today + LOOK_AHEAD))


def window_chart(
    boroughs: Sequence[BoroughDates], *, start_on: dt.date | None, today: dt.date, start_label: str = ""
) -> Chart:
    """Lay the chart out.

    Args:
        boroughs: one for each bar, in the order in which they are shown.
        start_on: the day on which all could start together, a line through all bars.
        today: a thin line.
        start_label: what is written at ``start_on``.

    Returns:
        a chart with a row for each borough; heights in pixels, places along the time line in percent.
    """
    line = time_line(boroughs, start_on, today)
    rows = tuple(_row(line, one, TOP + ROW_HEIGHT * number) for number, one in enumerate(boroughs))
    foot = TOP + ROW_HEIGHT * len(rows)
    return Chart(
        height=foot + BOTTOM,
        rows=rows,
        ticks=tuple(line.ticks()),
        today=line.mark(today, "today"),
        start_on=line.mark(start_on, start_label) if start_on else None,
        foot=foot,
    )


def _row(line: TimeLine, one: BoroughDates, y: int) -> Row:
    term = None
    if one.end and one.end > line.first:
        term = line.span(one.start or line.first, one.end)
    options = tuple(line.span(begins, ends) for begins, ends in one.options if ends > line.first)
    window = line.span(one.window.opens, one.window.closes) if one.window else None
    return Row(
        name=one.name,
        y=y,
        term=term,
        options=options,
        window=window,
        decide=line.mark(one.decide_by, "") if one.decide_by else None,
        decide_label=f"by {short_date(one.decide_by)}" if one.decide_by else "",
        note=one.note,
    )
