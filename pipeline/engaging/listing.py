"""Published market engagement as a list: for the page, for feeds, and for other lists of opportunities."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.http import QueryDict
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from boroughs.calendar_files import new_calendar, timed, whole_day
from boroughs.filters import FilterForm, Question, values_of
from boroughs.markup import fit_for_xml
from boroughs.panel import Field, area_choices, borough_choices, choice
from boroughs.places import Places
from boroughs.words import listing, plain_date
from pipeline.engaging.letters import when_of
from pipeline.market_querysets import EngagementQuerySet
from pipeline.models import Engagement

KINDS = {"": "Events and questions", "event": "Events", "questions": "Questions to the market"}
STATES = {"": "Coming", "past": "Past", "all": "Coming and past"}
#: Engagements that a feed and a calendar have at most.
MOST_IN_FEED, MOST_IN_CALENDAR = 100, 500
Address = Callable[[Engagement], str]


class EventsForm(FilterForm):
    """What may be asked of the list."""

    kind = forms.ChoiceField(required=False, choices=list(KINDS.items()))
    state = forms.ChoiceField(required=False, choices=list(STATES.items()))


class EventsQuestion(Question):
    """What is asked of the list."""

    def among(self, places: Places, today: dt.date) -> EngagementQuerySet:
        """Return the published engagements that answer the question, those that come first first."""
        rows = Engagement.objects.published()
        if self["state"] != "all":
            rows = rows.past(today) if self["state"] == "past" else rows.coming(today)
        if self["kind"]:
            rows = rows.filter(kind=self["kind"])
        if self["borough"]:
            rows = rows.held_by(places.boroughs[self["borough"]].pk)
        if self["area"]:
            keys = places.with_children(self["area"])
            rows = rows.filter(
                Q(service_area__in=keys)
                | Q(procurement__service_area__in=keys, procurement__visibility="public")
            )
        if self["q"]:
            rows = rows.filter(Q(title__icontains=self["q"]) | Q(description__icontains=self["q"]))
        day = Coalesce(TruncDate("starts_at"), F("answers_until"))
        first = F("day").desc() if self["state"] == "past" else F("day").asc()
        return rows.annotate(day=day).order_by(first, "pk")


def read(data: QueryDict, places: Places) -> tuple[EventsForm, EventsQuestion]:
    """Return the form of the list and what it asks; what cannot be read is left out."""
    form = EventsForm(data, places)
    return form, EventsQuestion(values_of(form, ""))


def panel(form: EventsForm, places: Places) -> list[Field]:
    """Return the fields of the filter panel."""
    return [
        choice(form, "kind", "What", KINDS.items()),
        choice(form, "state", "When", STATES.items()),
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "area", "Service area", area_choices(places)),
    ]


def chips(question: EventsQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each thing that narrows the list."""
    labels = {
        "q": f"“{question['q']}”",
        "kind": KINDS[question["kind"]],
        "state": STATES[question["state"]],
        "borough": places.borough_name(question["borough"]),
        "area": places.area_name(question["area"]),
    }
    return [(text, question.address(path, without=name)) for name, text in labels.items() if question[name]]


@dataclass(frozen=True)
class EventRow:
    """A published engagement as a list of opportunities shows it.

    Attributes:
        title: what it is called.
        borough: the names of the boroughs that hold it, as *Camden and Hackney*.
        starts: the day of an event; ``None`` for questions to the market.
        closes: the last day to register or to answer.
        url: the address of its page, beginning with a slash.
        kind: *event* or *questions*.
        area: the service area, empty if none is named.
        is_demonstration: made up.
    """

    title: str
    borough: str
    starts: dt.date | None
    closes: dt.date | None
    url: str
    kind: str
    area: str
    is_demonstration: bool


def published_events(day: dt.date) -> list[EventRow]:
    """Return the published engagements in which one can still take part on a day, the first first.

    Two queries, however many there are.
    """
    rows = Engagement.objects.published().coming(day).with_names()
    found = [
        EventRow(
            title=row.title,
            borough=boroughs_of(row),
            starts=timezone.localtime(row.starts_at).date() if row.starts_at else None,
            closes=row.register_until if row.is_event else row.answers_until,
            url=row.get_absolute_url(),
            kind=row.kind,
            area=area_of(row),
            is_demonstration=row.is_demonstration,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.starts or row.closes or day, row.title))


def boroughs_of(row: Engagement) -> str:
    """Return the names of the boroughs that hold an engagement, the leading one first."""
    return listing([row.borough.name, *(one.borough.name for one in row.partners.all())])


def area_of(row: Engagement) -> str:
    """Return the service area that an engagement names; that of a procurement nobody may see is not told."""
    if row.service_area:
        return str(row.service_area)
    procurement = row.procurement
    if procurement and procurement.is_public and procurement.service_area_id:
        return str(procurement.service_area)
    return ""


def standing_of(row: Engagement, today: dt.date) -> str:
    """Say when an engagement is, and until when one can take part."""
    if row.cancelled_at:
        return "Called off"
    if row.is_event:
        closed = row.register_until and row.register_until < today
        until = "registration is closed" if closed else f"register until {plain_date(row.register_until)}"
        past = bool(row.ends_at and timezone.localtime(row.ends_at).date() < today)
        return f"{when_of(row)}; it is over" if past else f"{when_of(row)}; {until}"
    over = row.answers_until and row.answers_until < today
    return f"Answers {'were' if over else 'are'} taken until {plain_date(row.answers_until)}"


def calendar_of(rows: Iterable[Engagement], address: Address, name: str) -> bytes:
    """Return engagements as a calendar: events at their time, the last day for registering or answering.

    Args:
        rows: with their boroughs.
        address: makes the full address of one's page.
        name: how a calendar program lists it.
    """
    calendar = new_calendar(name, "Market engagement")
    for row in rows:
        title = f"{boroughs_of(row)}: {_title(row)}"
        identity = f"engagement|{row.slug}"
        if row.starts_at and row.ends_at:
            event = timed(row.starts_at, row.ends_at, title, address(row), identity=f"{identity}|event")
            event.add("location", row.place or "Online")
            if row.cancelled_at:
                event.add("status", "CANCELLED")
            calendar.add_component(event)
        last = row.register_until if row.is_event else row.answers_until
        if last and not row.cancelled_at:
            what = "registration closes" if row.is_event else "answers are due"
            calendar.add_component(
                whole_day(last, f"{title}: {what}", address(row), identity=f"{identity}|last")
            )
    content: bytes = calendar.to_ical()
    return content


def feed_of(rows: Iterable[Engagement], address: Address, *, link: str, itself: str) -> str:
    """Return engagements as an Atom feed, those that changed last first; see ``opportunities_feed``."""
    feed = Atom1Feed(
        title="Market events of London boroughs",
        link=link,
        feed_url=itself,
        description="Events for suppliers, and questions to the market, of London boroughs.",
        language="en-GB",
        author_name="Procurement Hub",
    )
    today = timezone.localdate()
    for row in rows:
        feed.add_item(
            title=fit_for_xml(f"{boroughs_of(row)}: {_title(row)}"),
            link=address(row),
            unique_id=address(row),
            description=fit_for_xml(f"{standing_of(row, today)}. {row.description[:500]}"),
            pubdate=row.published_at,
            updateddate=row.changed,
            categories=[area] if (area := area_of(row)) else [],
        )
    return feed.writeString("utf-8")


def _title(row: Any) -> str:
    return f"{row.title} (demonstration)" if row.is_demonstration else str(row.title)
