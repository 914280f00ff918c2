"""Saying that something happened, in the transaction that made it true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from boroughs.background import ask_for
from boroughs.models import Event, Mail, Person
from boroughs.notifications.kinds import kind_of
from boroughs.notifications.letters import letter, stop_headers

TELL_TASK = "boroughs.tell_events"
SEND_TASK = "boroughs.send_mails"
QUEUE = "mail"
AT_ONCE = 500


@dataclass(frozen=True)
class Announcement:
    """An event that is about to be announced; the fields are those of :func:`announce`."""

    kind: str
    key: str
    subject: models.Model | None = None
    by: Person | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def announce(
    *,
    kind: str,
    key: str,
    subject: models.Model | None = None,
    by: Person | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Say that something happened; whom it concerns is worked out and told after the commit.

    Call it inside the transaction that makes it true: if that is undone, nothing was announced.
    Announcing a key twice does nothing the second time.

    Args:
        kind: the code of a registered kind.
        key: names this one event for all times, as ``flag_new:17:4``; at most 200 characters.
        subject: what it is about, if that is a row.
        by: who did it, if a person did; they are not told of their own deed.
        data: what the kind's words need, in JSON: the subject may be gone when they are read.

    Raises:
        ValueError: for a kind that nobody registered.
    """
    announce_all([Announcement(kind, key, subject, by, data or {})])


@transaction.atomic
def announce_all(announcements: Iterable[Announcement]) -> None:
    """Announce several events together; see :func:`announce`."""
    events = [_event(announcement) for announcement in announcements]
    if events:
        Event.objects.bulk_create(events, ignore_conflicts=True, batch_size=AT_ONCE)
        ask_for(TELL_TASK, queue=QUEUE)


def _event(said: Announcement) -> Event:
    if kind_of(said.kind) is None:
        raise ValueError(f"No kind of event has the code {said.kind!r}: register one.")
    return Event(
        kind=said.kind,
        key=said.key,
        content_type=ContentType.objects.get_for_model(said.subject) if said.subject else None,
        object_id=said.subject.pk if said.subject else None,
        by=said.by,
        data=dict(said.data),
    )


@transaction.atomic
def send_to(
    *,
    address: str,
    kind: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    why: str,
    stop: str = "",
) -> Mail:
    """Write to an address without a person, for instance to somebody who is invited.

    Args:
        address: one e-mail address.
        kind: what kind of mail it is, for staff who look through deliveries; at most 40 characters.
        subject: the subject line.
        template: the name of two templates without their endings: ``mail/invitation`` stands for
            ``mail/invitation.txt`` and ``mail/invitation.html``, which extend ``mail/base``.
        context: what the templates need.
        why: a sentence that says why the receiver gets it.
        stop: the full address that ends mail of this kind, if it can be ended.

    Returns:
        the mail, which is sent after the commit.
    """
    words = letter(template, subject=subject, why=why, context=context, stop=stop)
    mail = Mail.objects.create(
        address=address,
        kind=kind,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers=stop_headers(stop),
    )
    ask_for(SEND_TASK, queue=QUEUE)
    return mail
