"""Registration for events: with a confirmed address, a waiting list, and moving up when somebody cancels."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from boroughs.models import Mail, Person
from boroughs.refusals import Refused
from pipeline.engaging.letters import ASKED_KIND, write_to
from pipeline.models import Engagement, EventRegistration
from suppliers.models import Supplier

#: How long the link in an e-mail confirms an address, and how long an unconfirmed registration is kept.
CONFIRM_WITHIN = dt.timedelta(days=3)
#: A second e-mail to the same address within this time is not sent: anybody can type anybody's address.
NOT_AGAIN_WITHIN = dt.timedelta(hours=1)
#: E-mails that others can cause to an address in a day, for all events together.
MOST_LETTERS_A_DAY = 5
#: Unconfirmed registrations that one event may have, so that nobody sends thousands of e-mails by it.
MOST_UNCONFIRMED = 200
State = EventRegistration.State


@transaction.atomic
def register_for(
    *,
    engagement: Engagement,
    name: str,
    organisation: str,
    email: str,
    needs: str = "",
    person: Person | None = None,
    supplier: Supplier | None = None,
    now: dt.datetime,
) -> EventRegistration:
    """Register somebody for an event. A confirmed address of one's own takes a place at once.

    The answer is the same for an address that is registered already, so that nobody finds out who comes: an
    e-mail tells the address's owner how it stands.

    Args:
        engagement: a published event.
        name: who comes.
        organisation: from where.
        email: where they are told; lower case is made of it.
        needs: what they need to take part.
        person: whoever is signed in; ``None`` without an account.
        supplier: for whom they speak, if they do; kept with a confirmed address of their own only.
        now: the moment.

    Raises:
        Refused: when registration is closed, or too many registrations wait for their confirmation.
    """
    engagement = _open(engagement, now)
    email = email.strip().lower()
    rows = engagement.registrations.exclude(state=State.CANCELLED)
    own = person is not None and _is_theirs(person, email)
    waiting = rows.filter(state=State.UNCONFIRMED, asked_at__gt=now - CONFIRM_WITHIN)
    if not own and waiting.count() >= MOST_UNCONFIRMED:  # for known addresses too: nobody finds out who comes
        raise Refused("Very many people are registering at this moment. Try again tomorrow.")
    row = rows.filter(email__iexact=email).first()
    if row and row.state != State.UNCONFIRMED:
        return _told_again(row, engagement, now)
    if row is None:
        row = EventRegistration(engagement=engagement, email=email)
        again = False
    else:
        again = now - row.asked_at < NOT_AGAIN_WITHIN
    row.name, row.organisation, row.needs = name.strip(), organisation.strip(), needs.strip()
    if not again:
        row.asked_at = now
    if own:
        row.person, row.supplier = person, supplier
        return _take_place(row, engagement, now)
    row.save()
    if not again and not _written_often(email, now):
        lines = ["Confirm that you want to come. Without it, no place is kept for you."]
        write_to(row, f"Confirm your registration: {engagement}", lines, confirm=True, kind=ASKED_KIND)
    return row


@transaction.atomic
def confirm_registration(*, registration: EventRegistration, now: dt.datetime) -> EventRegistration:
    """Take a place for a confirmed address, or put it on the waiting list. A second click changes nothing.

    Raises:
        Refused: when it was cancelled, or registration is closed.
    """
    engagement = hold(registration.engagement_id)
    row = EventRegistration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    row.engagement = engagement
    if row.state == State.CANCELLED:
        raise Refused("This registration was cancelled. Register again if you want to come.")
    if row.state != State.UNCONFIRMED:
        return row
    _open(engagement, now)
    return _take_place(row, engagement, now)


@transaction.atomic
def cancel_registration(*, registration: EventRegistration) -> EventRegistration:
    """Cancel a registration; the first who waits moves up and is told. A second click changes nothing."""
    engagement = hold(registration.engagement_id)
    row = EventRegistration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if row.state != State.CANCELLED:
        row.state = State.CANCELLED
        row.save(update_fields=["state"])
        fill_places(engagement, timezone.now())
    return row


def fill_places(engagement: Engagement, now: dt.datetime) -> int:
    """Give free places of a locked event to those who wait, the first first, and tell them.

    Nobody moves up in an event that was called off or is over.

    Returns:
        how many moved up.
    """
    if engagement.cancelled_at or (engagement.ends_at and engagement.ends_at <= now):
        return 0
    waiting = engagement.registrations.waiting()
    free = _free(engagement)
    moved = list(waiting if free is None else waiting[: max(free, 0)])
    for row in moved:
        row.state, row.engagement = State.REGISTERED, engagement
        row.save(update_fields=["state"])
        write_to(row, f"You have a place: {engagement}", ["A place is free, and it is yours."])
    return len(moved)


def places_left(engagement: Engagement) -> int | None:
    """Return how many places are left; ``None`` where there is no limit."""
    return _free(engagement)


def _free(engagement: Engagement) -> int | None:
    if engagement.capacity is None:
        return None
    return engagement.capacity - engagement.registrations.counting().count()


def hold(key: int) -> Engagement:
    """Return an event as it is now, held until the transaction ends."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("borough")
    return rows.get(pk=key)


def _open(engagement: Engagement, now: dt.datetime) -> Engagement:
    """Return the event, locked, if one can register for it."""
    engagement = hold(engagement.pk)
    today = timezone.localtime(now).date()
    until = engagement.register_until
    if not engagement.is_event or not engagement.published_at or engagement.cancelled_at:
        raise Refused("One cannot register for this.")
    if (until and until < today) or (engagement.ends_at and engagement.ends_at <= now):
        raise Refused("Registration is closed. Write to the borough’s mailbox if you would still come.")
    return engagement


def _is_theirs(person: Person, email: str) -> bool:
    confirmed: bool = EmailAddress.objects.filter(user=person, verified=True, email__iexact=email).exists()
    return confirmed


def _take_place(row: EventRegistration, engagement: Engagement, now: dt.datetime) -> EventRegistration:
    free = _free(engagement)
    row.state = State.REGISTERED if free is None or free > 0 else State.WAITING
    row.confirmed_at, row.engagement = now, engagement
    row.save()
    full = row.state == State.WAITING
    subject = f"You are on the waiting list: {engagement}" if full else f"You are registered: {engagement}"
    write_to(row, subject, [_standing(row)])
    return row


def _told_again(row: EventRegistration, engagement: Engagement, now: dt.datetime) -> EventRegistration:
    """Tell the owner of an address that is registered how it stands, but not at every click of a stranger."""
    if now - row.asked_at >= NOT_AGAIN_WITHIN and not _written_often(row.email, now):
        row.asked_at, row.engagement = now, engagement
        row.save(update_fields=["asked_at"])
        write_to(row, f"You are registered already: {engagement}", [_standing(row)], kind=ASKED_KIND)
    return row


def _written_often(email: str, now: dt.datetime) -> bool:
    """Tell whether an address has had as many e-mails of a day as others can cause, for whatever event."""
    since = now - dt.timedelta(days=1)
    letters = Mail.objects.filter(address=email, kind=ASKED_KIND, made_at__gte=since)
    return letters.count() >= MOST_LETTERS_A_DAY


def _standing(row: EventRegistration) -> str:
    if row.state == State.WAITING:
        return "All places are taken. You are on the waiting list, and hear when one is free."
    return "A place is kept for you. Cancel if you cannot come, so that somebody else can."
