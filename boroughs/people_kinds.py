"""What people are told about joining, roles and what passes to them."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from boroughs.models import Event, Frequency, Person
from boroughs.notifications import Kind
from boroughs.notifications.kinds import Audience
from boroughs.rights import Permission
from boroughs.words import listing

JOIN_ASKED = "join_asked"
JOIN_DECIDED = "join_decided"
ROLES_CHANGED = "roles_changed"
HANDED_OVER = "handed_over"


def _staff(event: Event) -> Iterable[tuple[int, str]]:
    staff = Person.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
    return [(pk, "You are LOTI staff, who decide who is let in.") for pk in staff]


def _named(because: str) -> Audience:
    def audience(event: Event) -> Iterable[tuple[int, str]]:
        return [(event.data["person"], because)]

    return audience


def _reason(event: Event) -> Sequence[str]:
    return [event.data["reason"]] if event.data.get("reason") else []


def _decision(event: Event) -> str:
    if event.data["approved"]:
        return "You are let in"
    return "Your request to be let in was declined"


def _roles(event: Event) -> str:
    roles = event.data["roles"]
    return f"At {event.data['borough']} you are now {' and '.join(roles) if roles else 'an officer'}"


def _passed(event: Event) -> str:
    return f"{listing(event.data['what'])} of {event.data['from']} passed to you"


PEOPLE_KINDS = (
    Kind(
        code=JOIN_ASKED,
        label="Somebody asks to be let in",
        why="When somebody whose address is at no borough’s domain asks to join.",
        audience=_staff,
        headline=lambda event: f"{event.data['name']} asks to be let in: {event.data['wish']}",
        address=lambda event: reverse("joining"),
        naming=("name",),
        default=Frequency.AT_ONCE,
        permission=Permission.DECIDE_JOINING,
    ),
    Kind(
        code=JOIN_DECIDED,
        label="LOTI decides about your request to be let in",
        why="Once, when LOTI staff have looked at what you asked.",
        audience=_named("You asked to be let in."),
        headline=_decision,
        address=lambda event: reverse("home") if event.data["approved"] else reverse("join"),
        default=Frequency.AT_ONCE,
        details=_reason,
        compulsory=True,
    ),
    Kind(
        code=ROLES_CHANGED,
        label="Your roles at your borough change",
        why="When an administrator of your borough changes what you may do.",
        audience=_named("They are your roles."),
        headline=_roles,
        address=lambda event: reverse("home"),
        default=Frequency.AT_ONCE,
        compulsory=True,
    ),
    Kind(
        code=HANDED_OVER,
        label="Something passes to you from a colleague who leaves",
        why="When a colleague is taken off your borough and you were named to look after what was theirs.",
        audience=_named("You were named to look after it."),
        headline=_passed,
        address=lambda event: reverse("borough", args=[event.data["slug"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.SEE_OWN_BOROUGH,
        borough=lambda event: int(event.data["borough"]),
        naming=("from",),
    ),
)
