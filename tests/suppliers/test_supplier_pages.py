"""The suppliers' pages: the directory with its search and pages, and one supplier."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from suppliers.models import Supplier, SupplierIdentifier
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, ProductFactory, SupplierFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def link(source: str, rel: str) -> str | None:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', source)
    return found[1].replace("&amp;", "&") if found else None


def names_on(source: str) -> list[str]:
    return re.findall(r'hub-title-cell"><a class="govuk-link" href="[^"]+">([^<]+)<', source)


def test_walking_the_pages_shows_every_supplier_once_forwards_and_backwards(client: Client) -> None:
    for number in range(120):
        SupplierFactory(name=f"Brightwater {number % 60:02}", slug=f"brightwater-{number}")
    address: str | None = "/suppliers/"
    pages = []
    while address:
        source = client.get(address).content.decode()
        pages.append(names_on(source))
        last, address = source, link(source, "next")
    assert [len(page) for page in pages] == [50, 50, 20]
    seen = [name for page in pages for name in page]
    assert seen == sorted(f"Brightwater {number % 60:02}" for number in range(120))
    before = client.get(link(last, "prev") or "").content.decode()
    assert names_on(before) == pages[1]
    assert names_on(client.get(link(before, "prev") or "").content.decode()) == pages[0]


def test_capitals_make_no_difference_to_the_order(client: Client) -> None:
    shown = ["ALDERMOOR LTD", "Ashbourne Ltd", "BIRCHFIELD LTD", "brindle Ltd", "Cottam Ltd"]
    for name in reversed(shown):
        SupplierFactory(name=name)
    assert names_on(client.get("/suppliers/").content.decode()) == shown
    middle = Supplier.objects.get(name="BIRCHFIELD LTD")
    cursor = f"0~birchfield ltd~{middle.pk}"
    assert names_on(client.get("/suppliers/", {"after": cursor}).content.decode()) == shown[3:]
    assert names_on(client.get("/suppliers/", {"before": cursor}).content.decode()) == shown[:2]


def test_an_order_s_old_cursor_shows_the_first_page_and_says_so(client: Client) -> None:
    SupplierFactory(name="Aldermoor Ltd")
    page = text_of(client.get("/suppliers/?after=aldermoor"))
    assert "does not exist in this order: this is the first one" in page
    assert "Aldermoor Ltd" in page


def test_a_search_without_result_says_what_to_do(client: Client) -> None:
    page = text_of(client.get("/suppliers/?q=nobody"))
    assert "No supplier matches" in page
    assert "Show all suppliers" in page


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=30) for name in ("q", "after", "before")}))
def test_no_query_breaks_it(client: Client, query: dict[str, str]) -> None:
    assert client.get("/suppliers/", query).status_code == 200


def test_a_supplier_shows_its_numbers_names_boroughs_and_contracts(client: Client) -> None:
    supplier = SupplierFactory(name="Oakhaven Systems Ltd", slug="oakhaven")
    SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value="01234567", source="test")
    ProductFactory(name="Oakdesk", supplier=supplier)
    camden = BoroughFactory(slug="camden")
    ContractFactory(title="Running", boroughs=[camden], suppliers=[supplier], end_date=in_days(900))
    ContractFactory(
        title="Of unknown value", boroughs=[camden], suppliers=[supplier], value=None, end_date=in_days(900)
    )
    ContractFactory(title="Finished", boroughs=[camden], suppliers=[supplier], end_date=in_days(-9))
    answer = client.get("/suppliers/oakhaven/")
    page = text_of(answer)
    assert "company/01234567" in answer.content.decode()
    assert "Companies House number 01234567" in page
    assert "Camden CMD 2 live contracts" in page
    assert page.index("Running") < page.index("Contracts that have ended") < page.index("Finished")
    assert "The value of 1 of the 2 live contracts is not known" in page
    assert "Oakdesk" in page


def test_a_fictional_supplier_is_marked(client: Client) -> None:
    SupplierFactory(slug="tidewise", is_demonstration=True)
    assert "This supplier does not exist." in text_of(client.get("/suppliers/tidewise/"))


def test_a_supplier_that_there_is_not(client: Client) -> None:
    assert client.get("/suppliers/nobody/").status_code == 404


@pytest.mark.parametrize("address", ["/suppliers/", "/suppliers/?q=e", "/suppliers/tidewise/"])
def test_pages_take_few_queries(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    supplier = SupplierFactory(name="Tidewise", slug="tidewise")
    boroughs = [BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")]
    for number in range(30):
        contract = ContractFactory(
            boroughs=boroughs, suppliers=[supplier], end_date=in_days(900 - 60 * number)
        )
        assert contract.suppliers.count() == 1
        SupplierFactory()
    client.force_login(OfficerFactory())
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_the_address_of_a_supplier_found_to_be_another_leads_there(client: Client) -> None:
    kept = SupplierFactory(name="Oakhaven Systems Ltd", slug="oakhaven")
    gone = SupplierFactory(name="Oakhaven Sytems", slug="oakhaven-sytems", merged_into=kept)
    before = SupplierFactory(name="Oakhavn", slug="oakhavn", merged_into=gone)
    for one in (gone, before):
        assert client.get(one.get_absolute_url())["Location"] == "/suppliers/oakhaven/"
    assert "Sytems" not in text_of(client.get("/suppliers/"))
    found = client.get("/suppliers/?q=Oakhaven+Sytems").context["shown"].suppliers
    assert [supplier.slug for supplier in found] == ["oakhaven"]


def test_contracts_that_have_not_begun_or_have_no_known_end_are_told_apart(client: Client) -> None:
    supplier = SupplierFactory(slug="oakhaven")
    ContractFactory(title="Next", suppliers=[supplier], start_date=in_days(30), end_date=in_days(900))
    ContractFactory(title="Open", suppliers=[supplier], end_date=None)
    page = text_of(client.get("/suppliers/oakhaven/"))
    assert "No live contract on the register" in page
    assert page.index("Contracts that have not begun") < page.index("Next")
    assert page.index("Contracts whose end is not known") < page.index("Open")


def test_a_supplier_without_contracts_says_so(client: Client) -> None:
    SupplierFactory(slug="idle")
    page = text_of(client.get("/suppliers/idle/"))
    assert "No contract on the register names this supplier." in page
    assert "a year together" not in page
