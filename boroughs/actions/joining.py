"""Asking to be let in, and deciding about it (R9): for those whose address is at no borough's domain."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from boroughs.models import Borough, Event, JoinRequest, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused

JOIN_ASKED = "join_asked"
#: Requests that one person may make in 24 hours: staff get an e-mail for each, withdrawn or not.
MOST_A_DAY = 3


@transaction.atomic
def ask_to_join(
    *, person: Person, wish: str, borough: Borough | None = None, organisation: str = "", message: str = ""
) -> JoinRequest:
    """Put a request into the queue of LOTI staff, who are told.

    Args:
        person: who asks.
        wish: one of ``JoinRequest.Wish``.
        borough: for somebody who works for a borough: which.
        organisation: for somebody who works for a supplier: which, in their own words.
        message: why, in the person's words.

    Raises:
        Refused: when a request of theirs is waiting already, they have asked too often, or an officer names
            no borough.
    """
    if wish == JoinRequest.Wish.OFFICER and borough is None:
        raise Refused("Say which borough you work for.")
    since = timezone.now() - dt.timedelta(days=1)
    if Event.objects.filter(kind=JOIN_ASKED, by=person, happened_at__gt=since).count() >= MOST_A_DAY:
        raise Refused("You have asked three times in the last 24 hours. Wait until tomorrow.")
    request = JoinRequest(
        person=person,
        wish=wish,
        borough=borough if wish == JoinRequest.Wish.OFFICER else None,
        organisation=organisation,
        message=message,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise Refused("You have asked already, and nobody has decided yet.") from error
    announce(
        kind=JOIN_ASKED,
        key=f"{JOIN_ASKED}:{request.pk}",
        subject=request,
        by=person,
        data={"name": str(person), "wish": request.get_wish_display()},
    )
    return request


@transaction.atomic
def withdraw_request(*, request: JoinRequest) -> None:
    """Take a waiting request back. Its history remains.

    Raises:
        Refused: when it has been decided.
    """
    _waiting(request).delete()


@transaction.atomic
def approve_request(*, request: JoinRequest, by: Person, reason: str = "") -> Person:
    """Let somebody in as what they asked to be, and tell them.

    Args:
        request: a waiting request.
        by: who decides.
        reason: told to the person; may be empty.

    Returns:
        the person as they now are.

    Raises:
        Refused: when it has been decided, is one's own, or the person has meanwhile become an officer.
    """
    request = _decided(request, JoinRequest.State.APPROVED, by, reason)
    person = Person.objects.select_for_update(of=["self"]).get(pk=request.person_id)
    if person.borough_id and request.wish != JoinRequest.Wish.FACILITATOR:
        raise Refused(f"{person} has become an officer of {person.borough} meanwhile. Decline the request.")
    if request.wish == JoinRequest.Wish.OFFICER:
        person.borough = request.borough
        person.is_suppliers_person = False
    elif request.wish == JoinRequest.Wish.SUPPLIERS_PERSON:
        person.is_suppliers_person = True
        person.organisation = request.organisation
    else:
        person.is_facilitator = True
    person.save(update_fields=["borough", "is_suppliers_person", "organisation", "is_facilitator"])
    return person


@transaction.atomic
def decline_request(*, request: JoinRequest, by: Person, reason: str) -> None:
    """Refuse somebody, with a reason that they are told.

    Raises:
        Refused: without a reason, when it has been decided, or is one's own.
    """
    if not reason.strip():
        raise Refused("Say why, so that the person can do something about it.")
    _decided(request, JoinRequest.State.DECLINED, by, reason)


def _waiting(request: JoinRequest) -> JoinRequest:
    """Return the request, held until the transaction ends."""
    found = JoinRequest.objects.select_for_update(of=["self"]).filter(pk=request.pk).first()
    if found is None or found.state != JoinRequest.State.WAITING:
        raise Refused("This request has been decided or withdrawn meanwhile.")
    return found


def _decided(request: JoinRequest, state: str, by: Person, reason: str) -> JoinRequest:
    found = _waiting(request)
    if found.person_id == by.pk:
        raise Refused("Nobody decides about their own request.")
    found.state = state
    found.decided_at = timezone.now()
    found.decided_by = by
    found.reason = reason.strip()
    found.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    announce(
        kind="join_decided",
        key=f"join_decided:{found.pk}",
        subject=found,
        by=by,
        data={
            "person": found.person_id,
            "approved": state == JoinRequest.State.APPROVED,
            "reason": found.reason,
        },
    )
    return found
