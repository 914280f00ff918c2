"""A borough's timelines in a few words, for its officers' first page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Subquery

from boroughs.models import Borough, Person
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement, ProcurementStage, ReminderChoice
from pipeline.models.reminder import USUAL_DAYS
from pipeline.timelines import State, state_of_day, state_of_stage

#: Timelines that are looked through for what is near.
MOST_READ = 60


@dataclass(frozen=True)
class MyTimeline:
    """A timeline: where it stands, what comes next, and how many of its days are overdue."""

    timeline: Procurement
    standing: str
    next: str
    late: int


@dataclass(frozen=True)
class Ahead:
    """A gate or a milestone that is near, its timeline, and how many days are left."""

    milestone: Milestone
    timeline: Procurement
    left: int


@dataclass(frozen=True)
class MyTimelines:
    """A borough's open timelines, and what is near in them and in those that somebody follows elsewhere."""

    rows: list[MyTimeline]
    near: list[Ahead]


def my_timelines(
    person: Person, borough: Borough, today: dt.date, *, most: int, most_near: int
) -> MyTimelines:
    """Return a borough's open timelines, those that start first first, and what is near; three queries.

    Near is what somebody would be reminded of (whoever wants no reminders sees the usual two weeks): in the
    borough's timelines, and in others that they follow and may see.

    Args:
        person: whose choice of reminders counts, and whose follows.
        borough: whose timelines.
        today: what was planned before and has not happened is overdue.
        most: timelines at most.
        most_near: gates and milestones at most.
    """
    followed = person.follows.filter(content_type__app_label="pipeline", content_type__model="procurement")
    wanted = Q(borough=borough) | Q(pk__in=followed.values("object_id"))
    rows = Procurement.objects.visible_to(person).filter(wanted).open().defer("search")
    chosen = ReminderChoice.objects.filter(person=person).values("days")
    found = list(
        rows.annotate(reminder_days=Subquery(chosen))
        .prefetch_related("stages", "milestones")
        .order_by("start_on", "pk")[:MOST_READ]
    )
    own = [row for row in found if row.borough_id == borough.pk][:most]
    summaries = [_summary(row, list(row.stages.all()), list(row.milestones.all()), today) for row in own]
    return MyTimelines(summaries, _near(found, today)[:most_near])


def _near(rows: Sequence[Any], today: dt.date) -> list[Ahead]:
    """Return the gates and milestones of some timelines that are near, the nearest first."""
    days = max(rows[0].reminder_days or USUAL_DAYS) if rows else 0
    found = [
        Ahead(day, row, (day.planned_on - today).days)
        for row in rows
        for day in row.milestones.all()
        if day.done_on is None and 0 <= (day.planned_on - today).days <= days
    ]
    return sorted(found, key=lambda one: (one.left, one.milestone.pk))


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
