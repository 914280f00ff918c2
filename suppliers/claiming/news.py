"""What people are told about claims of suppliers."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from boroughs.models import Event, Frequency, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from suppliers.actions.claims import CLAIM_ASKED, CLAIM_DECIDED, CLAIM_JOINED
from suppliers.claiming.speaking import people_of

WORDS = {
    "accepted": "You can speak for {supplier} now",
    "declined": "Your claim of {supplier} was declined",
    "ended": "You no longer speak for {supplier}",
}


def _staff(event: Event) -> Iterable[tuple[int, str]]:
    staff = Person.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
    return [(pk, "You are LOTI staff, who decide who speaks for a supplier.") for pk in staff]


def _claimant(event: Event) -> Iterable[tuple[int, str]]:
    return [(event.data["person"], "You said that you work for this supplier.")]


def _colleagues(event: Event) -> Iterable[tuple[int, str]]:
    others = (pk for pk in people_of([event.data["supplier_id"]]) if pk != event.data["person"])
    return [(pk, f"You speak for {event.data['supplier']}.") for pk in others]


def _reason(event: Event) -> Sequence[str]:
    return [event.data["reason"]] if event.data["reason"] else []


CLAIM_KINDS = (
    Kind(
        code=CLAIM_ASKED,
        label="Somebody says that they work for a supplier",
        why="When no address at the supplier’s domain proves it, so that you have to decide.",
        audience=_staff,
        headline=lambda event: f"{event.data['name']} says that they work for {event.data['supplier']}",
        address=lambda event: reverse("claim", args=[event.data["claim"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.DECIDE_JOINING,
        naming=("name",),
    ),
    Kind(
        code=CLAIM_DECIDED,
        label="Your claim of a supplier is decided",
        why="When it is accepted or declined, or when LOTI staff end it.",
        audience=_claimant,
        headline=lambda event: WORDS[event.data["state"]].format(supplier=event.data["supplier"]),
        details=_reason,
        address=lambda event: reverse("my_suppliers"),
        default=Frequency.AT_ONCE,
        compulsory=True,
    ),
    Kind(
        code=CLAIM_JOINED,
        label="Somebody else speaks for your supplier",
        why="When a colleague can edit your supplier’s profile, pitch and answer in its name as you can.",
        audience=_colleagues,
        headline=lambda event: f"{event.data['name']} speaks for {event.data['supplier']} now, as you do",
        address=lambda event: reverse("my_suppliers"),
        default=Frequency.AT_ONCE,
        permission=Permission.SPEAK_FOR_SUPPLIER,
        naming=("name",),
    ),
)
