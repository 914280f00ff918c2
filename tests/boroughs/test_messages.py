"""Peers write to each other through the hub: by consent, without addresses, so many a day."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.messages import CannotWrite, TooManyMessages, answer, write_to
from boroughs.models import Event, Mail, PeerMessage, Person, Profile
from boroughs.notifications import kind_of
from boroughs.notifications.telling import tell_events
from tests.factories import BoroughFactory, OfficerFactory, PeerMessageFactory, PersonFactory, ProfileFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LETTER = {"subject": "Exit terms", "text": "How did you agree them?\n\nWe begin in May."}


@pytest.fixture
def ada() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"), name="Ada Okafor")
    return person


@pytest.fixture
def bea() -> Person:
    """Somebody who agreed to be written to."""
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"), name="Bea Lindqvist")
    ProfileFactory(person=person)
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_message_and_its_answer(ada: Person, bea: Person) -> None:
    page = signed_in(ada).get(reverse("person", args=[bea.pk]))
    assert "Write to Bea Lindqvist" in text_of(page)
    sent = signed_in(ada).post(reverse("person_write", args=[bea.pk]), LETTER)
    first = PeerMessage.objects.get()
    assert sent["Location"] == reverse("thread", args=[first.pk])
    assert "Exit terms 1 new Ada Okafor Hackney" in text_of(signed_in(bea).get(reverse("messages")))
    text = text_of(signed_in(bea).get(reverse("thread", args=[first.pk])))
    assert "We begin in May." in text
    assert ada.email not in text
    assert "1 new" not in text_of(signed_in(bea).get(reverse("messages")))
    signed_in(bea).post(reverse("thread", args=[first.pk]), {"text": "Gladly."})
    reply = PeerMessage.objects.get(in_reply_to=first)
    assert (reply.sender, reply.recipient, reply.subject) == (bea, ada, "Exit terms")
    assert "Gladly." in text_of(signed_in(ada).get(reverse("thread", args=[first.pk])))
    assert signed_in(ada).get(reverse("thread", args=[reply.pk]))["Location"].endswith(f"/{first.pk}/")


def test_the_notice_carries_the_text_and_no_address(ada: Person, bea: Person) -> None:
    message = write_to(by=ada, to=bea, **LETTER)
    event = Event.objects.get(kind="peer_message")
    kind = kind_of("peer_message")
    assert kind
    assert event.data == {}
    assert [pk for pk, _ in kind.audience(event)] == [bea.pk]
    words = " ".join([kind.headline(event), *kind.details(event), *(why for _, why in kind.audience(event))])
    assert kind.headline(event) == "Ada Okafor (Hackney) wrote to you"
    assert "About: Exit terms How did you agree them? We begin in May." in words
    assert "@" not in words
    assert kind.address(event) == reverse("thread", args=[message.pk])
    ada.delete()
    assert kind.headline(event) == "Somebody who left wrote to you"
    message.delete()
    assert kind.headline(event) == "Somebody who left wrote to you"
    assert list(kind.audience(event)) == []
    assert list(kind.details(event)) == []
    assert kind.address(event) == reverse("messages")


@pytest.mark.parametrize("changed", [{"contactable": False}, {"in_directory": False}], ids=str)
def test_who_did_not_agree_is_not_written_to(changed: dict[str, bool], ada: Person, bea: Person) -> None:
    Profile.objects.filter(person=bea).update(**changed)
    assert signed_in(ada).get(reverse("person_write", args=[bea.pk])).status_code == 404
    assert signed_in(ada).post(reverse("person_write", args=[bea.pk]), LETTER).status_code == 404
    with pytest.raises(CannotWrite):
        write_to(by=ada, to=bea, **LETTER)
    assert not PeerMessage.objects.exists()


def test_nobody_writes_to_themselves(bea: Person) -> None:
    assert signed_in(bea).get(reverse("person_write", args=[bea.pk])).status_code == 404


def test_who_stopped_messages_can_still_answer_and_is_answered_once(ada: Person, bea: Person) -> None:
    first = write_to(by=ada, to=bea, **LETTER)
    Profile.objects.filter(person=bea).update(contactable=False)
    page = signed_in(ada).post(reverse("thread", args=[first.pk]), {"text": "Did it reach you?"})
    assert page.status_code == 403
    assert "takes no messages through the hub any more" in page.content.decode()
    answer(by=bea, first=first, text="It did.")
    answer(by=ada, first=first, text="Thank you.")
    with pytest.raises(CannotWrite):
        answer(by=ada, first=first, text="One more thing.")
    assert "You cannot write more here" in text_of(signed_in(ada).get(reverse("thread", args=[first.pk])))


def test_who_left_is_not_answered(ada: Person) -> None:
    first = PeerMessageFactory(sender=None, recipient=ada)
    text = text_of(signed_in(ada).get(reverse("thread", args=[first.pk])))
    assert "somebody who left" in text
    assert "You cannot write more here" in text


def test_a_thread_is_unknown_to_everybody_else(ada: Person, bea: Person) -> None:
    first = write_to(by=ada, to=bea, **LETTER)
    for other in (OfficerFactory(borough=ada.borough), PersonFactory(is_staff=True)):
        assert signed_in(other).get(reverse("thread", args=[first.pk])).status_code == 404
        answer = signed_in(other).post(reverse("thread", args=[first.pk]), {"text": "I am in."})
        assert answer.status_code == 404
    assert PeerMessage.objects.count() == 1


def test_so_many_messages_a_day(ada: Person, bea: Person, settings: Any) -> None:
    settings.PEER_MESSAGES_A_DAY = 2
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        first = write_to(by=ada, to=bea, **LETTER)
        answer(by=ada, first=first, text="P.S.")
        with pytest.raises(TooManyMessages):
            answer(by=ada, first=first, text="P.P.S.")
        page = signed_in(ada).post(reverse("person_write", args=[bea.pk]), LETTER)
        assert page.status_code == 429
        assert "You have sent 2 messages in the last 24 hours" in page.content.decode()
        assert "We begin in May." in page.content.decode()
    with time_machine.travel(now + dt.timedelta(days=1, seconds=1)):
        answer(by=ada, first=first, text="P.P.S.")


def test_an_empty_message_is_refused(ada: Person, bea: Person) -> None:
    page = signed_in(ada).post(reverse("person_write", args=[bea.pk]), {"subject": "", "text": " "})
    assert "Write your message." in page.content.decode()
    assert "Say in a few words what it is about." in page.content.decode()


def test_many_threads_take_a_bounded_number_of_queries(
    ada: Person, bea: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    firsts = [PeerMessageFactory(sender=bea, recipient=ada, subject=f"Matter {n}") for n in range(30)]
    for _ in range(10):
        PeerMessageFactory(sender=bea, recipient=ada, in_reply_to=firsts[3], subject="Matter 3")
    client = signed_in(ada)
    with django_assert_max_num_queries(12):
        assert "30 conversations, page 1 of 2" in text_of(client.get(reverse("messages")))
    with django_assert_max_num_queries(12):
        client.get(reverse("thread", args=[firsts[3].pk]))
    assert "Matter 3" in text_of(client.get(reverse("messages"), {"page": "1"}))
    assert "Matter 0" in text_of(client.get(reverse("messages"), {"page": "2"}))


def test_an_empty_inbox_says_what_to_do(ada: Person) -> None:
    assert "Find somebody who knows the product" in text_of(signed_in(ada).get(reverse("messages")))


def test_whoever_has_read_a_message_is_not_told_of_it_as_unread(ada: Person, bea: Person) -> None:
    first = write_to(by=ada, to=bea, **LETTER)
    tell_events()
    assert "Notifications (1)" in text_of(signed_in(bea).get(reverse("messages")))
    reader = signed_in(bea)
    assert "Notifications (1)" not in text_of(reader.get(reverse("thread", args=[first.pk])))
    assert "Unread" not in text_of(reader.get(reverse("notifications")))


def test_reading_one_thread_leaves_what_was_told_of_another(ada: Person, bea: Person) -> None:
    first, _ = write_to(by=ada, to=bea, **LETTER), write_to(by=ada, to=bea, **LETTER)
    tell_events()
    assert "Notifications (1)" in text_of(signed_in(bea).get(reverse("thread", args=[first.pk])))


def test_the_notice_keeps_the_paragraphs_of_the_message(ada: Person, bea: Person) -> None:
    write_to(by=ada, to=bea, **LETTER)
    tell_events()
    mail = Mail.objects.get()
    assert "About: Exit terms\n\nHow did you agree them?\n\nWe begin in May.\n" in mail.text
    assert "<li" not in mail.html
    page = signed_in(bea).get(reverse("notifications")).content.decode()
    assert "We begin in May.</p>" in page


def test_a_message_of_the_greatest_length_may_have_many_lines(ada: Person, bea: Person) -> None:
    lines = "\r\n".join(["x" * 49] * 80)
    signed_in(ada).post(reverse("person_write", args=[bea.pk]), {"subject": "Long", "text": lines})
    assert len(PeerMessage.objects.get().text) == 3999


def test_what_is_too_long_comes_back_whole(ada: Person, bea: Person) -> None:
    page = signed_in(ada).post(
        reverse("person_write", args=[bea.pk]), {"subject": "Long", "text": "y" * 4001}
    )
    assert "Shorten your message to 4,000 characters." in text_of(page)
    assert "y" * 4001 in page.content.decode()
    assert 'maxlength="4000"' not in page.content.decode()
