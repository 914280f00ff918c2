"""Following one timeline: who may, where it leads, and what its followers hear of."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse

from boroughs.following import Followable, followed_among, followers
from boroughs.models import Event, Person
from boroughs.notifications import Kind, announce
from boroughs.words import counted, plain_date
from pipeline.models import Milestone, Procurement, ProcurementChange

TIMELINE_CHANGED = "timeline_changed"
TIMELINE_REMINDER = "timeline_reminder"
#: Lines of the log that one message spells out; it counts the others.
MOST_SPELT_OUT = 8
#: The fields of a procurement that name people whom its days concern, with how a message says so.
CONCERNED = {
    "responsible": "You are responsible for it.",
    "commercial_lead": "You are its commercial lead.",
    "digital_lead": "You are its digital lead.",
    "service_lead": "You are its service lead.",
}


def _named_like(words: str) -> QuerySet[Procurement]:
    rows = Procurement.objects.select_related("borough").defer("search")
    return rows.filter(Q(title__icontains=words)) if words else rows


def _address(timeline: Procurement) -> str:
    """Return the page that whoever may see it can open: members and suppliers that of a published one."""
    if timeline.is_public:
        return reverse("opportunity", args=[timeline.slug])
    return timeline.get_absolute_url()


TIMELINES = Followable(
    model=Procurement,
    label="timeline",
    heading="Timelines",
    named_like=_named_like,
    address=_address,
    visible_to=lambda rows, person: rows & Procurement.objects.visible_to(person),
)


def announce_change(procurement: Procurement, lines: Sequence[ProcurementChange]) -> None:
    """Tell whoever follows a timeline what the log says of it; called with lines that are written.

    Where nobody follows it, nothing is announced. Demonstration records are told to nobody.
    """
    if procurement.is_demonstration or not followed_among(Procurement, [procurement.pk]):
        return
    announce(
        kind=TIMELINE_CHANGED,
        key=f"{TIMELINE_CHANGED}:{procurement.pk}:{lines[-1].pk}",
        subject=procurement,
        data={
            "title": procurement.title,
            "slug": procurement.slug,
            "name": procurement.borough.name,
            "number": len(lines),
            "said": [one.sentence for one in lines[:MOST_SPELT_OUT]],
        },
    )


def seen_by(procurement: Procurement, people: Iterable[int]) -> set[int]:
    """Return which of some people, by their ids, may see a timeline now."""
    known = Person.objects.select_related("borough").filter(pk__in=list(people), is_active=True)
    one = Procurement.objects.filter(pk=procurement.pk)
    if procurement.is_public:
        return set(known.values_list("pk", flat=True))
    return {person.pk for person in known if (one & Procurement.objects.visible_to(person)).exists()}


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    timeline = Procurement.objects.filter(pk=event.object_id or 0).first()
    if timeline is None:
        return []
    return [(pk, "You follow this timeline.") for pk in seen_by(timeline, followers(timeline))]


def _lines(event: Event) -> Sequence[str]:
    said = [str(line) for line in event.data["said"]]
    more = event.data["number"] - len(said)
    return [*said, f"and {counted(more, 'more change', 'more changes')}"] if more > 0 else said


def _page(event: Event) -> str:
    """Return where a message leads: to what everybody sees, where its reader may be nobody's member."""
    timeline = Procurement.objects.filter(pk=event.object_id or 0).only("slug", "visibility").first()
    return _address(timeline) if timeline else reverse("opportunities")


def concerned(timeline: Procurement) -> dict[int, str]:
    """Return whom the days of a timeline concern by being named in it, by their ids, each with the reason."""
    named = {getattr(timeline, f"{field}_id"): because for field, because in reversed(CONCERNED.items())}
    return {pk: because for pk, because in named.items() if pk}


def _reminded(event: Event) -> Iterable[tuple[int, str]]:
    """Yield whom a reminder is for: it was worked out for whom it is due when it was announced."""
    timeline = Procurement.objects.filter(pk=event.object_id or 0, ended_on=None).first()
    day = Milestone.objects.filter(pk=event.data["milestone"], done_on=None).first()
    if timeline is None or day is None or day.planned_on.isoformat() != event.data["on"]:
        return []
    named, may = concerned(timeline), seen_by(timeline, event.data["people"])
    return [(pk, named.get(pk, "You follow this timeline.")) for pk in event.data["people"] if pk in may]


def _reminder(event: Event) -> str:
    day = plain_date(dt.date.fromisoformat(event.data["on"]))
    verb = "decides on" if event.data["gate"] else "is due on"
    return f"{event.data['what']} {verb} {day}: {event.data['title']}"


def _papers(event: Event) -> Sequence[str]:
    said = []
    for name, words in (("papers", "Its papers are due by"), ("notice", "It is on the forward plan by")):
        if event.data[name]:
            said.append(f"{words} {plain_date(dt.date.fromisoformat(event.data[name]))}.")
    return said


CHANGED = Kind(
    code=TIMELINE_CHANGED,
    label="A timeline that you follow has changed",
    why="When a borough changes what a timeline says, moves its dates, or says that a stage began or ended.",
    audience=_followers,
    headline=lambda event: f"{event.data['name']}: {event.data['title']} has changed",
    details=_lines,
    address=_page,
)
REMINDER = Kind(
    code=TIMELINE_REMINDER,
    label="A gate or a milestone is near",
    why="Some days before each gate and milestone of timelines that name you or that you follow. You say how "
    "many days before on the page of your reminders.",
    audience=_reminded,
    headline=_reminder,
    details=_papers,
    address=_page,
)
