"""What people hear about pilots: one was published where they follow."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Borough, Event, Follow, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from pilots.codes import PUBLISHED
from pilots.models import Pilot
from suppliers.models import Product, Supplier

THINGS = ((ServiceArea, "area"), (Product, "product"), (Supplier, "supplier"), (Borough, "from"))


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield those who follow the area, the product, the supplier or the borough, while it is shown."""
    if not Pilot.objects.published().filter(pk=event.data["pilot"]).exists():
        return
    told: set[int] = set()
    active = Person.objects.filter(is_active=True)
    for model, key in THINGS:
        about = ContentType.objects.get_for_model(model)
        rows = Follow.objects.filter(
            content_type=about, object_id=event.data[key] or 0, person__in=active
        ).exclude(person__in=told)
        for pk in rows.values_list("person", flat=True):
            told.add(pk)
            yield pk, f"You follow this {model._meta.verbose_name}."


def _details(event: Event) -> Sequence[str]:
    return [f"{event.data['borough']} wrote it up."]


NEWS = Kind(
    code=PUBLISHED,
    label="A pilot is published where you follow",
    why="When you follow the service area, the product, the supplier or the borough.",
    audience=_followers,
    headline=lambda event: f"A pilot is published: {event.data['title']}",
    details=_details,
    address=lambda event: reverse("pilot", args=[event.data["pilot"]]),
    default=Frequency.DAILY,
    permission=Permission.KEEP_ACCOUNT,
)
