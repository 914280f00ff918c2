"""Writes of complaints about pilots: a member makes one, LOTI staff decide, and hide a pilot with a reason.

Nothing is read before it is published (docs/adr/0042): a failed pilot would stay in the queue. What is wrong
is mended afterwards.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from pilots.actions import locked
from pilots.codes import COMPLAINT, COMPLAINT_DECIDED, HIDDEN
from pilots.models import Pilot, PilotComplaint

Result = PilotComplaint.Result
NOT_SHOWN = "This pilot is not published any more."


@transaction.atomic
def complain(*, pilot: Pilot, kind: str, text: str, by: Person) -> PilotComplaint:
    """Complain about a published pilot; LOTI staff decide, and both sides are told.

    Args:
        pilot: one that everybody sees.
        kind: what is wrong with it.
        text: what exactly; LOTI staff alone read it.
        by: the member who complains.

    Raises:
        Refused: where it is not published, or one's own complaint about it is still open.
    """
    found = locked(pilot)
    if found.state != Pilot.State.PUBLISHED:
        raise Refused(NOT_SHOWN)
    if found.complaints.filter(by=by, result=Result.OPEN).exists():
        raise Refused("Your complaint about this is with LOTI staff: wait for their answer.")
    made = PilotComplaint.objects.create(pilot=found, kind=kind, text=text.strip(), by=by)
    announce(
        kind=COMPLAINT,
        key=f"{COMPLAINT}:{made.pk}",
        by=by,
        data={"complaint": made.pk, "title": found.title},
    )
    return made


@transaction.atomic
def hide(*, pilot: Pilot, why: str, by: Person) -> Pilot:
    """Hide a published pilot: only its borough, which is told why and can mend it, and LOTI staff see it.

    Raises:
        Refused: for one that is not published.
    """
    found = locked(pilot)
    if found.state != Pilot.State.PUBLISHED:
        raise Refused(NOT_SHOWN)
    found.state = Pilot.State.HIDDEN
    found.hidden_at, found.hidden_why, found.hidden_by = timezone.now(), why.strip(), by
    found.save()
    announce(
        kind=HIDDEN,
        key=f"{HIDDEN}:{found.pk}:{found.hidden_at:%Y%m%d%H%M%S%f}",
        by=by,
        data={**_about(found), "why": found.hidden_why},
    )
    return found


@transaction.atomic
def decide_complaint(*, complaint: PilotComplaint, result: str, answer: str, by: Person) -> PilotComplaint:
    """Decide on a complaint: the pilot stands, or is hidden until its borough has mended it.

    Args:
        complaint: an open one.
        result: ``stands`` or ``hidden``.
        answer: why; both sides read it.
        by: of LOTI staff.

    Raises:
        Refused: where it was decided on, or a pilot were to be hidden that is not published any more.
    """
    rows = PilotComplaint.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("pilot__borough").defer("pilot__search", "pilot__candid_search")
    one: PilotComplaint = found.get(pk=complaint.pk)
    if one.result != Result.OPEN:
        raise Refused("Somebody has decided on this complaint.")
    if result == Result.HIDDEN:
        hide(pilot=one.pilot, why=answer, by=by)
    one.result, one.answer, one.decided_by, one.decided_at = result, answer.strip(), by, timezone.now()
    one.save()
    _tell(one, by)
    return one


def _tell(complaint: PilotComplaint, by: Person) -> None:
    """Tell whoever complained, and the borough where its pilot stands: of a hidden one it hears anyway."""
    data = {**_about(complaint.pilot), "result": complaint.get_result_display(), "answer": complaint.answer}
    key = f"{COMPLAINT_DECIDED}:{complaint.pk}"
    if complaint.by_id:
        told = {**data, "person": complaint.by_id}
        announce(kind=COMPLAINT_DECIDED, key=f"{key}:{complaint.by_id}", by=by, data=told)
    if complaint.result == Result.STANDS:
        announce(kind=COMPLAINT_DECIDED, key=f"{key}:borough", by=by, data={**data, "person": None})


def _about(pilot: Pilot) -> dict[str, Any]:
    return {
        "pilot": pilot.pk,
        "title": pilot.title,
        "of": pilot.borough_id,
        "author": pilot.written_by_id,
    }
