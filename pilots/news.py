"""What people hear about pilots: one is published or changes where they follow, is hidden, is complained of.

Nobody but LOTI staff is told who complained.
"""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Borough, Event, Follow, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from pilots import codes
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


def _pilots_followers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield those who follow the pilot itself, while it is shown."""
    if not Pilot.objects.published().filter(pk=event.data["pilot"]).exists():
        return
    about = ContentType.objects.get_for_model(Pilot)
    rows = Follow.objects.filter(content_type=about, object_id=event.data["pilot"], person__is_active=True)
    for pk in rows.values_list("person", flat=True):
        yield pk, "You follow this pilot."


def _its_borough(event: Event) -> Iterable[tuple[int, str]]:
    """Yield who wrote it up, or those who publish for its borough where they are not there any more."""
    officers = Person.objects.filter(is_active=True, borough=event.data["of"])
    if author := officers.filter(pk=event.data["author"] or 0).first():
        return [(author.pk, "You wrote the pilot up.")]
    roles = [Person.BoroughRole.ADMINISTRATOR, Person.BoroughRole.PUBLISHER]
    rows = officers.filter(borough_roles__overlap=roles).order_by("pk")
    return [(pk, "You publish for its borough.") for pk in rows.values_list("pk", flat=True)]


def _concerned(event: Event) -> Iterable[tuple[int, str]]:
    if event.data["person"]:
        return [(event.data["person"], "You complained.")]
    return _its_borough(event)


def _staff(event: Event) -> Iterable[tuple[int, str]]:
    staff = Person.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
    return [(pk, "LOTI staff decide on complaints.") for pk in staff]


def _pilot(event: Event) -> str:
    return reverse("pilot", args=[event.data["pilot"]])


def _decided(event: Event) -> str:
    """Return the pilot's page, or the list for those who do not see it any more."""
    own = event.data["person"] is None
    shown = own or Pilot.objects.published().filter(pk=event.data["pilot"]).exists()
    return _pilot(event) if shown else reverse("pilots")


KINDS = (
    Kind(
        code=codes.PUBLISHED,
        label="A pilot is published where you follow",
        why="When you follow the service area, the product, the supplier or the borough.",
        audience=_followers,
        headline=lambda event: f"A pilot is published: {event.data['title']}",
        details=_details,
        address=_pilot,
    ),
    Kind(
        code=codes.CHANGED,
        label="A pilot that you follow changes",
        why="When its borough says anew how it went, or publishes it again.",
        audience=_pilots_followers,
        headline=lambda event: f"A pilot that you follow changed: {event.data['title']}",
        details=lambda event: [event.data["what"]],
        address=_pilot,
    ),
    Kind(
        code=codes.HIDDEN,
        label="LOTI staff hide a pilot of your borough",
        why="When you wrote it up, or publish for your borough; mend it, and publish it again.",
        audience=_its_borough,
        headline=lambda event: f"Your borough’s pilot is hidden: {event.data['title']}",
        details=lambda event: [event.data["why"]],
        address=lambda event: reverse("pilot_check", args=[event.data["pilot"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.KEEP_PILOTS,
        borough=lambda event: int(event.data["of"]),
        quoting=("why",),
    ),
    Kind(
        code=codes.MENDED,
        label="A pilot that was hidden is published again",
        why="When its borough has mended it.",
        audience=_staff,
        headline=lambda event: (
            f"{event.data['borough']} published a hidden pilot again: {event.data['title']}"
        ),
        address=_pilot,
        permission=Permission.MODERATE_PILOTS,
    ),
    Kind(
        code=codes.COMPLAINT,
        label="Somebody complains about a pilot",
        why="When a member does.",
        audience=_staff,
        headline=lambda event: f"A complaint about the pilot {event.data['title']}",
        address=lambda event: reverse("pilot_complaint", args=[event.data["complaint"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.MODERATE_PILOTS,
    ),
    Kind(
        code=codes.COMPLAINT_DECIDED,
        label="A complaint about a pilot is decided",
        why="When you complained, or it is about a pilot that you wrote up.",
        audience=_concerned,
        headline=lambda event: f"A complaint about the pilot {event.data['title']} is decided",
        details=lambda event: [f"The result: {event.data['result']}.", event.data["answer"]],
        address=_decided,
        permission=Permission.SEE_PILOTS,
        quoting=("answer",),
    ),
)
