"""What people hear about timelines: one waits to be published, one is new where they follow."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from boroughs.models import Borough, Event, Follow, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date
from suppliers.models import Supplier

TIMELINE_WAITS = "timeline_waits"
TIMELINE_PUBLISHED = "timeline_published"


def _publishers(event: Event) -> Iterable[tuple[int, str]]:
    roles = [Person.BoroughRole.PUBLISHER, Person.BoroughRole.ADMINISTRATOR]
    people = Person.objects.filter(
        borough=event.data["borough"], is_active=True, borough_roles__overlap=roles
    ).values_list("pk", flat=True)
    return [(pk, f"You may publish what {event.data['name']} plans.") for pk in people]


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    targets = [
        (Borough, event.data["borough"], f"You follow {event.data['name']}."),
        (ServiceArea, event.data["area"], "You follow its service area."),
        (Supplier, event.data["incumbent"], "You follow its present supplier."),
    ]
    told: set[int] = set()
    for model, key, because in targets:
        if not key:
            continue
        follows = Follow.objects.filter(
            Q(content_type=ContentType.objects.get_for_model(model)), object_id=key
        ).values_list("person", flat=True)
        for pk in follows:
            if pk not in told:
                told.add(pk)
                yield pk, because


def _bids(event: Event) -> Sequence[str]:
    due = event.data["bids_due"]
    return [f"Bids are due by {plain_date(dt.date.fromisoformat(due))}."] if due else []


WAITS = Kind(
    code=TIMELINE_WAITS,
    label="A timeline waits for you to publish it",
    why="When an officer of your borough asks for a timeline to be published, and you may publish.",
    audience=_publishers,
    headline=lambda event: f"{event.data['asked_by']} asks you to publish “{event.data['title']}”",
    address=lambda event: reverse("timeline_visibility", args=[event.data["slug"]]),
    default=Frequency.AT_ONCE,
    permission=Permission.PUBLISH,
    borough=lambda event: int(event.data["borough"]),
    naming=("asked_by",),
)
PUBLISHED = Kind(
    code=TIMELINE_PUBLISHED,
    label="A procurement is published where you follow",
    why="When a borough publishes the timeline of a procurement: its own followers hear of it, those of the "
    "service area, and those of the present supplier.",
    audience=_followers,
    headline=lambda event: f"{event.data['name']} plans to buy: {event.data['title']}",
    details=_bids,
    address=lambda event: reverse("opportunity", args=[event.data["slug"]]),
)
