"""What borough administrators do: invite, change roles, take off; and what the invited see."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions import join_borough
from boroughs.actions.invitations import (
    accept_invitation,
    invite,
    reopen_account,
    resend_invitation,
    withdraw_invitation,
)
from boroughs.actions.people import change_roles, take_off_borough
from boroughs.handover import what_passes
from boroughs.models import Borough, Event, Invitation, Mail, Person
from boroughs.notifications.links import sign
from boroughs.refusals import Refused
from boroughs.rights import Role, roles_of
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
PEOPLE = "/boroughs/hackney/people/"


@pytest.fixture
def hackney() -> Borough:
    borough: Borough = BoroughFactory(slug="hackney")
    return borough


@pytest.fixture
def ada(hackney: Borough) -> Person:
    """The administrator of Hackney."""
    person: Person = OfficerFactory(borough=hackney, borough_roles=["administrator"], name="Ada Okafor")
    return person


@pytest.fixture
def ben(hackney: Borough) -> Person:
    """An officer of Hackney."""
    person: Person = OfficerFactory(borough=hackney, name="Ben Stone")
    return person


def confirmed(**fields: Any) -> Person:
    person: Person = PersonFactory(**fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def link_of(invitation: Invitation) -> str:
    return f"/invitations/{sign('invitation', invitation.pk)}/"


# --- Roles ----------------------------------------------------------------------------------------------


def test_an_administrator_changes_roles_and_the_person_is_told(
    client: Client, ada: Person, ben: Person
) -> None:
    client.force_login(ada)
    answer = client.post(f"{PEOPLE}{ben.pk}/", {"roles": ["publisher", "contract_manager"]}, follow=True)
    assert "Ben Stone is contract manager and publisher." in text_of(answer)
    ben.refresh_from_db()
    assert roles_of(ben) == {Role.OFFICER, Role.CONTRACT_MANAGER, Role.PUBLISHER}
    told = Event.objects.get(kind="roles_changed")
    assert told.data["person"] == ben.pk
    assert told.data["roles"] == ["contract manager", "publisher"]


def test_the_same_roles_again_tell_nobody(ada: Person, ben: Person) -> None:
    change_roles(person=ben, roles=[], by=ada)
    assert not Event.objects.exists()


def test_the_last_administrator_stays(client: Client, ada: Person, ben: Person) -> None:
    client.force_login(ada)
    answer = client.post(f"{PEOPLE}{ada.pk}/", {"roles": []}, follow=True)
    assert "Ada Okafor is the last administrator of Hackney: name another one first." in text_of(answer)
    change_roles(person=ben, roles=["administrator"], by=ada)
    change_roles(person=ada, roles=[], by=ada)
    ada.refresh_from_db()
    assert ada.borough_roles == []


def test_whoever_takes_their_own_role_away_lands_on_a_page_that_they_may_see(
    client: Client, ada: Person, ben: Person
) -> None:
    change_roles(person=ben, roles=["administrator"], by=ada)
    client.force_login(ada)
    answer = client.post(f"{PEOPLE}{ada.pk}/", {"roles": []}, follow=True)
    assert "You are no longer an administrator of Hackney." in text_of(answer)


def test_an_administrator_who_cannot_sign_in_does_not_count(ada: Person, hackney: Borough) -> None:
    OfficerFactory(borough=hackney, borough_roles=["administrator"], is_active=False)
    with pytest.raises(Refused, match="the last administrator"):
        change_roles(person=ada, roles=[], by=ada)


def test_loti_staff_may_take_the_last_administrator_away(ada: Person) -> None:
    change_roles(person=ada, roles=[], by=PersonFactory(is_staff=True))
    ada.refresh_from_db()
    assert ada.borough_roles == []


def test_nobody_reaches_another_boroughs_people(client: Client, ada: Person) -> None:
    stranger = OfficerFactory(borough=BoroughFactory(slug="camden"))
    client.force_login(ada)
    assert client.post(f"{PEOPLE}{stranger.pk}/", {"roles": ["publisher"]}).status_code == 404
    assert client.post(f"{PEOPLE}{stranger.pk}/leave/", {"to": "mailbox"}).status_code == 404
    assert client.get("/boroughs/camden/people/").status_code == 404
    stranger.refresh_from_db()
    assert (stranger.borough_roles, stranger.is_active) == ([], True)


# --- Taking off -----------------------------------------------------------------------------------------


def test_what_somebody_looked_after_passes_to_a_colleague(
    client: Client, ada: Person, ben: Person, hackney: Borough
) -> None:
    contract = ContractFactory(title="Parking permits", boroughs=[hackney], looked_after_by=ben)
    client.force_login(ada)
    page = text_of(client.get(f"{PEOPLE}{ben.pk}/leave/"))
    assert "1 contract Parking permits" in page
    answer = client.post(f"{PEOPLE}{ben.pk}/leave/", {"to": str(ada.pk)}, follow=True)
    assert "Ben Stone is no longer at Hackney in the hub. 1 contract passed to Ada Okafor." in text_of(answer)
    contract.refresh_from_db()
    ben.refresh_from_db()
    assert contract.looked_after_by == ada
    assert (ben.borough, ben.borough_roles, ben.is_active) == (None, [], False)
    assert ben.left_on == timezone.localdate()
    assert Event.objects.get(kind="handed_over").data["person"] == ada.pk


def test_without_a_colleague_it_passes_to_the_mailbox(ada: Person, ben: Person, hackney: Borough) -> None:
    contract = ContractFactory(boroughs=[hackney], looked_after_by=ben)
    assert take_off_borough(person=ben, to=None, by=ada) == ["1 contract"]
    contract.refresh_from_db()
    assert contract.looked_after_by is None
    assert not Event.objects.exists()


def test_who_is_taken_off_is_signed_out(ada: Person, ben: Person) -> None:
    client = Client()
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    client.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    assert client.get("/collaborate/").status_code == 200
    take_off_borough(person=ben, to=None, by=ada)
    assert client.get("/collaborate/").status_code == 302
    Person.objects.filter(pk=ben.pk).update(is_active=True)
    assert client.get("/collaborate/").status_code == 302, "the old session has come back to life"


def test_who_cannot_be_taken_off_and_to_whom_nothing_passes(ada: Person, ben: Person) -> None:
    stranger = OfficerFactory(borough=BoroughFactory(slug="camden"))
    gone = OfficerFactory(borough=ben.borough, is_active=False)
    staff = OfficerFactory(borough=ben.borough, is_staff=True)
    cases: list[tuple[Person, Person | None, str]] = [
        (ada, None, "cannot take yourself off"),
        (ben, stranger, "is no officer of Hackney"),
        (ben, gone, "is no officer of Hackney"),
        (ben, ben, "is no officer of Hackney"),
        (staff, None, "is LOTI staff"),
    ]
    for person, to, why in cases:
        with pytest.raises(Refused, match=why):
            take_off_borough(person=person, to=to, by=ada)
    with pytest.raises(Refused, match="last administrator"):
        take_off_borough(person=ada, to=None, by=OfficerFactory(borough=ben.borough))
    take_off_borough(person=ada, to=None, by=PersonFactory(is_staff=True))
    with pytest.raises(Refused, match="no officer any more"):
        take_off_borough(person=ada, to=None, by=ben)


def test_the_form_offers_colleagues_only(client: Client, ada: Person, ben: Person, hackney: Borough) -> None:
    stranger = OfficerFactory(borough=BoroughFactory(slug="camden"))
    ContractFactory(boroughs=[hackney], looked_after_by=ben)
    client.force_login(ada)
    page = client.post(f"{PEOPLE}{ben.pk}/leave/", {"to": str(stranger.pk)})
    assert "Choose from the list." in text_of(page)
    assert "Choose who takes it over." in text_of(client.post(f"{PEOPLE}{ben.pk}/leave/", {"to": ""}))


def test_whoever_looks_after_nothing_is_taken_off_without_that_question(
    client: Client, ada: Person, ben: Person
) -> None:
    client.force_login(ada)
    assert what_passes(ben) == []
    assert "Who takes it over?" not in text_of(client.get(f"{PEOPLE}{ben.pk}/leave/"))
    answer = client.post(f"{PEOPLE}{ben.pk}/leave/", {"to": ""}, follow=True)
    assert "Ben Stone is no longer at Hackney in the hub." in text_of(answer)


# --- Invitations ----------------------------------------------------------------------------------------


def test_an_administrator_invites_and_the_invited_becomes_an_officer(client: Client, ada: Person) -> None:
    client.force_login(ada)
    form = {"email": "Kim@Agency.example", "roles": ["contract_manager"]}
    page = text_of(client.post(f"{PEOPLE}invite/", form, follow=True))
    assert "We have sent an invitation to kim@agency.example." in page
    mail = Mail.objects.get()
    assert mail.address == "kim@agency.example"
    assert "as officer and contract manager" in mail.text
    found = re.search(r"http\S+(/invitations/\S+/)", mail.text)
    assert found
    kim = confirmed(email="kim@agency.example", is_suppliers_person=True)
    client.force_login(kim)
    assert "Hackney invites you" in text_of(client.get(found[1]))
    answer = client.post(found[1], follow=True)
    assert "Welcome: you are an officer of Hackney." in text_of(answer)
    kim.refresh_from_db()
    assert roles_of(kim) == {Role.OFFICER, Role.CONTRACT_MANAGER}
    assert "It has been accepted." in text_of(client.get(found[1]))


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Give the address of the person you invite."),
        ("kim", "Write an address such as name@example.org."),
        ("kim@camden.gov.uk", "is an address of Camden: its owner joins Camden by signing up."),
        ("ben@agency.example", "belongs to an officer of Hackney already."),
        ("cat@agency.example", "belongs to an officer of Camden."),
        ("twice@agency.example", "is invited already. Send that invitation again."),
    ],
)
def test_who_cannot_be_invited(email: str, said: str, client: Client, ada: Person, hackney: Borough) -> None:
    camden = BoroughFactory(slug="camden")
    OfficerFactory(borough=hackney, email="ben@agency.example")
    OfficerFactory(borough=camden, email="cat@agency.example")
    invite(borough=hackney, email="twice@agency.example", by=ada)
    client.force_login(ada)
    assert said in text_of(client.post(f"{PEOPLE}invite/", {"email": email}))
    assert Invitation.objects.count() == 1


def test_an_invitation_is_sent_again_and_runs_anew(client: Client, ada: Person, hackney: Borough) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    address = f"{PEOPLE}invitations/{invitation.pk}/"
    with time_machine.travel(timezone.now() + dt.timedelta(days=15), tick=False):
        client.force_login(ada)
        assert "expired" in text_of(client.get(PEOPLE))
        assert "The link expired on" in text_of(client.get(address))
        assert "It has expired. Ask Ada Okafor to send it again." in text_of(client.get(link_of(invitation)))
        client.post(address, {"resend": "yes"})
        assert Mail.objects.count() == 2
        assert "Hackney invites you" in text_of(client.get(link_of(invitation)))


def test_an_invitation_is_withdrawn(client: Client, ada: Person, hackney: Borough) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    client.force_login(ada)
    answer = client.post(f"{PEOPLE}invitations/{invitation.pk}/", {"withdraw": "yes"}, follow=True)
    assert "The invitation of kim@agency.example is withdrawn." in text_of(answer)
    assert "Hackney has withdrawn it." in text_of(client.get(link_of(invitation)))
    with pytest.raises(Refused, match="accepted or withdrawn"):
        withdraw_invitation(invitation=invitation)
    with pytest.raises(Refused, match="accepted or withdrawn"):
        resend_invitation(invitation=invitation, by=ada)
    assert invite(borough=hackney, email="kim@agency.example", by=ada).pk != invitation.pk


@pytest.mark.parametrize("token", ["nonsense", "e30:1abc:def"])
def test_a_link_that_was_tampered_with_says_what_to_do(token: str, client: Client) -> None:
    assert "The link is not complete" in text_of(client.get(f"/invitations/{token}/"))


def test_only_the_confirmed_owner_of_the_address_accepts(
    client: Client, ada: Person, hackney: Borough
) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    assert "Sign up with this address" in text_of(client.get(link_of(invitation)))
    for person in (confirmed(email="other@agency.example"), PersonFactory(email="kim@agency.example")):
        client.force_login(person)
        assert "add and confirm it" in text_of(client.get(link_of(invitation)))
        assert "Confirm first" in text_of(client.post(link_of(invitation), follow=True))
        person.refresh_from_db()
        assert person.borough is None
    assert Invitation.objects.unanswered().exists()


def test_an_officer_of_another_borough_cannot_accept(ada: Person, hackney: Borough) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    kim = confirmed(email="kim@agency.example", borough=BoroughFactory(slug="camden"))
    with pytest.raises(Refused, match="officer of Camden"):
        accept_invitation(invitation=invitation, person=kim)


def test_somebody_who_signed_up_meanwhile_finds_the_invitation(
    client: Client, ada: Person, hackney: Borough
) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    client.force_login(confirmed(email="kim@agency.example"))
    with time_machine.travel(timezone.now(), tick=False):  # the link says when it was signed
        page = client.get("/account/join/")
        assert link_of(invitation) in page.content.decode()
    assert "Hackney invites you." in text_of(page)
    client.force_login(confirmed(email="other@agency.example"))
    assert "invites you" not in text_of(client.get("/account/join/"))


def test_a_new_invitation_lets_the_same_person_back_in(client: Client, ada: Person, hackney: Borough) -> None:
    kim = confirmed(email="kim@agency.example", borough=hackney, name="Kim Hale")
    take_off_borough(person=kim, to=None, by=ada)
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    assert "You had an account with this address." in text_of(client.get(link_of(invitation)))
    assert "Sign in to accept." in text_of(client.post(link_of(invitation), follow=True))
    kim.refresh_from_db()
    assert (kim.is_active, kim.left_on, kim.borough) == (True, None, None)
    client.force_login(kim)
    client.post(link_of(invitation))
    kim.refresh_from_db()
    assert kim.borough == hackney
    with pytest.raises(Refused):
        reopen_account(invitation=invitation)


def test_an_account_that_was_switched_off_is_not_opened_by_an_invitation(
    client: Client, ada: Person, hackney: Borough
) -> None:
    barred = confirmed(email="kim@agency.example", is_active=False)
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    assert "Nobody who left has this address." in text_of(client.post(link_of(invitation), follow=True))
    barred.refresh_from_db()
    assert not barred.is_active


# --- Pages ----------------------------------------------------------------------------------------------


def test_the_mailbox_is_named(client: Client, ada: Person, hackney: Borough) -> None:
    client.force_login(ada)
    assert "None is named." in text_of(client.get(PEOPLE))
    assert "Write an address" in text_of(client.post(f"{PEOPLE}mailbox/", {"address": "contracts"}))
    page = text_of(client.post(f"{PEOPLE}mailbox/", {"address": "contracts@hackney.gov.uk"}, follow=True))
    assert "contracts@hackney.gov.uk is whom officers ask" in page


def test_the_page_shows_who_lacks_the_second_factor(client: Client, ada: Person, hackney: Borough) -> None:
    OfficerFactory(
        borough=hackney,
        name="Zed Late",
        borough_roles=["administrator"],
        second_factor=False,
        email="z@z.example",
    )
    client.force_login(ada)
    page = text_of(client.get(PEOPLE))
    assert "Zed Late z@z.example borough administrator missing never" in page
    assert "borough administrator set up" in page


def test_the_page_costs_at_most_twelve_queries(
    client: Client, ada: Person, hackney: Borough, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        OfficerFactory(borough=hackney, borough_roles=["publisher"])
        invite(borough=hackney, email=f"invited{number}@agency.example", by=ada)
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        assert "61 officers" in text_of(client.get(PEOPLE))


def test_an_account_that_staff_switched_off_later_is_not_opened_either(
    client: Client, ada: Person, hackney: Borough
) -> None:
    kim = confirmed(email="kim@agency.example", borough=hackney)
    take_off_borough(person=kim, to=None, by=ada)
    client.force_login(PersonFactory(is_staff=True))
    address, form = f"/admin/boroughs/person/{kim.pk}/change/", {"name": "Kim", "organisation": ""}
    client.post(address, {**form, "is_active": "on"})
    assert Person.objects.get(pk=kim.pk).is_active
    client.post(address, form)
    client.logout()
    assert not Person.objects.get(pk=kim.pk).is_active
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    assert "Nobody who left has this address." in text_of(client.post(link_of(invitation), follow=True))


def test_who_was_taken_off_does_not_come_back_by_an_address_confirmed_later(
    ada: Person, ben: Person, hackney: Borough
) -> None:
    take_off_borough(person=ben, to=None, by=ada)
    ben.refresh_from_db()
    assert join_borough(person=ben, verified_address="b.stone@hackney.gov.uk") is None
    ben.refresh_from_db()
    assert ben.borough is None


def test_nobody_is_written_to_without_end(client: Client, ada: Person, hackney: Borough) -> None:
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    resend_invitation(invitation=invitation, by=ada)
    withdraw_invitation(invitation=invitation)
    invitation = invite(borough=hackney, email="kim@agency.example", by=ada)
    with pytest.raises(Refused, match="Wait until tomorrow"):
        resend_invitation(invitation=invitation, by=ada)
    client.force_login(ada)
    page = client.post(f"{PEOPLE}invitations/{invitation.pk}/", {"again": ""}, follow=True)
    assert "Wait until tomorrow" in text_of(page)
    assert Mail.objects.filter(kind="invitation").count() == 3
    Mail.objects.update(made_at=timezone.now() - dt.timedelta(hours=25))
    resend_invitation(invitation=invitation, by=ada)


def test_an_invitation_ends_with_the_right_of_whoever_sent_it(
    client: Client, ada: Person, hackney: Borough
) -> None:
    leaver = OfficerFactory(borough=hackney, borough_roles=["administrator"], name="Lee Vale")
    invitation = invite(borough=hackney, email="kim@agency.example", roles=["administrator"], by=leaver)
    kim = confirmed(email="kim@agency.example")
    take_off_borough(person=leaver, to=None, by=ada)
    client.force_login(kim)
    over = "Whoever sent it no longer invites for Hackney. Ask its administrators to send it again."
    assert over in text_of(client.get(link_of(invitation)))
    assert over in text_of(client.post(link_of(invitation), follow=True))
    kim.refresh_from_db()
    assert kim.borough is None
    assert "invites you" not in text_of(client.get("/account/join/"))
    client.force_login(ada)
    client.post(f"{PEOPLE}invitations/{invitation.pk}/", {"resend": "yes"})
    client.force_login(kim)
    assert "Ada Okafor invites kim@agency.example" in text_of(client.get(link_of(invitation)))
    client.post(link_of(invitation))
    kim.refresh_from_db()
    assert kim.borough_roles == ["administrator"]
