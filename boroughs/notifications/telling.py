"""Telling people of events: each person once, with the reason, at once or ready for a digest."""

import datetime as dt
import logging
from collections.abc import Iterable, Sequence

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.models import Event, Frequency, Mail, Notification, Person
from boroughs.notifications import post
from boroughs.notifications.announcing import AT_ONCE, QUEUE, SEND_TASK
from boroughs.notifications.kinds import Kind, kind_of
from boroughs.notifications.preferences import BY_MAIL, frequencies_of
from boroughs.notifications.reach import unreachable
from boroughs.notifications.rhythm import DIGESTS, last_due

log = logging.getLogger(__name__)
LONGEST_REASON = 255


def tell_events() -> int:
    """Tell people of all events of which nobody was told yet; return how many events that were.

    Each event is a transaction of its own. An event that cannot be told is logged and tried again at the
    next run; the others go on. Two runs at once pass over each other's events.
    """
    told = 0
    for pk in list(Event.objects.filter(told_at=None).order_by("happened_at").values_list("pk", flat=True)):
        try:
            told += tell_event(pk)
        except (OperationalError, SoftTimeLimitExceeded):  # the run itself cannot go on
            raise
        except Exception:  # whatever is wrong with one event, the others go on
            log.exception("Nobody could be told of an event: %s", pk)
    return told


@transaction.atomic
def tell_event(pk: int) -> bool:
    """Write the notifications of one event and the e-mails that go out at once, all or nothing.

    Returns:
        whether this call did it: not where somebody else does, or has done, or the kind is not known to
        this version of the hub.
    """
    event = (
        Event.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, told_at=None).first()
    )
    kind = kind_of(event.kind) if event else None
    if event is None or kind is None:
        return False
    _tell(event, kind)
    event.told_at = timezone.now()
    event.save(update_fields=["told_at"])
    return True


def _tell(event: Event, kind: Kind) -> None:
    reasons = dict(kind.audience(event))
    reasons.pop(event.by_id or 0, None)
    if not reasons:
        return
    people = {
        person.pk: person
        for person in Person.objects.select_related("borough").filter(pk__in=reasons, is_active=True)
        if kind.may_be_told(person, event)
    }
    chosen = frequencies_of(kind, people)
    cut_off = unreachable([person.email for person in people.values()])
    notifications = [
        Notification(
            event=event,
            person=person,
            because=reasons[pk][:LONGEST_REASON],
            frequency=_possible(chosen[pk], person.email in cut_off),
        )
        for pk, person in people.items()
        if chosen[pk] != Frequency.OFF
    ]
    Notification.objects.bulk_create(notifications, ignore_conflicts=True, batch_size=AT_ONCE)
    _mail_at_once(event, kind)


def _possible(frequency: Frequency, cut_off: bool) -> Frequency:
    """Return how somebody hears whose address may be one that no mail reaches."""
    return Frequency.HUB_ONLY if cut_off and frequency in BY_MAIL else frequency


def _mail_at_once(event: Event, kind: Kind) -> None:
    waiting = list(
        event.notifications.filter(frequency=Frequency.AT_ONCE, mail=None).select_related("person")
    )
    if not waiting:
        return
    mails = [post.notice(notification, kind, event) for notification in waiting]
    Mail.objects.bulk_create(mails, batch_size=AT_ONCE)
    for notification, mail in zip(waiting, mails, strict=True):
        notification.mail = mail
    Notification.objects.bulk_update(waiting, ["mail"], batch_size=AT_ONCE)
    ask_for(SEND_TASK, queue=QUEUE)


def make_digests(*, now: dt.datetime) -> int:
    """Make the daily and weekly digests that are due at a moment; return how many were made.

    Each digest is a transaction of its own. A second run, also one at the same time, makes none.
    """
    made = 0
    for frequency in DIGESTS:
        due = last_due(frequency, now)
        for person in list(_waiting(frequency, due).values_list("person", flat=True).distinct().order_by()):
            try:
                made += make_digest(person=person, frequency=frequency, now=now)
            except (OperationalError, SoftTimeLimitExceeded):  # the run itself cannot go on
                raise
            except Exception:  # whatever is wrong with one digest, the others go on
                log.exception("A %s digest could not be made for person %s", frequency, person)
    return made


def _waiting(frequency: Frequency, due: dt.datetime) -> QuerySet[Notification]:
    return Notification.objects.filter(
        frequency=frequency, mail=None, told_at__lt=due, person__is_active=True
    )


@transaction.atomic
def make_digest(*, person: int, frequency: Frequency, now: dt.datetime) -> bool:
    """Make one person's digest of all that they were told before it was due and no e-mail carried.

    What they have read in the hub or may not know any more is left out, for good. Several missed digests
    become one.

    Args:
        person: the person's id.
        frequency: daily or weekly.
        now: the moment of the run.

    Returns:
        whether one was made: not where this period's has been made before, or there is nothing to say.
    """
    due = last_due(frequency, now)
    receiver = Person.objects.select_for_update(no_key=True).filter(pk=person).first()
    if receiver is None or receiver.mails.filter(kind=frequency, made_at__gte=due).exists():
        return False
    waiting = list(
        _waiting(frequency, due).filter(person=receiver).select_related("event").order_by("told_at", "pk")
    )
    carried = [] if unreachable([receiver.email]) else [one for one in waiting if _is_news(one, receiver)]
    _leave_to_the_hub(set(waiting) - set(carried))
    if not carried:
        return False
    mail = post.digest(receiver, frequency, carried, now)
    mail.save()
    _set(carried, mail=mail)
    ask_for(SEND_TASK, queue=QUEUE)
    return True


def _is_news(notification: Notification, receiver: Person) -> bool:
    kind = kind_of(notification.event.kind)
    return (
        kind is not None and notification.read_at is None and kind.may_be_told(receiver, notification.event)
    )


def _leave_to_the_hub(notifications: Iterable[Notification]) -> None:
    _set(list(notifications), frequency=Frequency.HUB_ONLY)


def _set(notifications: Sequence[Notification], **values: object) -> None:
    if notifications:
        Notification.objects.filter(pk__in=[notification.pk for notification in notifications]).update(
            **values
        )
