"""Timelines as calendars and as a feed, to subscribe to."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from icalendar import Event

from boroughs.calendar_files import new_calendar, whole_day
from boroughs.markup import fit_for_xml
from boroughs.models import RouteStage
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement
from pipeline.procurement_list import standing_of
from pipeline.procuring.facts import value_in_words

#: Procurements that a feed and a calendar of a filter have at most.
MOST_IN_FEED, MOST_IN_CALENDAR = 100, 500
#: Stages whose first day concerns suppliers, with what the calendar says.
FOR_SUPPLIERS = {
    RouteStage.Stage.MARKET_ENGAGEMENT.value: "market engagement begins",
    RouteStage.Stage.PUBLICATION.value: "notice planned",
    RouteStage.Stage.TENDER_PERIOD.value: "tender period begins",
}
Address = Callable[[Procurement], str]


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


def opportunities_calendar(rows: Iterable[Procurement], address: Address, name: str) -> bytes:
    """Return what concerns suppliers of some procurements: engagement, notice, bids due, start."""
    calendar = new_calendar(name, "Opportunities")
    for procurement in rows:
        for part, day, what in _days_for_suppliers(procurement):
            calendar.add_component(_event(procurement, part, day, what, address(procurement)))
    content: bytes = calendar.to_ical()
    return content


def opportunities_feed(
    rows: Iterable[Procurement], address: Address, *, title: str, link: str, itself: str
) -> str:
    """Return some procurements as an Atom feed, those that changed last first.

    Args:
        rows: published ones, with the names that a list shows.
        address: makes the full address of one's page.
        title: of the feed.
        link: the full address of the list that it follows.
        itself: its own full address.
    """
    feed = Atom1Feed(
        title=title,
        link=link,
        feed_url=itself,
        description="Procurements that London boroughs plan, with every known date.",
        language="en-GB",
        author_name="Procurement Hub",
    )
    today = timezone.localdate()
    for row in rows:
        words = [
            f"{row.borough.name}.",
            f"{standing_of(row, today)[0]}.",
            f"Estimated total value: {value_in_words(row.value_from, row.value_to)}.",
            f"The contract starts on {plain_date(row.start_on)}.",
            row.description[:500],
        ]
        feed.add_item(
            title=fit_for_xml(f"{row.borough.name}: {_title(row)}"),
            link=address(row),
            unique_id=address(row),
            description=fit_for_xml(" ".join(word for word in words if word)),
            pubdate=row.published_at,
            updateddate=row.changed,
            categories=[str(row.service_area)] if row.service_area else [],
        )
    return feed.writeString("utf-8")


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


def _days_for_suppliers(procurement: Procurement) -> Iterator[tuple[str, dt.date, str]]:
    for stage in procurement.stages.all():
        if what := FOR_SUPPLIERS.get(stage.stage):
            yield f"stage-{stage.stage}", stage.entered_on or stage.planned_start, what
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
