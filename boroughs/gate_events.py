"""What people hear when a borough changes its gates or meeting dates."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.actions.gates import GATES_CHANGED
from boroughs.models import Borough, Event, Follow, Person
from boroughs.notifications import Kind


def followers_and_officers(event: Event) -> Iterable[tuple[int, str]]:
    """Return those who follow the borough, and its officers."""
    name = event.data["borough"]
    officers = Person.objects.filter(borough=event.object_id, is_active=True).values_list("pk", flat=True)
    yield from ((pk, f"You are an officer of {name}.") for pk in officers)
    followers = Follow.objects.filter(
        content_type=ContentType.objects.get_for_model(Borough), object_id=event.object_id or 0
    ).exclude(person__in=officers)
    yield from ((pk, f"You follow {name}.") for pk in followers.values_list("person", flat=True))


GATES_KIND = Kind(
    code=GATES_CHANGED,
    label="A borough changed its approval steps",
    why="When a borough that you follow, or your own, changes its gates or their meeting dates.",
    audience=followers_and_officers,
    headline=lambda event: f"{event.data['borough']} changed its approval steps: {event.data['what']}",
    address=lambda event: reverse("borough_gates", args=[event.data["slug"]]),
)
