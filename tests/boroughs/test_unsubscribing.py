"""Stopping e-mail with one click from a mail program, and taking that back (RFC 8058)."""

import re

import pytest
from django.core import mail
from django.test import Client

from boroughs.models import Frequency, Notification, Person, Preference
from boroughs.notifications import Kind, announce
from boroughs.notifications.sending import send_mails
from boroughs.notifications.telling import tell_events
from tests.boroughs.kinds import ring_for
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Kind:
    return ring_for(monkeypatch)


def ring(person: Person, number: int) -> None:
    announce(kind="bell", key=f"bell:{number}", data={"for": [person.pk]})
    tell_events()
    send_mails()


def stop_link() -> str:
    """Return the path that the last e-mail's header names for mail programs."""
    found = re.search(r"<https?://[^/]+(/\S+)>", mail.outbox[-1].extra_headers["List-Unsubscribe"])
    assert found
    return found[1]


def test_a_mail_program_stops_it_with_one_post_and_a_person_takes_it_back(bell: Kind) -> None:
    person = PersonFactory()
    ring(person, 1)
    assert len(mail.outbox) == 1
    client = Client(enforce_csrf_checks=True)
    assert client.get(stop_link()).status_code == 200
    ring(person, 2)
    assert len(mail.outbox) == 2, "Opening the page alone stops nothing."

    answer = client.post(stop_link(), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    ring(person, 3)
    assert len(mail.outbox) == 2
    assert Notification.objects.filter(person=person).count() == 3, "The hub itself still shows it."
    assert Preference.objects.get(person=person, kind="bell").frequency == Frequency.HUB_ONLY

    undo = re.search(r'action="([^"]+/undo/)"', answer.content.decode())
    assert undo
    assert client.post(undo[1]).status_code == 200
    ring(person, 4)
    assert len(mail.outbox) == 3
