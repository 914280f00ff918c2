"""A timeline drawn: the plan, what came of it, and the gates at their dates. Pure: no database here.

A stage is a bar as it is planned now, a thin line where it was planned at first if that was elsewhere, and a
dark bar where it really happened. Gates and milestones are diamonds.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.time_line import Mark, Span, TimeLine, short_date
from pipeline.timelines import State

ROW_HEIGHT = 42
TOP = 44
BOTTOM = 26
MARGIN = dt.timedelta(days=14)
#: Letters of a name that have room beside the day; the table below the drawing has all of them.
LONGEST_NAME = 60
#: Per cent of the width that names and days need before the line of the start.
ENOUGH_ROOM = 80


@dataclass(frozen=True)
class DrawnStage:
    """A stage as it is drawn; ``entered`` and ``left`` are empty while it has not happened."""

    name: str
    first: tuple[dt.date, dt.date]
    planned: tuple[dt.date, dt.date]
    entered: dt.date | None
    left: dt.date | None
    state: State


@dataclass(frozen=True)
class DrawnDay:
    """A gate or a milestone as it is drawn."""

    name: str
    planned: dt.date
    done: dt.date | None
    state: State
    is_gate: bool
    assumed: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the drawing; ``y`` is its top."""

    name: str
    verb: str
    day: str
    y: int
    state: State
    planned: Span | None = None
    first: Span | None = None
    real: Span | None = None
    diamond: str = ""
    is_gate: bool = False
    assumed: bool = False

    @property
    def name_y(self) -> int:
        """The base line of the name."""
        return self.y + 14

    @property
    def bar_y(self) -> int:
        """Where the bar begins."""
        return self.y + 21

    @property
    def is_late(self) -> bool:
        """Tell whether its day is past and it has not happened."""
        return self.state is State.LATE

    @property
    def is_done(self) -> bool:
        """Tell whether it has happened."""
        return self.state is State.DONE


@dataclass(frozen=True)
class Chart:
    """Everything the template needs to draw; heights in pixels, places in percent."""

    height: int
    foot: int
    rows: tuple[Row, ...]
    ticks: tuple[Mark, ...]
    today: Mark | None
    start: Mark
    days_at: str

    @property
    def any_slipped(self) -> bool:
        """Tell whether the legend must explain where something was planned at first."""
        return any(row.first for row in self.rows)

    @property
    def any_real(self) -> bool:
        """Tell whether the legend must explain what has happened."""
        return any(row.real for row in self.rows)

    @property
    def any_assumed(self) -> bool:
        """Tell whether the legend must explain a day that is assumed."""
        return any(row.assumed for row in self.rows)


def timeline_chart(
    stages: Sequence[DrawnStage], days: Sequence[DrawnDay], start: dt.date, today: dt.date
) -> Chart:
    """Lay a timeline out.

    Args:
        stages: in the order in which they happen.
        days: gates and milestones.
        start: the day on which the contract starts, a line through all bars.
        today: a thin line, where it lies within the drawing.
    """
    ends = [
        start,
        *(day for one in stages for day in (*one.first, *one.planned, one.entered, one.left) if day),
    ]
    ends += [day for one in days for day in (one.planned, one.done) if day]
    first, last = min(ends), max(ends)
    if first - dt.timedelta(days=120) <= today <= last:
        first = min(first, today)
    line = TimeLine(first - MARGIN, last + MARGIN)
    drawn: list[tuple[dt.date, DrawnStage | DrawnDay]] = [(one.planned[0], one) for one in stages]
    drawn += [(one.planned, one) for one in days]
    # As in the table: a stage that waits for a gate begins on the day of the decision.
    drawn.sort(key=lambda pair: (pair[0], not (isinstance(pair[1], DrawnDay) and pair[1].is_gate)))
    rows = tuple(_row(line, one, TOP + ROW_HEIGHT * place, today) for place, (_, one) in enumerate(drawn))
    foot = TOP + ROW_HEIGHT * len(rows) + 4
    return Chart(
        height=foot + BOTTOM,
        foot=foot,
        rows=rows,
        ticks=tuple(line.ticks()),
        today=line.mark(today, "today") if line.first <= today <= line.last else None,
        start=line.mark(start, f"start {short_date(start)}"),
        # Beside the line of the start, unless so much comes after it that names would be in the way.
        days_at=line.at(start) if line.share(start) > ENOUGH_ROOM else "100%",
    )


def _row(line: TimeLine, one: DrawnStage | DrawnDay, y: int, today: dt.date) -> Row:
    name = one.name if len(one.name) <= LONGEST_NAME else f"{one.name[: LONGEST_NAME - 1].rstrip()}…"
    if isinstance(one, DrawnDay):
        day = one.done or one.planned
        verb = "passed" if one.done else ("decides" if one.is_gate else "due")
        place = line.at(day)
        return Row(
            name, verb, short_date(day), y, one.state, diamond=place, is_gate=one.is_gate, assumed=one.assumed
        )
    real = line.span(one.entered, one.left or max(today, one.entered)) if one.entered else None
    return Row(
        name,
        "began" if one.entered else "from",
        short_date(one.entered or one.planned[0]),
        y,
        one.state,
        planned=line.span(*one.planned),
        first=line.span(*one.first) if one.first != one.planned else None,
        real=real,
    )
