"""Ending sessions: one's own, one by one or all at once."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from boroughs.models import Person


@transaction.atomic
def end_sessions(*, person: Person, only: str = "", but: str = "") -> int:
    """End sessions of a person, and forget the devices and places that were kept with them.

    Args:
        person: whose sessions.
        only: the key of the one session to end; all without it.
        but: the key of a session to keep.

    Returns:
        how many were ended.
    """
    sessions = UserSession.objects.filter(user=person).exclude(session_key=but)
    if only:
        sessions = sessions.filter(session_key=only)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)
