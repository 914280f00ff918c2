"""The boroughs' pages: the map, the table, one borough."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProfileFactory,
    SupplierFactory,
    default_route,
)
from tests.factories.boroughs import LONDON
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_the_list_counts_live_contracts_and_leaves_unknown_values_out(client: Client) -> None:
    camden = BoroughFactory(slug="camden")
    start = in_days(-365)
    for value in (Decimal(2_000_000), None):
        ContractFactory(boroughs=[camden], value=value, start_date=start, end_date=start + dt.timedelta(730))
    ContractFactory(boroughs=[camden], end_date=in_days(-1))
    page = text_of(client.get("/boroughs/"))
    assert "Camden CMD 2 live contracts" in page
    assert "Camden 2 £1 million 1" in page


def test_the_list_is_in_the_order_of_names(client: Client) -> None:
    for row in reversed(LONDON):
        BoroughFactory(slug=row["slug"])
    page = client.get("/boroughs/").content.decode()
    table = page[page.index("<table") :]
    addresses = re.findall(r'href="/boroughs/([^/"]+)/"', table)
    assert addresses == sorted(row["slug"] for row in LONDON)


def test_a_joint_contract_is_on_both_boroughs_pages(client: Client) -> None:
    boroughs = [BoroughFactory(slug="camden"), BoroughFactory(slug="islington")]
    ContractFactory(title="Shared telephony", boroughs=boroughs, end_date=in_days(900))
    for borough in boroughs:
        assert "Shared telephony" in text_of(client.get(borough.get_absolute_url()))


def test_a_borough_shows_what_to_decide_next_and_its_suppliers(client: Client) -> None:
    default_route()
    hackney = BoroughFactory(slug="hackney")
    supplier = SupplierFactory(name="Oakhaven Systems Ltd")
    ContractFactory(title="Later", boroughs=[hackney], suppliers=[supplier], end_date=in_days(1200))
    ContractFactory(title="Sooner", boroughs=[hackney], suppliers=[supplier], end_date=in_days(800))
    page = text_of(client.get("/boroughs/hackney/"))
    assert page.index("Sooner") < page.index("Later")
    assert "(assumed)" in page
    assert "Oakhaven Systems Ltd 2" in page


def test_a_borough_says_how_complete_its_register_is(client: Client) -> None:
    hackney = BoroughFactory(slug="hackney")
    ContractFactory(boroughs=[hackney], end_date=in_days(900), options_known=True)
    ContractFactory(boroughs=[hackney], end_date=in_days(900), value=None, suppliers=[])
    ContractFactory(boroughs=[hackney], end_date=None)
    page = text_of(client.get("/boroughs/hackney/"))
    assert "Value 1 50" in page
    assert "Supplier 1 50" in page
    assert "End date 2 100" in page
    assert "1 more contract on the register has no known end date" in page


def test_a_borough_with_nothing_says_so(client: Client) -> None:
    BoroughFactory(slug="hackney")
    assert "No live contract on the register" in text_of(client.get("/boroughs/hackney/"))


def test_a_borough_that_there_is_not(client: Client) -> None:
    answer = client.get("/boroughs/croydonia/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


@pytest.mark.parametrize("address", ["/boroughs/", "/boroughs/city-of-london/"])
def test_pages_take_few_queries(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    default_route()
    boroughs = [BoroughFactory(slug=row["slug"]) for row in LONDON]
    for _ in range(25):
        ContractFactory(boroughs=boroughs[:3], end_date=in_days(900))
    client.force_login(OfficerFactory())
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_borough_says_how_fresh_its_register_is(client: Client) -> None:
    camden = BoroughFactory(slug="camden")
    for days in (-10, -250, -400, None):
        confirmed = in_days(days) if days else None
        ContractFactory(boroughs=[camden], end_date=in_days(900), confirmed_on=confirmed)
    page = text_of(client.get("/boroughs/camden/"))
    assert "Fresh 1 25 Ageing 1 25 Stale 2 50" in page


def test_only_officers_who_agreed_are_named_to_the_public(client: Client) -> None:
    camden = BoroughFactory(slug="camden")
    for name, agreed, fields in (
        ("Ada Okafor", True, {"borough": camden}),
        ("Bea Lindqvist", False, {"borough": camden}),
        ("Cem Aydin", True, {"borough": camden, "is_active": False}),
        ("Dov Katz", True, {"borough": BoroughFactory(slug="hackney")}),
    ):
        ProfileFactory(person=OfficerFactory(name=name, **fields), on_borough_page=agreed)
    page = text_of(client.get("/boroughs/camden/"))
    assert "People Ada Okafor" in page
    for other in ("Bea Lindqvist", "Cem Aydin", "Dov Katz", "@"):
        assert other not in page
