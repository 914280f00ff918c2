"""Asking to be let in, and deciding about it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions import join_borough
from boroughs.actions.joining import approve_request, ask_to_join, decline_request, withdraw_request
from boroughs.models import Event, JoinRequest, Person
from boroughs.refusals import Refused
from boroughs.rights import Role, roles_of
from boroughs.vouching import evidence_of
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory, SupplierFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Person:
    person: Person = PersonFactory(is_staff=True, name="Lola Staff")
    return person


def suppliers_request(**fields: Any) -> JoinRequest:
    person = PersonFactory(**{"email": "sam@brightwater.example", "name": "Sam Poole", **fields})
    return ask_to_join(
        person=person, wish="suppliers_person", organisation="Brightwater Systems Ltd", message="I sell."
    )


def test_a_page_that_a_newcomer_may_not_see_says_where_to_ask(client: Client) -> None:
    client.force_login(PersonFactory())
    refused = client.get("/people/")
    assert refused.status_code == 403
    assert 'href="/account/join/">Ask to be let in</a>' in refused.content.decode()


def test_who_is_in_already_is_led_to_their_account(client: Client) -> None:
    client.force_login(OfficerFactory())
    refused = client.get("/account/join/")
    assert refused.status_code == 403
    assert 'href="/account/">See what your account may do</a>' in refused.content.decode()


def test_a_newcomer_asks_and_sees_that_the_request_waits(client: Client) -> None:
    newcomer = PersonFactory()
    client.force_login(newcomer)
    assert "Ask to be let in" in text_of(client.get("/account/join/"))
    form = {"wish": "suppliers_person", "organisation": "Brightwater Systems Ltd", "message": ""}
    page = text_of(client.post("/account/join/", form, follow=True))
    assert "Your request waits for LOTI" in page
    assert "Works for Brightwater Systems Ltd" in page
    assert roles_of(newcomer) == {Role.NEWCOMER}
    assert Event.objects.get().kind == "join_asked"


@pytest.mark.parametrize(
    ("form", "asked_for"),
    [
        ({}, "Choose what brings you here."),
        ({"wish": "suppliers_person"}, "Give the name of the supplier you work for."),
        ({"wish": "officer", "message": "x"}, "Choose the borough you work for."),
        ({"wish": "officer"}, "Say why, so that LOTI staff can decide."),
        ({"wish": "facilitator"}, "Say why, so that LOTI staff can decide."),
        ({"wish": "officer", "borough": "999999"}, "Choose a borough from the list."),
    ],
)
def test_what_a_request_must_say(form: dict[str, str], asked_for: str, client: Client) -> None:
    client.force_login(PersonFactory())
    assert asked_for in text_of(client.post("/account/join/", form))
    assert not JoinRequest.objects.exists()


def test_nobody_asks_twice_at_a_time(client: Client) -> None:
    request = suppliers_request()
    with pytest.raises(Refused, match="asked already"):
        ask_to_join(person=request.person, wish="facilitator", message="Me too.")
    client.force_login(request.person)
    page = client.post("/account/join/", {"wish": "facilitator", "message": "Me too."}, follow=True)
    assert "You have asked already" in text_of(page)


def test_a_request_is_withdrawn_after_asking(client: Client) -> None:
    request = suppliers_request()
    client.force_login(request.person)
    assert "Leave it as it is" in text_of(client.get("/account/join/withdraw/"))
    assert "Your request is withdrawn" in text_of(client.post("/account/join/withdraw/", follow=True))
    assert not JoinRequest.objects.exists()
    assert client.get("/account/join/withdraw/").status_code == 302


def test_a_decided_request_cannot_be_withdrawn(staff: Person) -> None:
    request = suppliers_request()
    decline_request(request=request, by=staff, reason="No.")
    with pytest.raises(Refused):
        withdraw_request(request=request)


@pytest.mark.parametrize("wish", JoinRequest.Wish)
def test_being_let_in_makes_what_was_asked_for(wish: str, staff: Person) -> None:
    hackney = BoroughFactory(slug="hackney")
    request = ask_to_join(
        person=PersonFactory(), wish=wish, borough=hackney, organisation="Brightwater", message="Please."
    )
    person = approve_request(request=request, by=staff)
    made = {
        JoinRequest.Wish.OFFICER: Role.OFFICER,
        JoinRequest.Wish.SUPPLIERS_PERSON: Role.SUPPLIERS_PERSON,
        JoinRequest.Wish.FACILITATOR: Role.LOTI_FACILITATOR,
    }
    assert roles_of(person) == {made[JoinRequest.Wish(wish)]}
    assert person.borough == (hackney if wish == "officer" else None)
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("approved", staff)
    told = Event.objects.get(kind="join_decided")
    assert told.data == {"person": person.pk, "approved": True, "reason": ""}


def test_staff_decline_with_a_reason_that_the_person_reads(client: Client, staff: Person) -> None:
    request = suppliers_request()
    client.force_login(staff)
    address = f"/joining/{request.pk}/"
    assert "Say why" in text_of(client.post(address, {"decision": "decline", "reason": " "}))
    answer = client.post(address, {"decision": "decline", "reason": "Use your work address."}, follow=True)
    assert "is told that the answer is no" in text_of(answer)
    client.force_login(request.person)
    page = text_of(client.get("/account/join/"))
    assert "was declined. Use your work address." in page
    assert "You can ask again below." in page


def test_staff_let_somebody_in(client: Client, staff: Person) -> None:
    request = suppliers_request()
    client.force_login(staff)
    page = text_of(client.post(f"/joining/{request.pk}/", {"decision": "approve", "reason": ""}, follow=True))
    assert "Sam Poole is in." in page
    assert "Nobody waits" in page
    assert "let in Lola Staff" in page
    assert "Lola Staff let them in" in text_of(client.get(f"/joining/{request.pk}/"))
    again = text_of(client.post(f"/joining/{request.pk}/", {"decision": "approve"}, follow=True))
    assert "decided or withdrawn meanwhile" in again


@pytest.mark.parametrize("decide", [approve_request, decline_request])
def test_nobody_decides_about_themselves(decide: Callable[..., Any], staff: Person) -> None:
    request = ask_to_join(person=staff, wish="facilitator", message="Me.")
    with pytest.raises(Refused, match="their own request"):
        decide(request=request, by=staff, reason="Because.")


def test_an_officer_by_address_is_not_made_a_suppliers_person(staff: Person) -> None:
    request = suppliers_request()
    Person.objects.filter(pk=request.person_id).update(borough=BoroughFactory(slug="hackney"))
    with pytest.raises(Refused, match="has become an officer of Hackney"):
        approve_request(request=request, by=staff)
    request.refresh_from_db()
    assert request.state == "waiting"


def test_joining_by_address_voids_the_request_and_ends_being_a_suppliers_person() -> None:
    hackney = BoroughFactory(slug="hackney")
    request = suppliers_request(is_suppliers_person=True)
    join_borough(person=request.person, verified_address="sam@hackney.gov.uk")
    assert roles_of(Person.objects.get(pk=request.person_id)) == {Role.OFFICER}
    assert Person.objects.get(pk=request.person_id).borough == hackney
    assert not JoinRequest.objects.exists()


def test_what_speaks_for_an_address() -> None:
    SupplierFactory(name="Brightwater Systems Ltd")
    PersonFactory(email="kim@brightwater.example", is_suppliers_person=True)
    request = suppliers_request()
    EmailAddress.objects.create(user=request.person, email=request.person.email, verified=True)
    assert evidence_of(request) == [
        "The address sam@brightwater.example is confirmed.",
        "Of those who are in, 1 person came from brightwater.example.",
        "The domain looks like the name of Brightwater Systems Ltd on the register.",
    ]


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("sam@gmail.com", "Anybody can have an address at gmail.com: it does not show who they work for."),
        ("sam@nobody.example", "No supplier on the register is called like nobody.example."),
        ("sam@schools.hackney.gov.uk", "The domain is below hackney.gov.uk, which is Hackney’s."),
    ],
)
def test_what_does_not_speak_for_an_address(email: str, said: str) -> None:
    BoroughFactory(slug="hackney")
    evidence = evidence_of(suppliers_request(email=email))
    assert evidence[0] == f"The address {email} is not confirmed: anybody could have written it."
    assert said in evidence


def test_the_queue_is_bounded_and_has_the_oldest_first(
    client: Client, staff: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for number in range(40):
        waits = number % 2 == 0
        JoinRequest.objects.create(
            person=PersonFactory(name=f"Asker {number:02}"),
            wish="officer",
            borough=BoroughFactory(),
            asked_at=now - dt.timedelta(days=number),
            state="waiting" if waits else "declined",
            decided_at=None if waits else now,
            decided_by=None if waits else staff,
        )
    client.force_login(staff)
    with django_assert_max_num_queries(12):
        page = text_of(client.get("/joining/"))
    assert page.index("Asker 38") < page.index("Asker 36") < page.index("Asker 00")
    with django_assert_max_num_queries(12):
        client.get(f"/joining/{JoinRequest.objects.waiting()[0].pk}/")


def test_officers_do_not_see_the_queue(client: Client) -> None:
    client.force_login(OfficerFactory(borough_roles=["administrator"]))
    assert client.get("/joining/").status_code == 403


def test_the_navigation_tells_staff_how_many_wait_and_nobody_else(client: Client, staff: Person) -> None:
    request = suppliers_request()
    client.force_login(staff)
    assert "Joining (1)" in text_of(client.get("/accessibility/"))
    client.force_login(request.person)
    assert "Joining" not in text_of(client.get("/accessibility/"))


def test_home_leads_newcomers_to_ask(client: Client) -> None:
    client.force_login(PersonFactory())
    assert "Ask to be let in" in text_of(client.get("/"))
    client.force_login(PersonFactory(is_suppliers_person=True))
    assert "Ask to be let in" not in text_of(client.get("/"))


def test_staff_are_not_written_to_without_end() -> None:
    newcomer = PersonFactory()
    for _ in range(3):
        withdraw_request(request=ask_to_join(person=newcomer, wish="facilitator", message="Let me in."))
    with pytest.raises(Refused, match="three times"):
        ask_to_join(person=newcomer, wish="facilitator", message="Let me in.")
    ask_to_join(person=PersonFactory(), wish="facilitator", message="Another one.")
    Event.objects.update(happened_at=timezone.now() - dt.timedelta(hours=25))
    ask_to_join(person=newcomer, wish="facilitator", message="The next day.")
