"""The backward schedule drawn: a bar for each step, a diamond where a gate is decided. Pure: no database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.schedule import Step
from boroughs.time_line import Mark, Span, TimeLine, short_date

ROW_HEIGHT = 42
TOP = 44
BOTTOM = 26
#: Letters of a name that have room beside the day; the table below the drawing has all of them.
LONGEST_NAME = 60
MARGIN = dt.timedelta(days=14)


@dataclass(frozen=True)
class Row:
    """One step's line; ``y`` is its top. ``waiting`` is what is left between a decision and what follows.

    ``verb`` and ``day`` are read together, as *decided 8 Oct 2027*; a narrow screen shows the day alone.
    """

    name: str
    verb: str
    day: str
    y: int
    bar: Span
    is_gate: bool
    assumed: bool
    decided: str
    waiting: Span | None

    @property
    def name_y(self) -> int:
        """The base line of the step's name."""
        return self.y + 14

    @property
    def bar_y(self) -> int:
        """Where the bar begins."""
        return self.y + 21


@dataclass(frozen=True)
class Chart:
    """Everything the template needs to draw; heights in pixels, places in percent."""

    height: int
    foot: int
    rows: tuple[Row, ...]
    ticks: tuple[Mark, ...]
    today: Mark | None
    start: Mark

    @property
    def any_assumed(self) -> bool:
        """Tell whether the legend must explain a decision on an assumed day."""
        return any(row.assumed for row in self.rows)


def schedule_chart(steps: Sequence[Step], start: dt.date, today: dt.date) -> Chart:
    """Lay a schedule out.

    Args:
        steps: the first one first, at least one.
        start: the day on which the contract starts, a line through all bars.
        today: a thin line, where it lies within the drawing.
    """
    first = steps[0].begins
    if first - dt.timedelta(days=120) <= today <= start:
        first = min(first, today)
    line = TimeLine(first - MARGIN, start + MARGIN)
    rows = tuple(_row(line, step, TOP + ROW_HEIGHT * number) for number, step in enumerate(steps))
    foot = TOP + ROW_HEIGHT * len(rows) + 4
    return Chart(
        height=foot + BOTTOM,
        foot=foot,
        rows=rows,
        ticks=tuple(line.ticks()),
        today=line.mark(today, "today") if line.first <= today <= line.last else None,
        start=line.mark(start, f"start {short_date(start)}"),
    )


def _row(line: TimeLine, step: Step, y: int) -> Row:
    until = step.decided or step.ends
    return Row(
        name=step.name if len(step.name) <= LONGEST_NAME else f"{step.name[: LONGEST_NAME - 1].rstrip()}…",
        verb="decided" if step.is_gate else "from",
        day=short_date(until if step.is_gate else step.begins),
        y=y,
        bar=line.span(step.begins, until),
        is_gate=step.is_gate,
        assumed=step.assumed,
        decided=line.at(until),
        waiting=line.span(until, step.ends) if until < step.ends else None,
    )
