"""Announcing: in the caller's transaction, once for each key, for registered kinds."""

from dataclasses import replace
from typing import Any

import pytest
from celery import Celery
from django.db import transaction

from boroughs.background import ask_for
from boroughs.models import Event, Mail
from boroughs.notifications import Kind, announce, register, send_to
from tests.boroughs.kinds import ring_for
from tests.factories import BoroughFactory, OfficerFactory
from tools.throw_away_services import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bell(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A kind of event."""
    return ring_for(monkeypatch)


def test_it_says_what_happened_to_what_and_by_whom() -> None:
    camden = BoroughFactory(slug="camden")
    officer = OfficerFactory(borough=camden)
    announce(kind="bell", key="bell:1", subject=camden, by=officer, data={"times": 3})
    event = Event.objects.get()
    assert (event.kind, event.subject, event.by, event.data) == ("bell", camden, officer, {"times": 3})
    assert event.told_at is None


def test_a_key_is_announced_once() -> None:
    announce(kind="bell", key="bell:1", data={"times": 1})
    announce(kind="bell", key="bell:1", data={"times": 2})
    assert Event.objects.get().data == {"times": 1}


def test_what_is_undone_was_not_announced() -> None:
    with transaction.atomic():
        announce(kind="bell", key="bell:1")
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_a_kind_that_nobody_registered_is_refused() -> None:
    with pytest.raises(ValueError, match="gong"):
        announce(kind="gong", key="gong:1")


def test_a_code_belongs_to_one_kind(bell: Kind) -> None:
    register(bell)
    with pytest.raises(ValueError, match="bell"):
        register(replace(bell, label="Another"))


def test_an_address_without_a_person_gets_a_mail_with_the_reason_in_both_forms() -> None:
    send_to(
        address="new@example.org",
        kind="invitation",
        subject="Come and\nsee",
        template="mail/notice",
        context={"headline": "Camden & you", "address": "https://hub.example.org/x/"},
        why="Ada Okafor asked you to join.",
    )
    mail = Mail.objects.get()
    assert (mail.address, mail.kind, mail.subject) == ("new@example.org", "invitation", "Come and see")
    assert mail.person is None
    assert "Camden & you" in mail.text
    assert "Why you got this: Ada Okafor asked you to join." in mail.text
    assert "Camden &amp; you" in mail.html
    assert "Ada Okafor asked you to join." in mail.html
    assert "https://hub.example.org/x/" in mail.html


@pytest.mark.django_db(transaction=True)
def test_what_was_written_is_no_error_because_the_broker_is_away(
    settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    away = Celery(broker=f"redis://127.0.0.1:{free_port()}/0", set_as_current=False)
    away.conf.task_publish_retry = False
    monkeypatch.setattr("boroughs.background.current_app", away)
    done: list[str] = []
    with transaction.atomic():
        ask_for("boroughs.tell_events", queue="mail")
        transaction.on_commit(lambda: done.append("the next one"))
    assert done == ["the next one"]
    assert "boroughs.tell_events" in caplog.text


def test_what_is_asked_for_often_in_one_transaction_is_sent_once(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr("boroughs.background._send", lambda *asked: sent.append(asked))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            with transaction.atomic():
                ask_for("some.task", 1, queue="default")
                transaction.set_rollback(True)
            for pk in (1, 1, 2, 1):
                ask_for("some.task", pk, queue="default")
    assert [ids for _, ids, _ in sent] == [(1,), (2,)] * 2, "once in each transaction"
