"""Keeping nothing of people who registered for events longer than was said."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from pipeline.engaging.registering import CONFIRM_WITHIN
from pipeline.models import EventRegistration

#: How long after an event, or after it was called off, registrations are kept, as its page says.
KEPT = relativedelta(years=1)


def forget_registrations(*, now: dt.datetime) -> int:
    """Delete registrations of events that are over for a year, and those that nobody confirmed in time.

    Twice changes nothing. Their organisations are then told to nobody any more; what came of the event stays.

    Args:
        now: the moment.

    Returns:
        how many were deleted.
    """
    over = Q(engagement__ends_at__lt=now - KEPT) | Q(engagement__cancelled_at__lt=now - KEPT)
    unconfirmed = Q(state=EventRegistration.State.UNCONFIRMED, asked_at__lt=now - CONFIRM_WITHIN)
    deleted, _ = EventRegistration.objects.filter(over | unconfirmed).delete()
    return deleted
