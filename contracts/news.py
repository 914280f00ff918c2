"""What people hear about contracts: new and changed ones where they follow, and decisions that come near."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from boroughs.following import followers
from boroughs.models import Borough, Event, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import counted
from suppliers.models import Supplier

RECORDED, CHANGED, DECISION_NEAR = "contract_recorded", "contract_changed", "decision_near"


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    if event.subject is not None:
        for pk in followers(event.subject):
            yield pk, f"You follow {event.data['name']}."


def _contracts(event: Event) -> list[dict[str, Any]]:
    """Return the contracts that an event spells out: id, title, and what is new about each."""
    found: list[dict[str, Any]] = event.data["contracts"]
    return found


def _headline(words: str) -> Any:
    def headline(event: Event) -> str:
        number = event.data["number"]
        if number == 1:
            return f"{event.data['name']}: a contract {words}, {_contracts(event)[0]['title']}"
        return f"{event.data['name']}: {counted(number, 'contract')} {words}"

    return headline


def _details(event: Event) -> Sequence[str]:
    contracts = _contracts(event)
    lines = [f"{one['title']}: {one['what']}" if one["what"] else str(one["title"]) for one in contracts]
    more = event.data["number"] - len(contracts)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _address(event: Event) -> str:
    """Return the contract's page, or the register of what is followed, the latest changes first."""
    contracts = _contracts(event)
    if event.data["number"] == 1:
        return reverse("contract", args=[contracts[0]["id"]])
    return f"{reverse('register')}?{urlencode({**event.data['register'], 'sort': 'newest'})}"


def register_query(subject: Any) -> dict[str, str]:
    """Return the register's filter for what can be followed: a borough, a supplier, an area, a product."""
    if isinstance(subject, Borough):
        return {"borough": subject.slug}
    if isinstance(subject, Supplier):
        return {"supplier": subject.slug}
    if isinstance(subject, ServiceArea):
        return {"area": subject.code}
    return {"q": subject.name}


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    officers = Person.objects.filter(borough=event.data["borough"]).values_list("pk", flat=True)
    return ((pk, f"You are an officer of {event.data['name']}.") for pk in officers)


def _decision_headline(event: Event) -> str:
    return f"Decide by {event.data['decide_by']}: {event.data['title']}"


def _decision_details(event: Event) -> Sequence[str]:
    assumed = " The date is assumed: it rests on usual approval steps." if event.data["assumed"] else ""
    return [f"The contract ends on {event.data['ends']}.{assumed}"]


NEW_CONTRACTS = Kind(
    code=RECORDED,
    label="A new contract where you follow",
    why="When a contract is recorded for a borough, a supplier, a product or a service area you follow.",
    audience=_followers,
    headline=_headline("new on the register"),
    details=_details,
    address=_address,
)
CHANGED_CONTRACTS = Kind(
    code=CHANGED,
    label="A contract changes where you follow",
    why="When dates, value, options, suppliers or boroughs of a contract change; never for its wording.",
    audience=_followers,
    headline=_headline("changed"),
    details=_details,
    address=_address,
)
NEAR_DECISIONS = Kind(
    code=DECISION_NEAR,
    label="A decision comes near",
    why="Six months and one month before the last day on which your borough can begin a replacement.",
    audience=_officers,
    headline=_decision_headline,
    details=_decision_details,
    address=lambda event: reverse("contract", args=[event.data["contract"]]),
    default=Frequency.WEEKLY,
    permission=Permission.SEE_OWN_BOROUGH,
    borough=lambda event: int(event.data["borough"]),
)
KINDS = (NEW_CONTRACTS, CHANGED_CONTRACTS, NEAR_DECISIONS)
