"""What people hear about market engagement: one is published where they follow, answers are shared."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Borough, Event, Follow, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from pipeline.engaging.keeping import ANSWERS_SHARED, ENGAGEMENT_PUBLISHED
from suppliers.claiming.speaking import people_of


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    targets = [
        (Borough, event.data["boroughs"], "You follow a borough that holds it."),
        (ServiceArea, [event.data["area"]] if event.data["area"] else [], "You follow its service area."),
    ]
    told: set[int] = set()
    for model, keys, because in targets:
        follows = Follow.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=keys
        )
        for pk in follows.order_by("person").values_list("person", flat=True).distinct():
            if pk not in told:
                told.add(pk)
                yield pk, because


def _headline(event: Event) -> str:
    what = "invites suppliers" if event.data["kind"] == "event" else "asks suppliers"
    return f"{event.data['borough']} {what}: {event.data['title']}"


def _until(event: Event) -> list[str]:
    what = "Registration is open" if event.data["kind"] == "event" else "Answers are taken"
    return [f"{what} until {plain_date(dt.date.fromisoformat(event.data['until']))}."]


def _who_answered(event: Event) -> Iterable[tuple[int, str]]:
    return [(pk, "Your supplier answered these questions.") for pk in people_of(event.data["suppliers"])]


ENGAGEMENT_KINDS = (
    Kind(
        code=ENGAGEMENT_PUBLISHED,
        label="A market event or questions to the market where you follow",
        why="When a borough that you follow invites suppliers or asks them, or it concerns a service area "
        "that you follow.",
        audience=_followers,
        headline=_headline,
        details=_until,
        address=lambda event: reverse("market_event", args=[event.data["slug"]]),
    ),
    Kind(
        code=ANSWERS_SHARED,
        label="Answers to a borough’s questions are shared",
        why="When your supplier was among those who answered.",
        audience=_who_answered,
        headline=lambda event: f"{event.data['borough']} shares the answers to “{event.data['title']}”",
        address=lambda event: reverse("market_event", args=[event.data["slug"]]),
        permission=Permission.SPEAK_FOR_SUPPLIER,
    ),
)
