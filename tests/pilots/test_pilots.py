"""Pilots: writing one up, publishing, who sees what (R9)."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.test import Client

from boroughs.models import Borough, Event, Follow, PeerMessage, Person
from boroughs.reference import load_reference
from boroughs.refusals import Refused
from pilots import actions
from pilots.demonstration import load_demonstration_pilots, remove_demonstration_pilots
from pilots.models import Pilot
from pilots.news import KINDS
from suppliers.actions.merge import merge_suppliers, undo_merge
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    evidence_grade,
    make_pilot,
)

pytestmark = pytest.mark.django_db
PUBLISHED = KINDS[0]
CANDID = "The installer was late every time."


@pytest.fixture
def camden() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    return person


@pytest.fixture
def hackney() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    return person


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def borough_of(person: Person) -> Borough:
    assert person.borough
    return person.borough


# --- Who sees what -------------------------------------------------------------------------------------


def test_everybody_reads_the_public_part_and_members_the_candid_part(
    client: Client, camden: Person, hackney: Person
) -> None:
    pilot = make_pilot(borough=camden.borough, scale_why="It pays.", bought_note="After a tender.")
    address = pilot.get_absolute_url()
    public = text(client.get(address))
    assert "Hours until help came" in public
    for words in (CANDID, "It pays.", "After a tender.", "For members only"):
        assert words not in public
    for stranger in (PersonFactory(), PersonFactory(is_suppliers_person=True)):
        client.force_login(stranger)
        assert CANDID not in text(client.get(address))
    client.force_login(hackney)
    page = text(client.get(address))
    for words in (CANDID, "It pays.", "After a tender."):
        assert words in page


def test_a_draft_and_a_withdrawn_pilot_are_for_its_borough(
    client: Client, camden: Person, hackney: Person
) -> None:
    draft = make_pilot(borough=camden.borough, published=False)
    gone = make_pilot(borough=camden.borough)
    actions.withdraw(pilot=gone, why="It named a school.", by=camden)
    assert not Pilot.objects.visible_to(hackney).exists()
    assert set(Pilot.objects.visible_to(camden)) == {draft, gone}
    assert set(Pilot.objects.visible_to(PersonFactory(is_staff=True))) == {draft, gone}
    for pilot in (draft, gone):
        assert client.get(pilot.get_absolute_url()).status_code == 404
    client.force_login(camden)
    assert "It named a school." in text(client.get(gone.get_absolute_url()))
    actions.publish(pilot=gone, by=camden)
    assert Pilot.objects.visible_to(hackney).get() == gone


# --- Writing one up ------------------------------------------------------------------------------------

ANSWERS: dict[str, dict[str, Any]] = {
    "technology": {"technology": "Radar on the ceiling", "maker": "in_house"},
    "trial": {"setting": "48 flats", "began": "1 April 2025", "months": "6", "cost": "10k"},
    "measures": {"name_1": "Hours until help came", "before_1": "5", "after_1": "6"},
    "result": {"outcome": "failed", "failed": "It took pets for people.", "grade": "measured"},
    "afterwards": {"bought": "nothing", "scale": "no"},
    "candid": {"candid": CANDID, "may_ask": "on"},
    "assistive": {"is_assistive": "no"},
}


def test_a_failed_pilot_is_written_up_page_by_page_and_published(client: Client, camden: Person) -> None:
    evidence_grade()
    client.force_login(camden)
    answer = client.post("/pilots/new/", {"title": "Falls radar", "problem": "Nobody knew.\r\nFor hours."})
    pilot = Pilot.objects.get()
    for step, data in ANSWERS.items():
        assert answer["Location"] == f"/pilots/{pilot.pk}/write/{step}/"
        answer = client.post(answer["Location"], data)
    assert answer["Location"] == f"/pilots/{pilot.pk}/check/"
    page = text(client.get(answer["Location"]))
    assert "Before it can be published" not in page
    assert "It took pets for people." in page
    client.post(answer["Location"])
    pilot.refresh_from_db()
    assert (pilot.state, pilot.outcome, pilot.months, pilot.contact) == ("published", "failed", 6, camden)
    assert pilot.problem == "Nobody knew.\nFor hours."
    client.logout()
    assert "it did not work" in text(client.get("/pilots/?outcome=failed"))


def test_what_is_missing_is_said_and_nothing_is_lost(client: Client, camden: Person) -> None:
    client.force_login(camden)
    client.post("/pilots/new/", {"title": "Falls radar", "leave": "yes"})
    pilot = Pilot.objects.get()
    assert "Falls radar" in text(client.get("/pilots/own/"))
    page = text(client.post(f"/pilots/{pilot.pk}/check/"))
    assert "It cannot be published yet" in page
    for said in ("Say what the problem was.", "Say what was tried.", "Choose how good the evidence is."):
        assert said in page
    wrong = {"setting": "48 flats", "months": "a few", "began": "soon"}
    page = text(client.post(f"/pilots/{pilot.pk}/write/trial/", wrong))
    assert "Write the months as a whole number." in page
    assert 'value="48 flats"' in page
    assert 'value="soon"' in page
    page = text(client.post(f"/pilots/{pilot.pk}/write/measures/", {"after_2": "5"}))
    assert "Row 2: say what was measured." in page


def test_an_unknown_supplier_is_asked_about_and_one_in_house_has_none(client: Client, camden: Person) -> None:
    SupplierFactory(name="Brightwater Care Ltd")
    pilot = make_pilot(borough=camden.borough, published=False)
    client.force_login(camden)
    address = f"/pilots/{pilot.pk}/write/technology/"
    page = text(client.post(address, {"maker": "supplier", "supplier": "Brightwatr Care"}))
    assert "Did you mean Brightwater Care Ltd?" in page
    page = text(client.post(address, {"maker": "in_house", "supplier": "brightwater care ltd"}))
    assert "has no supplier" in page
    client.post(address, {"maker": "supplier", "supplier": "brightwater care ltd"})
    pilot.refresh_from_db()
    assert str(pilot.supplier) == "Brightwater Care Ltd"


def test_a_published_pilot_stays_whole(client: Client, camden: Person) -> None:
    pilot = make_pilot(borough=camden.borough)
    client.force_login(camden)
    page = text(client.post(f"/pilots/{pilot.pk}/write/problem/", {"title": "Falls", "problem": ""}))
    assert "Say what the problem was." in page
    pilot.refresh_from_db()
    assert pilot.problem
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(problem="")
    assert client.get(f"/pilots/{pilot.pk}/write/poetry/").status_code == 404


def test_only_a_contract_of_ones_own_borough_can_be_what_was_bought(client: Client, camden: Person) -> None:
    theirs, ours = ContractFactory(), ContractFactory(boroughs=[camden.borough], title="Sensors for all")
    pilot = make_pilot(borough=camden.borough)
    client.force_login(camden)
    address = f"/pilots/{pilot.pk}/write/afterwards/"
    page = text(client.post(address, {"bought": "same", "bought_contract": theirs.pk, "scale": "yes"}))
    assert "Choose one of the list." in page
    client.post(address, {"bought": "same", "bought_contract": ours.pk, "scale": "yes"})
    assert "Sensors for all" in text(client.get(pilot.get_absolute_url()))


def test_a_draft_can_be_thrown_away_and_what_was_published_cannot(client: Client, camden: Person) -> None:
    draft, published = (make_pilot(borough=camden.borough, published=state) for state in (False, True))
    client.force_login(camden)
    for pilot in (draft, published):
        client.post(f"/pilots/{pilot.pk}/discard/")
    assert list(Pilot.objects.all()) == [published]
    with pytest.raises(Refused, match="not published"):
        actions.withdraw(pilot=make_pilot(published=False), why="No", by=camden)


def test_measures_change_in_their_places(camden: Person) -> None:
    pilot = make_pilot(borough=camden.borough, measures=[("A", "1", "2"), ("B", "3", "4"), ("C", "", "")])
    actions.answer(pilot=pilot, answers={"measures": [("A", "1", "2"), ("C", "5", "")]}, by=camden)
    assert [(one.name, one.before) for one in pilot.measures.all()] == [("A", "1"), ("C", "5")]


# --- Asking and hearing --------------------------------------------------------------------------------


def test_members_ask_whoever_agreed(client: Client, camden: Person, hackney: Person) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden, may_ask=True)
    address = f"/pilots/{pilot.pk}/ask/"
    client.force_login(hackney)
    assert address in text(client.get(pilot.get_absolute_url()))
    client.post(address, {"subject": "Your sensors", "text": "Did they last?"})
    assert PeerMessage.objects.get().recipient == camden
    actions.answer(pilot=pilot, answers={"may_ask": False}, by=camden)
    assert client.get(address).status_code == 404
    assert address not in text(client.get(pilot.get_absolute_url()))


def test_a_colleague_cannot_agree_or_take_back_for_somebody(camden: Person) -> None:
    pilot = make_pilot(borough=camden.borough, by=camden, may_ask=True)
    actions.answer(pilot=pilot, answers={"may_ask": False}, by=OfficerFactory(borough=camden.borough))
    pilot.refresh_from_db()
    assert pilot.contact == camden


def test_followers_hear_once_of_what_is_published(camden: Person, hackney: Person) -> None:
    area: Any = ServiceAreaFactory()
    for thing in (area, borough_of(camden)):
        about = ContentType.objects.get_for_model(thing)
        Follow.objects.create(person=hackney, content_type=about, object_id=thing.pk)
    pilot = make_pilot(borough=camden.borough, by=camden, service_area=area)
    event = Event.objects.get(kind="pilot_published")
    assert list(PUBLISHED.audience(event)) == [(hackney.pk, "You follow this service area.")]
    actions.withdraw(pilot=pilot, why="A mistake", by=camden)
    assert list(PUBLISHED.audience(event)) == []
    actions.publish(pilot=pilot, by=camden)
    assert Event.objects.filter(kind="pilot_published").count() == 1


def test_a_pilot_follows_its_supplier_when_that_is_merged() -> None:
    kept, gone = SupplierFactory(), SupplierFactory()
    pilot = make_pilot(supplier=gone)
    merge = merge_suppliers(kept=kept, gone=gone, by=None, reason="test")
    pilot.refresh_from_db()
    assert pilot.supplier == kept
    undo_merge(merge=merge, by=None)
    pilot.refresh_from_db()
    assert pilot.supplier == gone


def test_the_demonstration_set_is_marked_and_goes_without_trace(client: Client) -> None:
    load_reference()
    make_pilot()
    assert load_demonstration_pilots() == 3
    assert load_demonstration_pilots() == 0
    shown = Pilot.objects.filter(is_demonstration=True)
    assert {pilot.service_area is None for pilot in shown} == {False}
    for pilot in shown:
        assert "This pilot is made up." in text(client.get(pilot.get_absolute_url()))
    assert not Event.objects.filter(kind="pilot_published", data__title__contains="Radar").exists()
    remove_demonstration_pilots()
    assert Pilot.objects.count() == 1
    assert set(Pilot.pgh_event_model.objects.values_list("is_demonstration", flat=True)) == {False}  # type: ignore[attr-defined]
