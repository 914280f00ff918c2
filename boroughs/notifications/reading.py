"""What somebody was told, as the hub shows it, and noting that they have read it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from boroughs.models import Notification, Person
from boroughs.notifications.kinds import kind_of

#: The navigation counts no further.
MOST_COUNTED = 99


@dataclass(frozen=True)
class Told:
    """A notification in words."""

    pk: int
    headline: str
    details: Sequence[str]
    label: str
    because: str
    told_at: dt.datetime
    is_unread: bool
    is_letter: bool


def unread_count(person: Person) -> int:
    """Return how many notifications somebody has not read, at most one more than ``MOST_COUNTED``.

    The person of a session was read with them (``boroughs.backends``) and costs no query of its own.
    """
    if (unread := getattr(person, "unread", None)) is not None:
        return len(unread)
    return person.notifications.filter(read_at=None)[: MOST_COUNTED + 1].count()


def notifications_of(person: Person) -> QuerySet[Notification]:
    """Return what somebody was told, the unread first, the newest first."""
    unread_first = Q(read_at__isnull=False)
    return (
        person.notifications.select_related("event")
        .alias(is_read=unread_first)
        .order_by("is_read", "-told_at", "-pk")
    )


def in_words(notification: Notification, person: Person) -> Told | None:
    """Put a notification into words; ``None`` for what the person may not know any more."""
    event = notification.event
    kind = kind_of(event.kind)
    if kind is None or not kind.may_be_told(person, event):
        return None
    return Told(
        pk=notification.pk,
        headline=kind.headline(event),
        details=kind.details(event),
        label=kind.label,
        because=notification.because,
        told_at=notification.told_at,
        is_unread=notification.read_at is None,
        is_letter=kind.is_letter,
    )


def open_notification(*, person: Person, pk: int) -> str | None:
    """Note that somebody read a notification; return the address it leads to, ``None`` if it is not theirs.

    Args:
        person: who opens it.
        pk: the notification's id.
    """
    notification = person.notifications.select_related("event").filter(pk=pk).first()
    kind = kind_of(notification.event.kind) if notification else None
    if notification is None or kind is None or not kind.may_be_told(person, notification.event):
        return None
    mark_read(person=person, up_to=notification.pk, only=True)
    return kind.address(notification.event)


def mark_read_about(*, person: Person, kind: str, about: Iterable[int]) -> None:
    """Note that somebody has read what they were told of, on its own page.

    Args:
        person: who read it; their number of unread notifications is brought up to date.
        kind: the code of the kind of event.
        about: the ids of what the events are about.
    """
    read = set(
        person.notifications.filter(
            read_at=None, event__kind=kind, event__object_id__in=list(about)
        ).values_list("pk", flat=True)
    )
    if not read:
        return
    person.notifications.filter(pk__in=read).update(read_at=timezone.now())
    if (unread := getattr(person, "unread", None)) is not None:
        person.unread = [pk for pk in unread if pk not in read]  # type: ignore[attr-defined]


def mark_read(*, person: Person, up_to: int, only: bool = False) -> int:
    """Note that somebody read what they were told up to a notification, or that one only.

    Args:
        person: who read it.
        up_to: the id of the newest that they saw: what came since stays unread.
        only: whether it is about that one alone.

    Returns:
        how many were unread before.
    """
    which = Q(pk=up_to) if only else Q(pk__lte=up_to)
    return person.notifications.filter(which, read_at=None).update(read_at=timezone.now())
