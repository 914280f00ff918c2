"""The board as a calendar and as a feed, to subscribe to."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.feedgenerator import Atom1Feed
from icalendar import Event

from boroughs.calendar_files import new_calendar, whole_day
from boroughs.markup import fit_for_xml
from boroughs.words import listing, plain_date
from pipeline.board.listing import Line
from pipeline.models import Opportunity, ProcurementStage
from pipeline.timeline_files import FOR_SUPPLIERS

#: Opportunities that a feed and a calendar of a filter have at most.
MOST_IN_FEED, MOST_IN_CALENDAR = 100, 500
Address = Callable[[Opportunity], str]
#: The stages of each procurement, by its primary key.
Stages = Mapping[int, Iterable[ProcurementStage]]


def board_feed(rows: Iterable[Line], address: Address, *, title: str, link: str, itself: str) -> str:
    """Return some opportunities as an Atom feed, those that changed last first.

    Args:
        rows: as the board shows them.
        address: makes the full address of one's page.
        title: of the feed.
        link: the full address of the list that it follows.
        itself: its own full address.
    """
    feed = Atom1Feed(
        title=title,
        link=link,
        feed_url=itself,
        description="What London boroughs plan and ask bids for, with every known date.",
        language="en-GB",
        author_name="Procurement Hub",
    )
    for line in rows:
        row = line.row
        words = [
            f"{names_of(line)}.",
            f"{line.standing}.",
            "" if row.kind == Opportunity.Kind.ENGAGEMENT else f"Estimated total value: {line.value}.",
            f"The contract starts on {plain_date(row.start_on)}." if row.start_on else "",
            row.description[:500],
        ]
        feed.add_item(
            title=fit_for_xml(f"{names_of(line)}: {title_of(row)}"),
            link=address(row),
            unique_id=address(row),
            description=fit_for_xml(" ".join(word for word in words if word)),
            pubdate=row.published_at,
            updateddate=row.changed,
            categories=[line.area] if line.area else [],
        )
    return feed.writeString("utf-8")


def board_calendar(rows: Iterable[Line], stages: Stages, address: Address, name: str) -> bytes:
    """Return what concerns suppliers of some opportunities: engagement, notice, bids due, start."""
    calendar = new_calendar(name, "Opportunities")
    for line in rows:
        for place, day, what in _days(line.row, stages):
            calendar.add_component(_event(line, place, day, what, address(line.row)))
    content: bytes = calendar.to_ical()
    return content


def names_of(line: Line) -> str:
    """Return who buys, as *Camden and Islington*."""
    return listing([borough.name for borough in line.boroughs])


def title_of(row: Opportunity) -> str:
    """Return the title, with the mark of a demonstration: calendars and readers of feeds show little else."""
    return f"{row.title} (demonstration)" if row.is_demonstration else row.title


def _days(row: Opportunity, stages: Stages) -> Iterator[tuple[str, dt.date, str]]:
    if row.kind == Opportunity.Kind.PROCUREMENT:
        for stage in stages.get(row.number, ()):
            if what := FOR_SUPPLIERS.get(stage.stage):
                yield f"stage-{stage.stage}", stage.entered_on or stage.planned_start, what
    if row.bids_due:
        yield "bids", row.bids_due, "bids due"
    if row.start_on:
        yield "start", row.start_on, "the contract starts"
    if row.kind == Opportunity.Kind.ENGAGEMENT and not row.ended_on:
        yield "last", row.open_until, "registration closes" if row.happens_on else "answers are due"
        if row.happens_on:
            yield "event", row.happens_on, "event for suppliers"


def _event(line: Line, place: str, day: dt.date, what: str, address: str) -> Event:
    row = line.row
    # The identities of each one's own calendar, so that a program that has both shows it once.
    identities = {
        Opportunity.Kind.PROCUREMENT: f"timeline|{row.slug}",
        Opportunity.Kind.ENGAGEMENT: f"engagement|{row.slug}",
        Opportunity.Kind.NOTICE: f"notice|{row.number}",
    }
    identity = identities[Opportunity.Kind(row.kind)]
    return whole_day(
        day,
        f"{names_of(line)}, {title_of(row)}: {what}",
        address,
        identity=f"{identity}|{place}",
    )
