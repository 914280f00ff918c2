"""The home page: what is on the register for anyone, what waits for an officer's borough."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    SupplierFactory,
    default_route,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_anyone_sees_what_is_live_and_what_is_not_known(client: Client) -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    shared = SupplierFactory(name="Tidewise Systems Ltd")
    start = in_days(-365)
    ContractFactory(
        boroughs=[camden],
        suppliers=[shared],
        value=Decimal(4_000_000),
        start_date=start,
        end_date=start + dt.timedelta(days=730),
    )
    ContractFactory(boroughs=[hackney], suppliers=[shared], value=None, end_date=in_days(900))
    ContractFactory(boroughs=[hackney], end_date=in_days(-10))
    page = text_of(client.get("/"))
    assert "live contracts 2 of 33 boroughs have some 2" in page
    assert "a year together £2 million" in page
    assert "The value of 1 of the 2 live contracts is not known and is left out of the sum." in page
    assert "Tidewise Systems Ltd 2" in page


def test_what_was_made_up_counts_for_nothing(client: Client) -> None:
    made_up = SupplierFactory(name="Plimdrift Ltd", is_demonstration=True)
    for slug in ("camden", "hackney"):
        ContractFactory(
            boroughs=[BoroughFactory(slug=slug)],
            suppliers=[made_up],
            value=Decimal(9_000_000),
            end_date=in_days(900),
            is_demonstration=True,
        )
    page = text_of(client.get("/"))
    assert "live contracts 0 of 33 boroughs have some" in page
    assert "a year together not known" in page
    assert "Plimdrift" not in page


def test_figures_follow_the_register_at_once(client: Client) -> None:
    BoroughFactory(slug="camden")
    assert "live contracts 0 of 33" in text_of(client.get("/"))
    ContractFactory(boroughs=[BoroughFactory(slug="camden")], end_date=in_days(900))
    assert "live contract 1 of 33" in text_of(client.get("/"))


def test_an_officer_sees_their_borough_first_and_what_happens_if_nothing_is_done(client: Client) -> None:
    default_route()
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    ContractFactory(title="Parking permits", boroughs=[camden], end_date=dt.date(2030, 3, 31), options=[24])
    ContractFactory(title="Telephony", boroughs=[hackney], end_date=dt.date(2030, 3, 31))
    client.force_login(OfficerFactory(borough=camden))
    page = text_of(client.get("/"))
    assert "My borough Camden" in page
    assert "Parking permits" in page
    assert "It ends on 31 March 2030 with 1 option left, at most until 31 March 2032." in page
    assert "Telephony" not in page


def test_an_officer_is_told_how_many_decisions_are_too_late(client: Client) -> None:
    default_route(days=180)
    camden = BoroughFactory(slug="camden")
    ContractFactory(boroughs=[camden], end_date=in_days(30))
    client.force_login(OfficerFactory(borough=camden))
    page = text_of(client.get("/"))
    assert "For 1 live contract the decide-by date is past" in page
    assert "Your register marks it “passed”" in page
    assert "passed" in text_of(client.get("/register/?borough=camden"))
    assert "Nothing to decide" in page


def test_somebody_without_a_borough_is_told_how_to_join_one(client: Client) -> None:
    client.force_login(PersonFactory())
    page = text_of(client.get("/"))
    assert "Add and verify your work address" in page
    assert "Collaborate" not in page


def test_it_takes_few_queries(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    default_route()
    camden = BoroughFactory(slug="camden")
    for _ in range(30):
        ContractFactory(boroughs=[camden], end_date=in_days(900), options=[12])
    assert Contract.objects.count() == 30
    client.force_login(OfficerFactory(borough=camden))
    with django_assert_max_num_queries(12):
        client.get("/")


def test_the_navigation_names_each_place_once(client: Client) -> None:
    client.force_login(OfficerFactory())
    labels = [item.label for item in client.get("/register/").context["navigation"]]
    assert labels.count("Opportunities") == 1
    assert len(labels) == len(set(labels))
