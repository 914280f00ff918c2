"""Pilots after publication: following one, complaining about one, hiding one and mending it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boroughs.following import everything_followed_by, follow
from boroughs.models import Event, Person
from boroughs.notifications import kind_of
from boroughs.refusals import Refused
from pilots import actions, moderating
from pilots.models import Pilot, PilotComplaint
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory, give_second_factor, make_pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    return person


@pytest.fixture
def hackney() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    return person


@pytest.fixture
def loti() -> Person:
    person: Person = PersonFactory(is_staff=True)
    give_second_factor(person)
    return person


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def told(code: str) -> list[int]:
    """Return the ids of those whom the newest event of a kind concerns."""
    event, kind = Event.objects.filter(kind=code).latest("pk"), kind_of(code)
    assert kind
    people = {pk: Person.objects.get(pk=pk) for pk, _ in kind.audience(event)}
    return [pk for pk, person in people.items() if kind.may_be_told(person, event)]


# --- Following one pilot -------------------------------------------------------------------------------


def test_followers_of_a_pilot_hear_what_changed_of_substance_and_no_candid_word(
    client: Client, camden: Person, hackney: Person
) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    client.force_login(hackney)
    assert "Follow Falls sensors" in text(client.get(pilot.get_absolute_url()))
    client.post(f"/follow/pilots/pilot/{pilot.pk}/", {"next": pilot.get_absolute_url()})
    assert "Stop following" in text(client.get(pilot.get_absolute_url()))
    actions.answer(pilot=pilot, answers={"candid": "Never again.", "problem": "Nobody knew."}, by=camden)
    assert not Event.objects.filter(kind="pilot_changed").exists()
    answers = {"bought": "nothing", "measures": [("Hours until help came", "5", "2")], "candid": "Never."}
    actions.answer(pilot=pilot, answers=answers, by=camden)
    event = Event.objects.get(kind="pilot_changed")
    assert event.data["what"] == "Changed: what was measured and what was bought afterwards."
    assert told("pilot_changed") == [hackney.pk]
    actions.answer(pilot=pilot, answers=answers, by=camden)
    assert Event.objects.filter(kind="pilot_changed").count() == 1


def test_a_withdrawn_pilot_is_not_followed_any_more_until_it_is_back(camden: Person, hackney: Person) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    follow(person=hackney, target=pilot)
    assert [str(row.thing) for row in everything_followed_by(hackney)[0].rows] == [pilot.title]
    actions.withdraw(pilot=pilot, why="A mistake", by=camden)
    assert everything_followed_by(hackney) == []
    actions.publish(pilot=pilot, by=camden)
    assert Event.objects.get(kind="pilot_changed").data["what"] == "It is published again."
    assert told("pilot_changed") == [hackney.pk]
    actions.withdraw(pilot=pilot, why="A mistake", by=camden)
    assert told("pilot_changed") == []


def test_a_draft_is_followed_by_nobody_else_and_found_by_nobody(
    client: Client, camden: Person, hackney: Person
) -> None:
    draft = make_pilot(borough=camden.borough, published=False)
    client.force_login(hackney)
    assert client.post(f"/follow/pilots/pilot/{draft.pk}/").status_code == 404
    assert draft.title not in text(client.get("/following/", {"q": "falls"}))


# --- Complaints ----------------------------------------------------------------------------------------


def test_a_member_complains_and_both_sides_hear_that_it_stands(
    client: Client, camden: Person, hackney: Person, loti: Person
) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    client.force_login(hackney)
    assert "Complain about it" in text(client.get(pilot.get_absolute_url()))
    page = f"/pilots/{pilot.pk}/complain/"
    assert "Choose what is wrong." in text(client.post(page, {"text": ""}))
    client.post(page, {"kind": "inaccurate", "text": "It was 4 hours."})
    made = PilotComplaint.objects.get()
    assert told("pilot_complaint") == [loti.pk]
    again = text(client.post(page, {"kind": "personal", "text": "Once more."}))
    assert "wait for their answer" in again
    client.force_login(loti)
    assert pilot.title in text(client.get("/pilots/complaints/"))
    decide = made.get_absolute_url()
    assert "It was 4 hours." in text(client.get(decide))
    client.post(decide, {"result": "stands", "answer": "Its figures say 5."})
    assert sorted(
        event.data["person"] or camden.pk for event in Event.objects.filter(kind="pilot_complaint_decided")
    ) == sorted([camden.pk, hackney.pk])
    for event in Event.objects.filter(kind__startswith="pilot_complaint_decided"):
        assert "It was 4 hours" not in str(event.data)
    with pytest.raises(Refused, match="decided"):
        moderating.decide_complaint(complaint=made, result="stands", answer="Again.", by=loti)
    assert "No complaint is open." in text(client.get("/pilots/complaints/"))


def test_what_is_hidden_is_for_its_borough_until_it_is_mended(
    client: Client, camden: Person, hackney: Person, loti: Person
) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    made = moderating.complain(pilot=pilot, kind="personal", text="It names me.", by=hackney)
    moderating.decide_complaint(complaint=made, result="hidden", answer="It names a resident.", by=loti)
    assert told("pilot_hidden") == [camden.pk]
    assert told("pilot_complaint_decided") == [hackney.pk]
    for who in (None, hackney):
        client.logout()
        if who:
            client.force_login(who)
        assert client.get(pilot.get_absolute_url()).status_code == 404
        assert pilot.title not in text(client.get("/pilots/"))
        assert client.get(f"/api/v1/pilots/{pilot.pk}/").status_code == 404
    client.force_login(camden)
    assert "It names a resident." in text(client.get(pilot.get_absolute_url()))
    check = f"/pilots/{pilot.pk}/check/"
    page = text(client.get(check))
    assert "Publish it again" in page
    assert "It names me." not in page
    client.post(check)
    assert told("pilot_mended") == [loti.pk]
    client.logout()
    assert client.get(pilot.get_absolute_url()).status_code == 200
    found = Pilot.objects.get()
    assert (found.hidden_why, found.hidden_by, found.hidden_at) == ("", None, None)


def test_loti_staff_hide_without_a_complaint(client: Client, camden: Person, loti: Person) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    client.force_login(loti)
    page = f"/pilots/{pilot.pk}/hide/"
    assert page in text(client.get(pilot.get_absolute_url()))
    assert "Say why." in text(client.post(page))
    client.post(page, {"why": "It names a school."})
    assert Pilot.objects.get().state == "hidden"
    assert pilot.title in text(client.get("/pilots/complaints/"))
    assert "not published any more" in text(client.post(page, {"why": "Again."}))
    client.force_login(camden)
    assert client.post(page, {"why": "Mine."}).status_code == 403


def test_those_who_publish_hear_of_a_hidden_pilot_where_its_author_has_left(
    camden: Person, loti: Person
) -> None:
    publisher = OfficerFactory(borough=camden.borough, borough_roles=["publisher"])
    pilot = make_pilot(borough=camden.borough, by=camden)
    camden.is_active = False
    camden.save()
    moderating.hide(pilot=pilot, why="It names a school.", by=loti)
    assert told("pilot_hidden") == [publisher.pk]


def test_only_published_pilots_are_complained_of_and_hidden(camden: Person, loti: Person) -> None:
    draft = make_pilot(borough=camden.borough, published=False)
    with pytest.raises(Refused, match="not published"):
        moderating.complain(pilot=draft, kind="personal", text="No.", by=loti)
    with pytest.raises(Refused, match="not published"):
        moderating.hide(pilot=draft, why="No.", by=loti)


def test_the_database_keeps_a_reason_and_an_answer(camden: Person, hackney: Person) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden)
    made = moderating.complain(pilot=pilot, kind="personal", text="No.", by=hackney)
    for change in (
        lambda: Pilot.objects.filter(pk=pilot.pk).update(state="hidden"),
        lambda: PilotComplaint.objects.filter(pk=made.pk).update(result="stands"),
        lambda: PilotComplaint.objects.create(pilot=pilot, kind="personal", text="No.", by=hackney),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
