"""Asking by e-mail whether records are still true (R7): what is asked, of whom, and the link to answer by."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boroughs.models import Borough, Event, Frequency, Person
from boroughs.notifications import Kind
from boroughs.notifications.links import StaleLink, sign, unsign
from boroughs.rights import Permission, has_permission
from boroughs.words import counted
from contracts.models import Contract, MailboxQuestion
from contracts.querysets import ContractQuerySet

STILL_TRUE = "still_true"
PURPOSE = "still-true"
#: How long the link in an e-mail works; after it, the contracts are asked for again.
LINK_WORKS = dt.timedelta(days=90)


@dataclass(frozen=True)
class Question:
    """What somebody was asked: whether contracts of a borough are still as the register has them.

    Without a ``person`` it is the borough's role mailbox that was asked.
    """

    borough: Borough
    contract_ids: Sequence[int]
    person: Person | None = None

    def contracts(self) -> ContractQuerySet:
        """Return the contracts asked about that are still on the borough's register, as they were listed."""
        register: ContractQuerySet = Contract.objects.of_borough(self.borough)
        found = register.filter(pk__in=self.contract_ids)
        return found.defer("search").order_by("decide_by", "pk")


def answer_address(event: Event) -> str:
    """Return the page on which the person asked can answer without signing in."""
    return reverse("still_true", args=[sign(PURPOSE, {"event": event.pk, "person": event.data["person"]})])


def mailbox_address(question: MailboxQuestion) -> str:
    """Return the page on which whoever reads a borough's role mailbox can answer without signing in."""
    return reverse("still_true", args=[sign(PURPOSE, {"mailbox": question.pk})])


def read_question(token: str) -> Question:
    """Return what a link asks.

    Raises:
        StaleLink: if it has expired or was changed, or whoever was asked may not change the register now.
    """
    said = unsign(PURPOSE, token, max_age=LINK_WORKS)
    return _of_mailbox(said["mailbox"]) if "mailbox" in said else _of_person(said)


def _of_mailbox(pk: int) -> Question:
    asked = MailboxQuestion.objects.select_related("borough").filter(pk=pk).first()
    if asked is None or asked.borough.role_mailbox != asked.address:
        raise StaleLink("The mailbox that was asked is no longer the borough's.")
    return Question(asked.borough, asked.contract_ids)


def _of_person(said: dict[str, Any]) -> Question:
    event = Event.objects.filter(pk=said["event"], kind=STILL_TRUE).first()
    person = (
        Person.objects.select_related("borough").filter(pk=said["person"], is_active=True).first()
        if event and event.data.get("person") == said["person"]
        else None
    )
    borough = person.borough if person else None
    if event is None or person is None or borough is None or borough.pk != event.data["borough"]:
        raise StaleLink("Whoever was asked has left, or the question is gone.")
    if not has_permission(person, Permission.EDIT_REGISTER, borough):
        raise StaleLink("Whoever was asked may not change the register any more.")
    return Question(borough, [one["id"] for one in event.data["contracts"]], person)


def _asked(event: Event) -> Iterable[tuple[int, str]]:
    yield event.data["person"], event.data["because"]


def _headline(event: Event) -> str:
    contracts: list[dict[str, Any]] = event.data["contracts"]
    if len(contracts) == 1:
        return f"Still true? {contracts[0]['title']}"
    return f"Still true? {counted(len(contracts), 'contract')} of {event.data['name']}"


def _details(event: Event) -> Sequence[str]:
    lines = [f"{one['title']}: {one['facts']}" for one in event.data["contracts"]]
    return [*lines, "One click says that they are; you need not sign in."]


QUESTIONS = Kind(
    code=STILL_TRUE,
    label="Are these contracts still as the register has them?",
    why="At most once a month, when contracts you look after have not been confirmed for a year.",
    audience=_asked,
    headline=_headline,
    details=_details,
    address=answer_address,
    default=Frequency.AT_ONCE,
    permission=Permission.EDIT_REGISTER,
    borough=lambda event: int(event.data["borough"]),
)
