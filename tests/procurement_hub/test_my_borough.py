"""What waits for a borough, for each persona."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Event, Frequency, Notification, Person
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    default_route,
    make_timeline,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_home_and_my_borough_show_an_officer_the_same() -> None:
    camden = BoroughFactory(slug="camden")
    client = signed_in(OfficerFactory(borough=camden))
    home, mine = text_of(client.get("/")), text_of(client.get("/my-borough/"))
    for page in (home, mine):
        assert "My borough Camden" in page
        for part in ("Decide soon", "Others who could join", "Confirm", "New where you follow"):
            assert part in page
        assert "London today" not in page


def test_an_officer_sees_no_other_borough_whatever_the_address_says() -> None:
    BoroughFactory(slug="hackney")
    client = signed_in(OfficerFactory(borough=BoroughFactory(slug="camden")))
    page = text_of(client.get("/my-borough/?borough=hackney"))
    assert "My borough Camden" in page
    assert "Hackney" not in page


def test_a_contract_whose_replacement_is_planned_leads_to_its_timeline() -> None:
    default_route()
    camden, ahead = BoroughFactory(slug="camden"), timezone.localdate() + dt.timedelta(days=900)
    parking, housing = (
        ContractFactory(title=title, boroughs=[camden], end_date=ahead) for title in ("Parking", "Housing")
    )
    make_timeline(borough=camden, contract=parking)
    page = text_of(signed_in(OfficerFactory(borough=camden)).get("/my-borough/"))
    assert f"See the timeline of its replacement: {parking}" in page.replace(" :", ":")
    assert f"Plan its replacement: {housing}" in page.replace(" :", ":")


def test_loti_staff_choose_whose() -> None:
    BoroughFactory(slug="camden")
    ContractFactory(title="Parking", boroughs=[BoroughFactory(slug="hackney")], end_date=dt.date(2035, 3, 31))
    client = signed_in(PersonFactory(is_staff=True))
    assert "Choose a borough" in text_of(client.get("/my-borough/"))
    page = text_of(client.get("/my-borough/?borough=hackney"))
    assert "My borough Hackney" in page
    assert "Parking" in page
    assert client.get("/my-borough/?borough=atlantis").status_code == 404


def test_others_have_no_borough() -> None:
    assert Client().get("/my-borough/").status_code == 302
    for person in (
        PersonFactory(),
        PersonFactory(is_suppliers_person=True),
        PersonFactory(is_facilitator=True),
    ):
        assert signed_in(person).get("/my-borough/").status_code == 403


def test_a_full_page_takes_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    default_route()
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    officer = OfficerFactory(borough=camden)
    ahead = timezone.localdate() + dt.timedelta(days=900)
    for number in range(15):
        ContractFactory(boroughs=[camden], end_date=ahead, options=[12])
        FlagFactory(boroughs=[camden, hackney])
        event = Event.objects.create(kind="test", key=f"key {number}")
        Notification.objects.create(
            event=event, person=officer, because="A test.", frequency=Frequency.HUB_ONLY
        )
    for person in (officer, PersonFactory(is_staff=True)):
        client = signed_in(person)
        with django_assert_max_num_queries(12):
            assert client.get("/my-borough/?borough=camden").status_code == 200
