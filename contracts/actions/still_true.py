"""Asks those who know whether contracts are still as the register has them (R7)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from boroughs.models import Borough, Event, Person
from boroughs.notifications import Announcement, announce_all
from boroughs.words import money, plain_date
from contracts.models import Contract
from contracts.still_true import STILL_TRUE

#: Contracts that one e-mail asks about, those that are decided soonest first.
MOST_ASKED = 10
#: Days before somebody is asked again, about whatever, and before a contract is asked about again.
PERSON_RESTS, CONTRACT_RESTS = 28, 90

MANAGER, ADMINISTRATOR = Person.BoroughRole.CONTRACT_MANAGER, Person.BoroughRole.ADMINISTRATOR
LOOKS_AFTER = "You look after contracts it asks about."
NOBODY = "Nobody in particular looks after contracts it asks about, and you are {}."


@dataclass
class _Officers:
    """The officers of a borough whom one could ask, by what they are."""

    everybody: list[int] = field(default_factory=list)
    managers: list[int] = field(default_factory=list)
    administrators: list[int] = field(default_factory=list)

    def to_ask(self, keeper: int | None) -> tuple[Sequence[int], str]:
        """Return whom to ask about a contract, and the reason: its keeper, else who is nearest to it."""
        if keeper in self.everybody and keeper is not None:
            return [keeper], LOOKS_AFTER
        if self.managers:
            return self.managers, NOBODY.format("a contract manager")
        if self.administrators:
            return self.administrators, NOBODY.format("an administrator of the borough")
        return self.everybody, NOBODY.format("an officer of the borough")


@transaction.atomic
def ask_whether_true(*, on: dt.date) -> int:
    """Ask about the live contracts that nobody has confirmed for a year: one question for each person.

    Who was asked what is read from the events, so that a day without a run loses nothing and two runs
    ask nothing twice.

    Args:
        on: the day of the run.

    Returns:
        how many people were asked.
    """
    officers = _officers()
    resting, asked_before = _asked(on)
    questions: dict[int, list[Contract]] = defaultdict(list)
    reasons: dict[int, set[str]] = defaultdict(set)
    places: dict[int, int] = {}
    for contract in _stale(on, officers):
        for borough in set(contract.borough_ids) & officers.keys():
            people, because = officers[borough].to_ask(contract.looked_after_by_id)
            for person in people:
                full = len(questions[person]) >= MOST_ASKED
                if person not in resting and not full and (person, contract.pk) not in asked_before:
                    questions[person].append(contract)
                    reasons[person].add(because)
                    places[person] = borough
    boroughs = Borough.objects.in_bulk(set(places.values()))
    announcements = [
        _question(person, boroughs[places[person]], contracts, reasons[person], on)
        for person, contracts in questions.items()
        if contracts
    ]
    announce_all(announcements)
    return len(announcements)


def _officers() -> Mapping[int, _Officers]:
    found: dict[int, _Officers] = defaultdict(_Officers)
    people = Person.objects.filter(is_active=True, borough__isnull=False).order_by("pk")
    for pk, borough, roles in people.values_list("pk", "borough", "borough_roles"):
        found[borough].everybody.append(pk)
        if MANAGER in roles:
            found[borough].managers.append(pk)
        if ADMINISTRATOR in roles:
            found[borough].administrators.append(pk)
    return dict(found)


def officers_to_ask(borough: Borough) -> tuple[Sequence[int], str]:
    """Return the officers of a borough who are nearest to contracts that nobody looks after, and why they."""
    officers = _officers().get(borough.pk)
    people, because = officers.to_ask(None) if officers else ([], "")
    return people, because


def _asked(on: dt.date) -> tuple[set[int], set[tuple[int, int]]]:
    """Return who was asked so lately that they rest, and about which contracts each was asked lately.

    Retention empties old events and leaves their keys: who was asked is read from these.
    """
    resting: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    since = timezone.now() - dt.timedelta(days=CONTRACT_RESTS + 1)
    events = Event.objects.filter(kind=STILL_TRUE, happened_at__gte=since)
    for key, data, happened in events.values_list("key", "data", "happened_at"):
        person = int(key.split(":")[1])
        days = (on - timezone.localdate(happened)).days
        if days < PERSON_RESTS:
            resting.add(person)
        if days < CONTRACT_RESTS:
            pairs.update((person, one["id"]) for one in data.get("contracts", ()))
    return resting, pairs


def _stale(on: dt.date, officers: Mapping[int, _Officers]) -> Iterator[Contract]:
    """Yield the contracts to ask about, those that are decided soonest first."""
    found = Contract.objects.live_on(on).stale_on(on).filter(is_demonstration=False)
    found = found.filter(borough_ids__overlap=list(officers)) if officers else found.none()
    shown = found.only("title", "supplier_text", "end_date", "value", "borough_ids", "looked_after_by")
    yield from shown.order_by(F("decide_by").asc(nulls_last=True), "pk").iterator(chunk_size=2000)


def _question(
    person: int, borough: Borough, contracts: Iterable[Contract], reasons: Iterable[str], on: dt.date
) -> Announcement:
    data = {
        "person": person,
        "because": " ".join(sorted(reasons, reverse=True)),
        "borough": borough.pk,
        "name": borough.name,
        "contracts": [{"id": one.pk, "title": one.title, "facts": facts_of(one)} for one in contracts],
    }
    # Two runs at once ask under the same key, of which only one counts.
    return Announcement(STILL_TRUE, f"{STILL_TRUE}:{person}:{on.isoformat()}", borough, data=data)


def facts_of(contract: Contract) -> str:
    """Return in one line what the register says of a contract: supplier, end, value."""
    ends = f"ends on {plain_date(contract.end_date)}" if contract.end_date else "end date not known"
    worth = f"worth {money(contract.value)}" if contract.value is not None else "value not known"
    return f"{contract.supplier_text or 'supplier not known'}, {ends}, {worth}"
