"""One's own account: what it lists, and where one is signed in."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.devices import device
from boroughs.models import Person
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"
)


@pytest.fixture
def officer() -> Person:
    """An officer of Camden who can sign in."""
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def signed_in(person: Person, user_agent: str) -> Client:
    """Return a browser in which somebody has signed in by their password."""
    client = Client(headers={"user-agent": user_agent})
    answer = client.post("/account/login/", {"login": person.email, "password": "correct horse"})
    assert answer.status_code == 302
    return client


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Edge on Windows"),
        (PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPad)", "a browser on an iPad"),
        ("Firefox/1", "Firefox"),
        ("curl/8", "an unknown device"),
        ("", "an unknown device"),
    ],
)
def test_devices_in_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


def test_the_account_lists_what_belongs_to_it(client: Client, officer: Person) -> None:
    client.force_login(officer)
    page = text_of(client.get("/account/"))
    for words in (
        "You are an officer of Camden",
        "Messages",
        "1 address",
        "Second factor",
        "not set up",
        "1 session",
    ):
        assert words in page
    assert client.get("/account/").content.count(b'aria-current="true"') == 1
    assert client.get("/account/logout/").content.count(b'aria-current="true"') == 1


@pytest.mark.parametrize("name", ["notifications", "notification_settings", "following"])
def test_the_way_back_from_what_one_hears_about_is_the_account(
    client: Client, officer: Person, name: str
) -> None:
    client.force_login(officer)
    page = client.get(reverse(name)).content.decode()
    assert 'class="govuk-breadcrumbs__link" href="/account/">Your account</a>' in page


def test_a_suppliers_person_reads_what_they_are_to_the_hub(client: Client) -> None:
    client.force_login(PersonFactory(is_suppliers_person=True, organisation="Brightwater Systems"))
    page = text_of(client.get("/account/"))
    assert "You work for Brightwater Systems, and see what everybody sees." in page
    assert "Messages" not in page


def test_each_question_before_something_goes_has_a_way_back(officer: Person) -> None:
    client, _ = signed_in(officer, EDGE), signed_in(officer, PHONE)
    other = UserSession.objects.get(user_agent=PHONE)
    for address in (f"/account/sessions/{other.pk}/end/", "/account/sessions/others/end/"):
        assert (
            'href="/account/sessions/">Leave things as they are</a>' in client.get(address).content.decode()
        )
    asked = client.post("/account/email/", {"email": officer.email, "action_remove": ""})
    assert 'href="/account/email/">Leave things as they are</a>' in asked.content.decode()


def test_somebody_without_a_password_may_choose_one(client: Client) -> None:
    person = PersonFactory(password="")
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    assert "/account/password/set/" in client.get("/account/").content.decode()


def test_sessions_are_listed_in_words_at_a_bounded_cost(
    officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here = signed_in(officer, EDGE)
    for _ in range(20):
        signed_in(officer, PHONE)
    with django_assert_max_num_queries(12):
        page = text_of(here.get("/account/sessions/"))
    assert page.count("Safari on an iPhone") == 40  # said once in the row, once in its link for the ear
    assert page.index("this session") < page.index("Safari on an iPhone")
    assert "Edge on Windows" in page
    assert "127.0.0.1" in page


def test_one_session_is_ended_after_a_question(officer: Person) -> None:
    here, there = signed_in(officer, EDGE), signed_in(officer, PHONE)
    session = UserSession.objects.get(user_agent=PHONE)
    address = f"/account/sessions/{session.pk}/end/"
    assert "Safari on an iPhone" in text_of(here.get(address))
    assert there.get("/account/").status_code == 200
    assert here.post(address).status_code == 302
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert UserSession.objects.count() == 1


def test_all_others_are_ended_after_a_question(officer: Person) -> None:
    here, *others = (signed_in(officer, EDGE) for _ in range(3))
    assert "Edge on Windows, Edge on Windows" in text_of(here.get("/account/sessions/others/end/"))
    assert here.post("/account/sessions/others/end/").status_code == 302
    assert [client.get("/account/").status_code for client in (here, *others)] == [200, 302, 302]


def test_neither_this_session_nor_somebody_elses_can_be_ended(officer: Person) -> None:
    here = signed_in(officer, EDGE)
    mine = UserSession.objects.get()
    other = OfficerFactory()
    other.emailaddress_set.create(email=other.email, verified=True, primary=True)
    there = signed_in(other, PHONE)
    theirs = UserSession.objects.get(user=other)
    for session in (mine, theirs):
        assert here.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert there.get("/account/").status_code == 200


def test_a_new_password_ends_every_session(officer: Person) -> None:
    here, there = signed_in(officer, EDGE), signed_in(officer, PHONE)
    new = {"oldpassword": "correct horse", "password1": "battery staple 7", "password2": "battery staple 7"}
    assert here.post("/account/password/change/", new).status_code == 302
    assert [client.get("/account/").status_code for client in (here, there)] == [302, 302]
    assert not UserSession.objects.exists()


def test_signing_out_forgets_where_it_was(officer: Person) -> None:
    here = signed_in(officer, EDGE)
    assert UserSession.objects.count() == 1
    here.post("/account/logout/")
    assert not UserSession.objects.exists()


def test_a_change_of_the_password_is_told_by_mail(officer: Person, mailoutbox: Any) -> None:
    here = signed_in(officer, EDGE)
    new = {"oldpassword": "correct horse", "password1": "battery staple 7", "password2": "battery staple 7"}
    here.post("/account/password/change/", new)
    assert mailoutbox[-1].to == [officer.email]
    assert "password" in mailoutbox[-1].body


def test_switching_an_account_off_ends_its_sessions_for_good() -> None:
    officer, staff = OfficerFactory(name="Ada"), PersonFactory(is_staff=True)
    theirs, ours = Client(), Client()
    theirs.force_login(officer)
    assert theirs.get("/account/sessions/").status_code == 200
    ours.force_login(staff)
    address, form = f"/admin/boroughs/person/{officer.pk}/change/", {"name": "Ada", "organisation": ""}
    ours.post(address, form)
    ours.post(address, {**form, "is_active": "on"})
    assert Person.objects.get(pk=officer.pk).is_active
    assert theirs.get("/account/sessions/").status_code == 302
