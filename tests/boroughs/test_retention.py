"""Nothing about people is kept longer than the settings say, and running twice changes nothing more."""

import datetime as dt
from typing import Any

import pghistory
import pytest
import time_machine
from allauth.usersessions.models import UserSession
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from boroughs.actions.retention import enforce_retention
from boroughs.models import Event, Invitation, JoinRequest, Mail, Notification, PeerMessage, Person
from boroughs.tasks import enforce_retention_task
from tests.factories import BoroughFactory, OfficerFactory, PeerMessageFactory, PersonFactory, ProfileFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 31, 3, 30, tzinfo=dt.UTC)


def ago(months: int, days: int = 0) -> dt.datetime:
    return NOW - relativedelta(months=months) - dt.timedelta(days=days)


def test_notifications_and_mails_go_and_events_keep_their_keys() -> None:
    officer = OfficerFactory(last_login=NOW)
    for number, when in enumerate((ago(12, 1), ago(11))):
        event = Event.objects.create(
            kind="mail_trouble", key=f"k{number}", data={"who": "Ada"}, happened_at=when, told_at=when
        )
        Notification.objects.create(
            event=event, person=officer, because="", frequency="hub_only", told_at=when
        )
        Mail.objects.create(address="a@example.org", kind="t", subject="s", state="sent", made_at=when)
    waiting = Mail.objects.create(address="b@example.org", kind="t", subject="s", made_at=ago(13))
    counts = enforce_retention(now=NOW)
    assert (counts["notifications"], counts["mails"], counts["events"]) == (1, 1, 1)
    assert Mail.objects.filter(pk=waiting.pk).exists()
    assert list(Event.objects.order_by("key").values_list("key", "data")) == [
        ("k0", {}),
        ("k1", {"who": "Ada"}),
    ]
    assert sum(enforce_retention(now=NOW).values()) == 0


def test_a_thread_goes_when_nobody_wrote_for_so_long() -> None:
    ada, bea = OfficerFactory(last_login=NOW), OfficerFactory(last_login=NOW)
    dead = PeerMessageFactory(sender=ada, recipient=bea, sent_at=ago(30))
    PeerMessageFactory(sender=bea, recipient=ada, in_reply_to=dead, sent_at=ago(25))
    alive = PeerMessageFactory(sender=ada, recipient=bea, sent_at=ago(30))
    last = PeerMessageFactory(sender=bea, recipient=ada, in_reply_to=alive, sent_at=ago(23))
    assert enforce_retention(now=NOW)["messages"] == 2
    assert set(PeerMessage.objects.all()) == {alive, last}


def test_declined_requests_and_unaccepted_invitations_go_with_their_history() -> None:
    person, borough = PersonFactory(last_login=NOW), BoroughFactory()
    for state in ("declined", "approved"):
        JoinRequest.objects.create(
            person=person, wish="facilitator", state=state, decided_at=ago(13), message="A long story"
        )
    for number, (expires, accepted) in enumerate(((ago(7), None), (ago(5), None), (ago(7), ago(8)))):
        Invitation.objects.create(
            borough=borough, email=f"new{number}@example.org", expires_at=expires, accepted_at=accepted
        )
    counts = enforce_retention(now=NOW)
    assert (counts["declined requests"], counts["invitations"]) == (1, 1)
    assert JoinRequest.objects.get().state == "approved"
    history: Any = apps.get_model("boroughs", "InvitationEvent")
    assert not history.objects.filter(email="new0@example.org").exists()
    assert Invitation.objects.count() == 2


def test_earlier_profiles_and_the_pages_of_changes_are_forgotten() -> None:
    with time_machine.travel(ago(13), tick=False), pghistory.context(user=7, url="/account/profile/"):
        profile = ProfileFactory(person__last_login=NOW)
    history: Any = apps.get_model("boroughs", "ProfileEvent")
    history.objects.update(pgh_created_at=ago(13))
    Context.objects.update(created_at=ago(13))
    with pghistory.context(user=7, url="/admin/boroughs/"):
        profile.job_role = "CIO"
        profile.save()
    counts = enforce_retention(now=NOW)
    assert counts["profile history"] == 1
    assert counts["history addresses"] == 1
    assert {row["url"] for row in Context.objects.values_list("metadata", flat=True)} == {
        "/",
        "/admin/boroughs/",
    }
    assert history.objects.get().job_role == "CIO"


def test_sessions_that_ended_go_with_where_they_were(client: Client) -> None:
    client.force_login(OfficerFactory())
    client.get(reverse("usersessions_list"))
    assert UserSession.objects.count() == 1
    assert enforce_retention(now=timezone.now())["sessions"] == 0
    later = timezone.now() + dt.timedelta(days=15)
    assert enforce_retention(now=later)["sessions"] == 2
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_an_unused_account_is_warned_once_and_deleted_a_month_later() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        officer = OfficerFactory(date_joined=ago(40), last_login=ago(24))
        used = OfficerFactory(date_joined=ago(40), last_login=ago(22))
        counts = enforce_retention(now=timezone.now())
        assert (counts["accounts"], counts["accounts warned"]) == (0, 1)
        warning = Mail.objects.get(kind="account_inactive")
        assert warning.address == officer.email
        assert "before 30 April 2027 to keep it" in warning.text
        clock.shift(dt.timedelta(days=29))
        assert enforce_retention(now=timezone.now())["accounts"] == 0
        clock.shift(dt.timedelta(days=1))
        counts = enforce_retention(now=timezone.now())
        assert (counts["accounts"], counts["accounts warned"]) == (1, 0)
        assert set(Person.objects.all()) == {used}
        assert Mail.objects.filter(kind="account_deleted", address=officer.email).exists()


def test_who_signs_in_after_the_warning_keeps_the_account() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        officer = OfficerFactory(date_joined=ago(40), last_login=ago(24))
        enforce_retention(now=timezone.now())
        Person.objects.update(last_login=NOW)
        clock.shift(dt.timedelta(days=60))
        assert sum(enforce_retention(now=timezone.now()).values()) == 0
        assert Person.objects.filter(pk=officer.pk).exists()


def test_who_may_not_go_yet_is_left() -> None:
    OfficerFactory(date_joined=ago(60), borough_roles=["administrator"])
    PersonFactory(date_joined=ago(60), is_superuser=True)
    with time_machine.travel(NOW, tick=False):
        counts = enforce_retention(now=NOW)
    assert (counts["accounts"], counts["accounts warned"]) == (0, 0)


def test_the_task_does_it() -> None:
    PeerMessageFactory(sent_at=timezone.now() - relativedelta(months=25))
    enforce_retention_task.delay()
    assert not PeerMessage.objects.exists()


def test_an_event_is_not_emptied_before_its_notifications_are_gone(client: Client) -> None:
    officer = OfficerFactory(last_login=NOW)
    event = Event.objects.create(
        kind="roles_changed",
        key="k",
        data={"person": officer.pk, "borough": "Hackney", "roles": []},
        happened_at=ago(12, 1),
        told_at=ago(11),
    )
    Notification.objects.create(
        event=event, person=officer, because="A test.", frequency="hub_only", told_at=ago(11)
    )
    enforce_retention(now=NOW)
    client.force_login(officer)
    assert "At Hackney you are now an officer" in text_of(client.get(reverse("notifications")))
