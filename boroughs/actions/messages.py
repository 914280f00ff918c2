"""Writes of messages between peers."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from boroughs.models import PeerMessage, Person, Profile
from boroughs.notifications import announce
from boroughs.notifications.reading import mark_read_about

PEER_MESSAGE = "peer_message"


class CannotWrite(Exception):
    """A message that is not sent. The text says to the writer why, and what to do."""


class TooManyMessages(CannotWrite):
    """More messages in a day than one person may send."""


@transaction.atomic
def write_to(*, by: Person, to: Person, subject: str, text: str) -> PeerMessage:
    """Begin a thread with a peer who agreed to be written to.

    Args:
        by: who writes.
        to: who is written to; they are told by e-mail, without the writer's address.
        subject: one line.
        text: the message.

    Raises:
        CannotWrite: if they did not agree, or not any more.
        TooManyMessages: beyond ``PEER_MESSAGES_A_DAY``.
    """
    if not Profile.objects.contactable().filter(person=to).exists():
        raise CannotWrite("This person takes no messages through the hub.")
    return write_as_agreed(by=by, to=to, subject=subject, text=text)


@transaction.atomic
def write_as_agreed(*, by: Person, to: Person, subject: str, text: str) -> PeerMessage:
    """Begin a thread with somebody who agreed to be asked about a matter, whatever their profile says.

    Raises:
        CannotWrite: to oneself.
        TooManyMessages: beyond ``PEER_MESSAGES_A_DAY``.
    """
    if by == to:
        raise CannotWrite("This person takes no messages through the hub.")
    return _send(PeerMessage(sender=by, recipient=to, subject=subject, text=text))


@transaction.atomic
def answer(*, by: Person, first: PeerMessage, text: str) -> PeerMessage:
    """Add a message to a thread.

    Args:
        by: one of the two who write there.
        first: the message that began the thread.
        text: the message.

    Raises:
        CannotWrite: if the other one left, or takes no messages and did not write last.
        TooManyMessages: beyond ``PEER_MESSAGES_A_DAY``.
    """
    thread = list(PeerMessage.objects.thread_of(first.pk).select_related("sender", "recipient"))
    to = whom_to_answer(by, thread)
    if to is None:
        raise CannotWrite("This person takes no messages through the hub any more.")
    return _send(
        PeerMessage(sender=by, recipient=to, subject=first.subject, text=text, in_reply_to_id=first.pk)
    )


def whom_to_answer(person: Person, thread: list[PeerMessage]) -> Person | None:
    """Return whom somebody may write to in a thread; ``None`` where that has ended.

    One may always answer a message to oneself. Whoever wrote last waits, unless the other one still
    agrees to be written to.

    Args:
        person: one of the two.
        thread: its messages, the oldest first, with their people.
    """
    last = thread[-1]
    other = last.sender if last.recipient_id == person.pk else last.recipient
    if other is None or not other.is_active:
        return None
    written_to = last.recipient_id == person.pk
    agrees = written_to or Profile.objects.contactable().filter(person=other).exists()
    return other if agrees else None


@transaction.atomic
def mark_read(*, by: Person, first: PeerMessage) -> None:
    """Keep that somebody has opened a thread, and with it what they were told of its messages."""
    received = PeerMessage.objects.thread_of(first.pk).filter(recipient=by)
    received.filter(read_at__isnull=True).update(read_at=timezone.now())
    mark_read_about(person=by, kind=PEER_MESSAGE, about=received.values_list("pk", flat=True))


def _send(message: PeerMessage) -> PeerMessage:
    assert message.sender is not None  # noqa: S101 (set by the callers)
    # The lock makes messages that are sent at once count each other.
    Person.objects.select_for_update(of=("self",)).get(pk=message.sender.pk)
    since = timezone.now() - dt.timedelta(days=1)
    if message.sender.sent_messages.filter(sent_at__gt=since).count() >= settings.PEER_MESSAGES_A_DAY:
        raise TooManyMessages(
            f"You have sent {settings.PEER_MESSAGES_A_DAY} messages in the last 24 hours, "
            "which is the most. Keep your text and send it tomorrow."
        )
    message.save()
    announce(kind=PEER_MESSAGE, key=f"{PEER_MESSAGE}:{message.pk}", subject=message, by=message.sender)
    return message
