"""Writes of gates and meetings (R3). Whatever changes them has what rests on them worked out again."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.models import Borough, Gate, Meeting, Person
from boroughs.notifications import announce
from boroughs.planning import in_sequence
from boroughs.schedule import FORWARD_PLAN_CLEAR_DAYS
from boroughs.words import counted, plain_date

DERIVE_TASK = "contracts.derive_borough"
DERIVE_QUEUE = "imports"
GATES_CHANGED = "gates_changed"


@dataclass(frozen=True)
class GateFacts:
    """What is recorded of a gate, beside whose it is and when it counts; see :class:`Gate`."""

    body: str
    before_stage: str
    lead_days: int
    source: str
    key_decision: bool = False
    forward_plan_days: int = FORWARD_PLAN_CLEAR_DAYS
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    source_url: str = ""


def derive_after_commit(borough: Borough | None) -> None:
    """Have decide-by dates worked out again: a borough's, or after a change for all, everybody's."""
    ask_for(DERIVE_TASK, borough.pk if borough else None, queue=DERIVE_QUEUE)


@transaction.atomic
def record_gate(*, borough: Borough, facts: GateFacts, on: dt.date, by: Person) -> Gate:
    """Record a gate that counts from a day on; it is the last one before its stage.

    A second click on the same button finds the gate of the first one and changes nothing.

    Args:
        borough: whose gate it is.
        facts: what is recorded.
        on: the first day on which it counts.
        by: the officer who records it.
    """
    if found := _recorded(borough, facts, on):
        return found
    place = len(Gate.objects.of_borough_on(borough, on).filter(before_stage=facts.before_stage)) + 1
    gate = Gate.objects.create(borough=borough, valid_from=on, position=place, **asdict(facts))
    _changed(borough, f"{gate.body} is a new gate", by)
    return gate


@transaction.atomic
def correct_gate(*, gate: Gate, facts: GateFacts, by: Person) -> Gate:
    """Correct what is recorded of a gate, as if it had always been so.

    Where its body is called otherwise now and no other gate has the old name, the meetings follow.
    """
    old = gate.body
    for name, value in asdict(facts).items():
        setattr(gate, name, value)
    gate.save()
    _rename_meetings(_borough_of(gate), old, gate.body)
    _changed(_borough_of(gate), f"{gate.body} was corrected", by)
    return gate


@transaction.atomic
def change_gate(*, gate: Gate, facts: GateFacts, on: dt.date, by: Person) -> Gate:
    """Let a gate count otherwise from a day on; what counted before is kept as a past version.

    Args:
        gate: as it counts now.
        facts: as it will count.
        on: the first day on which the new facts count, later than the gate's own first day.
        by: the officer who records it.

    Returns:
        the new version; a second click on the same button gets that of the first one.

    Raises:
        ValueError: if the day is not later than the gate's first one.
    """
    if on <= gate.valid_from:
        raise ValueError("A new version begins later than the one it replaces.")
    if found := _recorded(_borough_of(gate), facts, on):
        return found
    new = Gate(
        borough=gate.borough,
        valid_from=on,
        valid_to=gate.valid_to,
        position=gate.position,
        **asdict(facts),
    )
    gate.valid_to = on
    gate.save(update_fields=["valid_to"])
    new.save()
    _changed(_borough_of(gate), f"{new.body} counts otherwise from {plain_date(on)}", by)
    return new


@transaction.atomic
def end_gate(*, gate: Gate, on: dt.date, by: Person) -> None:
    """Let a gate no longer count from a day on; it is kept.

    Args:
        gate: of a borough.
        on: the first day on which it no longer counts, later than its first one.
        by: the officer who records it.

    Raises:
        ValueError: if the day is not later than the gate's first one.
    """
    if on <= gate.valid_from:
        raise ValueError("A gate ends later than it begins.")
    gate.valid_to = on
    gate.save(update_fields=["valid_to"])
    _changed(_borough_of(gate), f"{gate.body} no longer counts from {plain_date(on)}", by)


@transaction.atomic
def remove_gate(*, gate: Gate, by: Person) -> None:
    """Remove a gate that was recorded by mistake and never was one; its history stays."""
    borough, body = _borough_of(gate), gate.body
    gate.delete()
    _changed(borough, f"{body} was recorded by mistake", by)


@transaction.atomic
def move_gate(*, gate: Gate, earlier: bool, by: Person) -> None:
    """Let a gate change places with the one before it or after it, among those before one stage.

    Args:
        gate: which counts today or will.
        earlier: whether it is passed earlier than now; at the edge nothing happens.
        by: the officer who records it.
    """
    borough = _borough_of(gate)
    open_gates = Gate.objects.of_borough_from(borough, timezone.localdate())
    row = in_sequence(open_gates.filter(before_stage=gate.before_stage).select_for_update())
    place = [one.pk for one in row].index(gate.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    for number, one in enumerate(row, start=1):
        if one.position != number:
            one.position = number
            one.save(update_fields=["position"])
    _changed(borough, f"{gate.body} is passed {'earlier' if earlier else 'later'}", by)


@transaction.atomic
def start_from_usual_gates(*, borough: Borough, on: dt.date, by: Person) -> list[Gate]:
    """Give a borough copies of the default profile's gates, to be edited.

    Args:
        borough: which has recorded none that count on the day or later.
        on: the first day on which they count.
        by: the officer who starts.

    Returns:
        the new gates.

    Raises:
        ValueError: if the borough has gates already.
    """
    Borough.objects.select_for_update().get(pk=borough.pk)
    if Gate.objects.of_borough_from(borough, on).exists():
        raise ValueError(f"{borough.name} has recorded gates already.")
    gates = []
    for usual in Gate.objects.usual_on(on):
        facts = GateFacts(**{name: getattr(usual, name) for name in GateFacts.__dataclass_fields__})
        facts = replace(facts, source="Copied from the usual gates; check it against your constitution")
        gates.append(
            Gate.objects.create(borough=borough, valid_from=on, position=usual.position, **asdict(facts))
        )
    _changed(borough, f"{counted(len(gates), 'gate')} recorded, started from the usual ones", by)
    return gates


@transaction.atomic
def record_meetings(*, borough: Borough, body: str, days: Iterable[dt.date], source: str, by: Person) -> int:
    """Record days on which a body meets; those that are known already stay as they are.

    Args:
        borough: whose body it is.
        body: as the borough's gates call it.
        days: working days.
        source: where the dates are from, for a reader who wants to check.
        by: the officer who records them.

    Returns:
        the number of new meetings.
    """
    Borough.objects.select_for_update().get(pk=borough.pk)
    known = set(Meeting.objects.of_body(borough, body).values_list("on", flat=True))
    new = [Meeting(borough=borough, body=body, on=day, source=source) for day in sorted(set(days) - known)]
    Meeting.objects.bulk_create(new)
    if new:
        _changed(borough, f"{body}: {counted(len(new), 'meeting date')} recorded", by)
    return len(new)


@transaction.atomic
def remove_meetings(*, borough: Borough, ids: Collection[int], by: Person) -> int:
    """Remove meetings of a borough that were recorded by mistake or do not take place.

    Returns:
        the number of meetings removed; ids of other boroughs' meetings are passed over.
    """
    meetings = list(Meeting.objects.filter(borough=borough, pk__in=ids))
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).delete()
    for body in sorted({meeting.body for meeting in meetings}):
        number = sum(meeting.body == body for meeting in meetings)
        _changed(borough, f"{body}: {counted(number, 'meeting date')} removed", by)
    return len(meetings)


def _recorded(borough: Borough, facts: GateFacts, on: dt.date) -> Gate | None:
    """Return the same gate from the same day, if there is one; others who write gates there now wait."""
    Borough.objects.select_for_update(no_key=True).get(pk=borough.pk)
    return Gate.objects.filter(borough=borough, valid_from=on, **asdict(facts)).first()


def _borough_of(gate: Gate) -> Borough:
    if gate.borough is None:
        raise ValueError("The usual gates are edited in the admin.")
    return gate.borough


def _rename_meetings(borough: Borough, old: str, new: str) -> None:
    """Let meetings follow a body's new name, unless a gate still has the old one."""
    if old == new or Gate.objects.filter(borough=borough, body__iexact=old).exists():
        return
    known = set(Meeting.objects.of_body(borough, new).values_list("on", flat=True))
    meetings = Meeting.objects.of_body(borough, old)
    meetings.filter(on__in=known).delete()
    meetings.update(body=new)


def _changed(borough: Borough, what: str, by: Person) -> None:
    derive_after_commit(borough)
    announce(
        kind=GATES_CHANGED,
        key=f"{GATES_CHANGED}:{borough.pk}:{uuid.uuid4()}",
        subject=borough,
        by=by,
        data={"borough": borough.name, "slug": borough.slug, "what": what},
    )
