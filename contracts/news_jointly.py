"""What officers hear when another borough says that a contract is theirs too."""

from collections.abc import Iterable

from django.urls import reverse

from boroughs.models import Event, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission

MADE_JOINT = "contract_made_joint"


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    officers = Person.objects.filter(borough=event.data["borough"], is_active=True)
    for pk in officers.order_by("pk").values_list("pk", flat=True):
        yield pk, "You are an officer of a borough that was added to the contract."


JOINT_CONTRACTS = Kind(
    code=MADE_JOINT,
    label="A contract is said to be your borough’s too",
    why="When an officer of another borough adds yours to a contract. It is on your register from then on.",
    audience=_officers,
    headline=lambda event: f"{event.data['title']} is said to be a contract of your borough too",
    details=lambda event: [
        f"{event.data['by']} added your borough.",
        "It is on your register now. If it is none of yours, take your borough out of it with one click.",
    ],
    address=lambda event: reverse("contract_leave", args=[event.data["contract"]]),
    permission=Permission.EDIT_REGISTER,
    naming=("by",),
    borough=lambda event: int(event.data["borough"]),
)
