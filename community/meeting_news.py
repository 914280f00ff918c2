"""What people hear of meetings."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from boroughs.models import Event, Frequency
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from community import codes
from community.calendar import invitation
from community.models import Membership


def _members(event: Event) -> Iterable[tuple[int, str]]:
    rows = Membership.objects.filter(group=event.data["group_id"]).values_list("person", flat=True)
    return [(pk, f"You belong to {event.data['group']}.") for pk in rows]


def _when(event: Event) -> str:
    at = timezone.localtime(dt.datetime.fromisoformat(event.data["starts"]))
    return f"{plain_date(at.date())}, {at:%H:%M}"


def _details(event: Event) -> Sequence[str]:
    if event.data["what"] == "called off":
        return [f"It was to be on {_when(event)}.", event.data["why"]]
    return [
        f"{_when(event)}.",
        "Its page has the agenda, and the invitation for your calendar.",
    ]


def _headline(event: Event) -> str:
    what = {"called": "meets", "moved": "moves its meeting", "called off": "calls its meeting off"}
    return f"{event.data['group']} {what[event.data['what']]}: {event.data['title']}"


def _due(event: Event) -> Sequence[str]:
    return [f"By {plain_date(dt.date.fromisoformat(event.data['due']))}."]


def _meeting(event: Event) -> str:
    return reverse("meeting", args=[event.data["meeting"]])


def _owner(event: Event) -> Iterable[tuple[int, str]]:
    return [(event.data["person"], "It is yours to do.")]


MEETING_KINDS = (
    Kind(
        code=codes.MEETING,
        label="A group of yours meets",
        why="When a meeting is called, moved or called off.",
        audience=_members,
        headline=_headline,
        details=_details,
        calendar=lambda event, person: invitation(event.data["meeting"], person),
        address=_meeting,
        default=Frequency.AT_ONCE,
        permission=Permission.TAKE_PART,
        quoting=("title", "why"),
    ),
    Kind(
        code=codes.ACTION_GIVEN,
        label="You took something on in a meeting",
        why="When it is noted that it is yours to do.",
        audience=_owner,
        headline=lambda event: f"Yours to do: {event.data['text']}",
        details=_due,
        address=_meeting,
        permission=Permission.TAKE_PART,
        quoting=("text", "title"),
    ),
    Kind(
        code=codes.ACTION_DUE,
        label="What you took on is due tomorrow",
        why="The day before, if it is not done.",
        audience=_owner,
        headline=lambda event: f"Due tomorrow: {event.data['text']}",
        address=_meeting,
        default=Frequency.AT_ONCE,
        permission=Permission.TAKE_PART,
        quoting=("text", "title"),
    ),
)
