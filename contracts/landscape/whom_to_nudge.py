"""Whom LOTI staff could nudge: where stale value lies, and who is there to ask (R7)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone

from boroughs.models import Borough, Event, Person
from contracts.landscape.sheet import BoroughLine, Sheet
from contracts.models import Contract, MailboxQuestion, Nudge, QuietMailbox
from contracts.models.nudges import NUDGE_RESTS
from contracts.still_true import STILL_TRUE

#: Days for which a question counts as unanswered.
ASKED_LATELY = dt.timedelta(days=90)


@dataclass(frozen=True)
class Candidate:
    """A borough that could be nudged; people are numbers here, never names.

    ``borough`` has ``officers_now`` and ``managers`` (how many may sign in), ``last_login``, ``is_quiet``
    (its mailbox asked for no mail) and ``last_nudge``. ``unanswered`` are the e-mails of the last 90 days
    that asked whether contracts are true, of which none has been confirmed since.
    """

    borough: Any
    line: BoroughLine
    unanswered: int
    rests_until: dt.date | None

    @property
    def mailbox(self) -> str:
        """The role mailbox, in words."""
        if not self.borough.role_mailbox:
            return "none"
        return "takes no mail" if self.borough.is_quiet else "yes"

    @property
    def can_be_nudged(self) -> bool:
        """Tell whether a button makes sense: something is stale, somebody is there, and it does not rest."""
        reachable = self.borough.officers_now or self.mailbox == "yes"
        return bool(self.line.stale and reachable and self.rests_until is None)


def candidates(sheet: Sheet, on: dt.date) -> list[Candidate]:
    """Return all boroughs, those with most stale value first, then those with most stale contracts."""
    lines = {line.borough: line for line in sheet.boroughs}
    waiting = unanswered(on)
    found = [
        Candidate(
            borough,
            lines.get(borough.pk, BoroughLine(borough=borough.pk)),
            waiting[borough.pk],
            _rests_until(borough.last_nudge, on),
        )
        for borough in _boroughs()
    ]
    return sorted(found, key=_stalest_first)


def _stalest_first(one: Candidate) -> tuple[Any, ...]:
    return -(one.line.stale_value or 0), -one.line.stale, one.borough.name


def _rests_until(last: dt.date | None, on: dt.date) -> dt.date | None:
    again = last + dt.timedelta(days=NUDGE_RESTS) if last else None
    return again if again and again > on else None


def _boroughs() -> Iterable[Any]:
    active = Q(officers__is_active=True)
    manager = Q(officers__borough_roles__contains=[Person.BoroughRole.CONTRACT_MANAGER])
    last = Nudge.objects.filter(borough=OuterRef("pk")).order_by("-on").values("on")[:1]
    return Borough.objects.order_by("name").annotate(
        officers_now=Count("officers", filter=active),
        managers=Count("officers", filter=active & manager),
        last_login=Max("officers__last_login", filter=active),
        is_quiet=Exists(QuietMailbox.objects.filter(address=OuterRef("role_mailbox"))),
        last_nudge=Subquery(last),
    )


def unanswered(on: dt.date) -> Counter[int]:
    """Return by borough how many questions of the last 90 days nobody has answered with a confirmation."""
    asked = [*_to_people(), *_to_mailboxes(on)]
    ids = {pk for _, _, contracts in asked for pk in contracts}
    rows = Contract.objects.filter(pk__in=ids).order_by().values_list("pk", "confirmed_on")
    confirmed = defaultdict(lambda: dt.date.min, {pk: day for pk, day in rows if day})
    return Counter(
        borough
        for borough, day, contracts in asked
        if contracts and all(confirmed[pk] < day for pk in contracts)
    )


def _to_people() -> Iterable[tuple[int, dt.date, list[int]]]:
    since = timezone.now() - ASKED_LATELY
    events = Event.objects.filter(kind=STILL_TRUE, happened_at__gte=since).exclude(data={})
    for data, happened in events.values_list("data", "happened_at"):
        yield data["borough"], timezone.localdate(happened), [one["id"] for one in data["contracts"]]


def _to_mailboxes(on: dt.date) -> Iterable[tuple[int, dt.date, list[int]]]:
    asked = MailboxQuestion.objects.filter(on__gt=on - ASKED_LATELY)
    yield from asked.values_list("borough_id", "on", "contract_ids")
