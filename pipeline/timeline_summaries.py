"""A borough's timelines in a few words, for its officers' first page."""

import datetime as dt
from dataclasses import dataclass

from boroughs.models import Borough
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement, ProcurementStage
from pipeline.timelines import State, state_of_day, state_of_stage


@dataclass(frozen=True)
class MyTimeline:
    """A timeline: where it stands, what comes next, and how many of its days are overdue."""

    timeline: Procurement
    standing: str
    next: str
    late: int


def my_timelines(borough: Borough, today: dt.date, most: int) -> list[MyTimeline]:
    """Return a borough's open timelines, those that start first first, with three queries.

    Args:
        borough: whose.
        today: what was planned before and has not happened is overdue.
        most: how many at most.
    """
    rows = Procurement.objects.of_borough(borough).open().defer("search")
    shown = rows.prefetch_related("stages", "milestones").order_by("start_on", "pk")[:most]
    return [_summary(row, list(row.stages.all()), list(row.milestones.all()), today) for row in shown]


def _summary(
    row: Procurement, stages: list[ProcurementStage], days: list[Milestone], today: dt.date
) -> MyTimeline:
    present = next((one for one in stages if one.entered_on and not one.left_on), None)
    entered = max((one.position for one in stages if one.entered_on), default=0)
    steps = [
        (
            one.planned_start,
            f"{one} begins",
            state_of_stage(_planned(one), one.entered_on, one.left_on, today),
        )
        for one in stages
        if one.position > entered
    ]
    steps += [(one.planned_on, str(one), state_of_day(one.planned_on, one.done_on, today)) for one in days]
    ahead = sorted((day, what) for day, what, state in steps if state in (State.COMING, State.LATE))
    late = sum(state is State.LATE for _, _, state in steps)
    if present:
        late += state_of_stage(_planned(present), present.entered_on, None, today) is State.LATE
    return MyTimeline(
        timeline=row,
        standing=f"{present} since {plain_date(present.entered_on)}" if present else "Not begun",
        next=f"{ahead[0][1]}, {plain_date(ahead[0][0])}" if ahead else "Nothing is left to do",
        late=late,
    )


def _planned(one: ProcurementStage) -> tuple[dt.date, dt.date]:
    return one.planned_start, one.planned_end
