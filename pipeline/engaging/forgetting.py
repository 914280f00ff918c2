"""Keeping nothing of people who registered for events longer than was said, and passing their places on."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from boroughs.models import Mail
from pipeline.engaging.letters import ASKED_KIND, MAIL_KIND
from pipeline.engaging.registering import CONFIRM_WITHIN, fill_places, hold
from pipeline.models import EventRegistration

#: How long after an event, or after it was called off, registrations are kept, as its page says.
KEPT = relativedelta(years=1)


def give_free_places(*, now: dt.datetime) -> int:
    """Let who waits move up where a place became free without a word, as when an account was deleted.

    Twice changes nothing.

    Args:
        now: the moment.

    Returns:
        how many moved up.
    """
    waiting = EventRegistration.objects.waiting().filter(
        engagement__ends_at__gt=now, engagement__cancelled_at__isnull=True
    )
    moved = 0
    for key in sorted(set(waiting.values_list("engagement", flat=True))):
        with transaction.atomic():
            moved += fill_places(hold(key), now)
    return moved


def forget_registrations(*, now: dt.datetime) -> int:
    """Delete registrations of events that are over for a year, and those that nobody confirmed in time.

    So are the e-mails to addresses that have none any more. Twice changes nothing. Their organisations are
    then told to nobody any more; what came of the event stays.

    Args:
        now: the moment.

    Returns:
        how many were deleted.
    """
    over = Q(engagement__ends_at__lt=now - KEPT) | Q(engagement__cancelled_at__lt=now - KEPT)
    unconfirmed = Q(state=EventRegistration.State.UNCONFIRMED, asked_at__lt=now - CONFIRM_WITHIN)
    deleted, _ = EventRegistration.objects.filter(over | unconfirmed).delete()
    _forget_letters(now)
    return deleted


def _forget_letters(now: dt.datetime) -> None:
    """Delete e-mails to addresses that have no registration any more; those of a day are still counted."""
    letters = Mail.objects.filter(
        person__isnull=True,
        kind__in=(MAIL_KIND, ASKED_KIND),
        state__in=(Mail.State.SENT, Mail.State.FAILED),
        made_at__lt=now - dt.timedelta(days=1),
    )
    letters.exclude(Exists(EventRegistration.objects.filter(email=OuterRef("address")))).delete()
