"""What people hear about data access: something new where they follow, an answer, a fact that is hidden.

Nobody is told which officer said something; the supplier's people least of all.
"""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Event, Follow, Frequency
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import listing
from data_access import codes
from data_access.models import DataFact
from suppliers.claiming.speaking import people_of
from suppliers.models import Product


def _is_shown(event: Event) -> bool:
    return DataFact.objects.current().shown().filter(pk__in=event.data["facts"]).exists()


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield those who follow the product, while something of it is shown."""
    if not _is_shown(event):
        return
    about = ContentType.objects.get_for_model(Product)
    rows = Follow.objects.filter(content_type=about, object_id=event.data["product"])
    for pk in rows.values_list("person", flat=True):
        yield pk, "You follow this product."


def _suppliers_people(event: Event) -> Iterable[tuple[int, str]]:
    if not _is_shown(event):
        return
    for pk in people_of([event.data["supplier"]]):
        yield pk, "You speak for the supplier."


def _who_said_it(event: Event) -> Iterable[tuple[int, str]]:
    return [(event.data["person"], "You said it for your borough.")] if event.data["person"] else []


def _headline(event: Event) -> str:
    return f"{event.data['borough']} said how {event.data['name']} gives access to its data"


def _subjects(event: Event) -> Sequence[str]:
    return [f"On: {listing(event.data['about'])}."]


def _profile(event: Event) -> str:
    return reverse("data_access", args=[event.data["slug"]])


KINDS = (
    Kind(
        code=codes.SAID,
        label="A borough says how a product you follow gives access to its data",
        why="When you follow the product; what was said together comes together.",
        audience=_followers,
        headline=_headline,
        details=_subjects,
        address=_profile,
        default=Frequency.DAILY,
        permission=Permission.SEE_DATA_ACCESS,
    ),
    Kind(
        code=codes.ABOUT_SUPPLIER,
        label="A borough says how a product of your supplier gives access to its data",
        why="When it was said; you can answer once, beside it.",
        audience=_suppliers_people,
        headline=_headline,
        details=_subjects,
        address=lambda event: reverse("supplier_data_access", args=[event.data["supplier_slug"]]),
        default=Frequency.DAILY,
        permission=Permission.SPEAK_FOR_SUPPLIER,
    ),
    Kind(
        code=codes.REPLIED,
        label="A supplier answers what you said of its data access",
        why="When its answer stands beside what you said for your borough.",
        audience=_who_said_it,
        headline=lambda event: f"{event.data['supplier']} answered what you said of {event.data['name']}",
        details=lambda event: [f"On: {event.data['question']}."],
        address=_profile,
        permission=Permission.SEE_DATA_ACCESS,
    ),
    Kind(
        code=codes.HIDDEN,
        label="LOTI staff hide what you said of a product’s data access",
        why="When they do; your borough still sees it, with the reason.",
        audience=_who_said_it,
        headline=lambda event: f"What you said of {event.data['name']} is hidden",
        details=lambda event: [f"On: {event.data['question']}.", event.data["why"]],
        address=_profile,
        default=Frequency.AT_ONCE,
        permission=Permission.SEE_DATA_ACCESS,
        quoting=("why",),
    ),
)
