"""Making e-mails of notifications: one at once, or one digest of many."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from boroughs.models import Event, Frequency, Mail, Notification, Person
from boroughs.notifications.kinds import Kind, kind_of
from boroughs.notifications.letters import Letter, full_address, letter, stop_headers
from boroughs.notifications.unsubscribing import stop_address
from boroughs.words import counted

#: Notifications that a digest spells out; it counts the others and leads to them.
MOST_IN_A_DIGEST = 20


@dataclass(frozen=True)
class Item:
    """A notification as a digest shows it."""

    headline: str
    details: Sequence[str]
    is_letter: bool
    address: str
    because: str


def notice(notification: Notification, kind: Kind, event: Event) -> Mail:
    """Return the e-mail that carries one notification, not saved."""
    person = notification.person
    stop = "" if kind.compulsory else stop_address(person.pk, kind.code)
    headline, reply_to = kind.headline(event), kind.reply_to(event, person)
    words = letter(
        "mail/notice",
        subject=headline,
        why=notification.because,
        context={
            "headline": headline,
            "details": kind.details(event),
            "is_letter": kind.is_letter,
            "address": full_address(kind.address(event)),
            "reply_to": reply_to,
        },
        stop=stop,
        settings_page=full_address(reverse("notification_settings")),
    )
    mail = _mail(person, kind.code, words, stop)
    mail.calendar = kind.calendar(event, person)
    if reply_to:
        mail.headers["Reply-To"] = reply_to
    return mail


def digest(
    person: Person, frequency: Frequency, notifications: Sequence[Notification], made_at: dt.datetime
) -> Mail:
    """Return the e-mail that carries several notifications, not saved.

    Args:
        person: to whom.
        frequency: daily or weekly.
        notifications: with their events, the oldest first; at least one.
        made_at: the moment of the run that makes it.
    """
    shown = notifications[:MOST_IN_A_DIGEST]
    stop = stop_address(person.pk, frequency)
    when = "today" if frequency == Frequency.DAILY else "this week"
    words = letter(
        "mail/digest",
        subject=f"{counted(len(notifications), 'thing')} to know {when}",
        why=f"You chose to hear of such things {Frequency(frequency).label}.",
        context={
            "items": [item for notification in shown if (item := _item(notification))],
            "more": len(notifications) - len(shown),
            "all": full_address(reverse("notifications")),
        },
        stop=stop,
        settings_page=full_address(reverse("notification_settings")),
    )
    mail = _mail(person, frequency, words, stop)
    mail.made_at = made_at
    return mail


def _item(notification: Notification) -> Item | None:
    event = notification.event
    kind = kind_of(event.kind)
    if kind is None:
        return None
    return Item(
        headline=kind.headline(event),
        details=kind.details(event),
        is_letter=kind.is_letter,
        address=full_address(kind.address(event)),
        because=notification.because,
    )


def _mail(person: Person, kind: str, words: Letter, stop: str) -> Mail:
    return Mail(
        person=person,
        address=person.email,
        kind=kind,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers=stop_headers(stop),
    )
