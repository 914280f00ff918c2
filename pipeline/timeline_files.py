"""Timelines as calendars, to subscribe to."""

import datetime as dt
from collections.abc import Iterator

from icalendar import Event

from boroughs.calendar_files import new_calendar, whole_day
from boroughs.models import RouteStage
from pipeline.models import Milestone, Procurement

#: Stages whose first day concerns suppliers, with what the calendar says.
FOR_SUPPLIERS = {
    RouteStage.Stage.MARKET_ENGAGEMENT.value: "market engagement begins",
    RouteStage.Stage.PUBLICATION.value: "notice planned",
    RouteStage.Stage.TENDER_PERIOD.value: "tender period begins",
}


def timeline_calendar(procurement: Procurement, address: str) -> bytes:
    """Return all dates of one timeline as a calendar; what has happened stands at the day on which it did.

    Args:
        procurement: with its stages and milestones.
        address: the full address of its page.
    """
    calendar = new_calendar(f"{procurement.borough.name}: {_title(procurement)}", "Timeline")
    for part, day, what in _all_days(procurement):
        calendar.add_component(_event(procurement, part, day, what, address))
    content: bytes = calendar.to_ical()
    return content


def _title(procurement: Procurement) -> str:
    """Return the title, with the mark of a demonstration: calendars and readers of feeds show little else."""
    return f"{procurement.title} (demonstration)" if procurement.is_demonstration else procurement.title


def _all_days(procurement: Procurement) -> Iterator[tuple[str, dt.date, str]]:
    """Yield (part, day, words) of everything that has a date."""
    for stage in procurement.stages.all():
        yield f"stage-{stage.stage}", stage.entered_on or stage.planned_start, f"{stage} begins"
    for milestone in procurement.milestones.all():
        if milestone.forward_plan_on and not milestone.done_on:
            yield f"plan-{milestone.pk}", milestone.forward_plan_on, f"{milestone}: on the forward plan"
        if milestone.papers_on and not milestone.done_on:
            yield f"papers-{milestone.pk}", milestone.papers_on, f"{milestone}: papers due"
        what = f"{milestone}: decision" if milestone.kind == Milestone.Kind.GATE else str(milestone)
        yield f"day-{milestone.pk}", milestone.done_on or milestone.planned_on, what
    if procurement.bids_due:
        yield "bids", procurement.bids_due, "bids due"
    yield "start", procurement.start_on, "the contract starts"


def _event(procurement: Procurement, part: str, day: dt.date, what: str, address: str) -> Event:
    return whole_day(
        day,
        f"{procurement.borough.name}, {_title(procurement)}: {what}",
        address,
        identity=f"timeline|{procurement.slug}|{part}",
    )
