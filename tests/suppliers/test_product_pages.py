"""The products' pages: the directory with its search, and one product."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Follow
from suppliers.models import KnownProduct, Product, ProductName, ProductOwner
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ProfileFactory,
    ServiceAreaFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def oakdesk() -> Product:
    """A product that was renamed and sold, that Camden uses, and that Hackney used."""
    oakhaven = SupplierFactory(name="Oakhaven Systems Ltd", slug="oakhaven")
    area = ServiceAreaFactory(code="HSG-1", name="Housing management system")
    product: Product = ProductFactory(name="Oakdesk", slug="oakdesk", supplier=oakhaven, service_area=area)
    ProductName.objects.create(product=product, name="Fendesk", kind="former", valid_to=dt.date(2020, 2, 1))
    ProductOwner.objects.create(
        product=product,
        owner_name="Fenbrook Software",
        valid_to=dt.date(2019, 7, 1),
        date_note="by July 2019",
        source_url="https://example.org/sold",
    )
    ProductOwner.objects.create(
        product=product,
        owner_name="Oakhaven",
        supplier=oakhaven,
        is_present=True,
        valid_from=dt.date(2019, 7, 1),
    )
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    ContractFactory(
        title="Running",
        boroughs=[camden],
        suppliers=[oakhaven],
        product=product,
        start_date=dt.date(2024, 4, 1),
        end_date=in_days(500),
    )
    ContractFactory(
        title="Of unknown value",
        boroughs=[camden],
        suppliers=[oakhaven],
        product=product,
        value=None,
        start_date=dt.date(2018, 4, 1),
        end_date=in_days(700),
    )
    ContractFactory(
        title="Finished",
        boroughs=[hackney],
        suppliers=[oakhaven],
        product=product,
        start_date=dt.date(2015, 4, 1),
        end_date=dt.date(2021, 3, 31),
    )
    return product


def test_a_product_shows_its_names_owners_users_and_contracts(client: Client, oakdesk: Product) -> None:
    page = text_of(client.get("/products/oakdesk/"))
    assert "Sold by Oakhaven Systems Ltd." in page
    assert "Housing › Housing management system" in page
    assert "Fendesk – former name, before 1 February 2020" in page
    assert "Fenbrook Software, before 1 July 2019 (by July 2019), source" in page
    assert "Oakhaven – present owner, from 1 July 2019" in page
    assert "Camden CMD 2 live contracts" in page
    assert "The value of 1 of the 2 live contracts is not known" in page
    until = f"{in_days(700).day} {in_days(700):%B %Y}"
    assert f"Camden 1 April 2018 {until} 2" in page
    assert "Hackney 1 April 2015 31 March 2021 0" in page
    assert page.index("Running") < page.index("Contracts that have ended") < page.index("Finished")


def test_a_borough_whose_contract_begins_later_is_not_said_to_use_it(
    client: Client, oakdesk: Product
) -> None:
    barnet = BoroughFactory(slug="barnet")
    ContractFactory(
        boroughs=[barnet], product=oakdesk, start_date=in_days(30), end_date=in_days(400), title="Later"
    )
    begins = f"{in_days(30).day} {in_days(30):%B %Y}"
    page = text_of(client.get("/products/oakdesk/"))
    assert f"Barnet {begins} not begun yet" in " ".join(page.split())
    assert page.count("not begun yet") == 1


def test_what_ends_when_is_said_drawn_and_a_table(client: Client, oakdesk: Product) -> None:
    answer = client.get("/products/oakdesk/")
    page = text_of(answer)
    first, last = in_days(500).year, in_days(700).year
    said = f"2 end in {first}" if first == last else f"1 ends in {first} and 1 in {last}"
    assert f"Of 2 live contracts, {said}, as things stand." in page
    assert answer.content.decode().count('<svg class="hub-dates"') == 2
    assert "The same years as a table" in page


def test_members_see_how_many_peers_know_it_and_others_do_not(client: Client, oakdesk: Product) -> None:
    KnownProduct.objects.create(person=ProfileFactory().person, product=oakdesk)
    KnownProduct.objects.create(person=ProfileFactory(in_directory=False).person, product=oakdesk)
    assert "peer" not in text_of(client.get("/products/oakdesk/"))
    client.force_login(PersonFactory())
    assert "peer" not in text_of(client.get("/products/oakdesk/"))
    client.force_login(OfficerFactory())
    answer = client.get("/products/oakdesk/")
    assert "1 peer who knows it" in text_of(answer)
    assert 'href="/people/?product=oakdesk"' in answer.content.decode()
    assert client.get("/people/?product=oakdesk").status_code == 200


def test_a_product_can_be_followed_and_what_one_follows_leads_to_it(client: Client, oakdesk: Product) -> None:
    officer = OfficerFactory()
    client.force_login(officer)
    assert "Follow Oakdesk" in text_of(client.get("/products/oakdesk/"))
    client.post(f"/follow/suppliers/product/{oakdesk.pk}/", {"next": "/products/oakdesk/"})
    assert Follow.objects.filter(person=officer).count() == 1
    assert "Stop following Oakdesk" in text_of(client.get("/products/oakdesk/"))
    assert 'href="/products/oakdesk/"' in client.get("/account/following/").content.decode()


@pytest.mark.parametrize("address", ["/suppliers/oakhaven/", "/register/{contract}/"])
def test_supplier_and_contract_lead_to_the_product(client: Client, oakdesk: Product, address: str) -> None:
    contract = ContractFactory(product=oakdesk).pk
    assert 'href="/products/oakdesk/"' in client.get(address.format(contract=contract)).content.decode()


def test_the_register_shows_the_contracts_for_a_product(client: Client, oakdesk: Product) -> None:
    ContractFactory(title="Something else")
    page = text_of(client.get("/register/?product=oakdesk&supplier=oakhaven"))
    assert "3 contracts" in page
    assert "See the page of Oakhaven Systems Ltd and of Oakdesk." in page
    assert "Remove filter: Product: Oakdesk" in page
    assert "There is no product of that name" in text_of(client.get("/register/?product=nothing"))


def test_the_download_of_its_contracts_has_them(client: Client, oakdesk: Product) -> None:
    answer = client.get("/register/contracts.csv?product=oakdesk")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    titles = {row["Title"] for row in csv.DictReader(io.StringIO(text))}
    assert titles == {"Running", "Of unknown value", "Finished"}


def test_a_product_without_contracts_says_so(client: Client) -> None:
    ProductFactory(name="Larkdesk", slug="larkdesk", supplier=None)
    page = text_of(client.get("/products/larkdesk/"))
    assert "No contract on the register names this product." in page
    assert "Who sells it now is not known" in page


def test_a_fictional_product_is_marked_and_one_that_there_is_not_is_unknown(client: Client) -> None:
    ProductFactory(slug="tidewise", is_demonstration=True)
    assert "This product does not exist." in text_of(client.get("/products/tidewise/"))
    assert client.get("/products/nothing/").status_code == 404


def names_on(client: Client, query: dict[str, Any]) -> list[str]:
    answer = client.get("/products/", query)
    assert answer.status_code == 200
    return [product.name for product in answer.context["shown"].products]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["larkdesk", "Oakdesk"]),
        ({"q": "oakdsk"}, ["Oakdesk"]),
        ({"q": "okadesk", "area": "HSG"}, ["Oakdesk"]),
        ({"q": "fendesk"}, ["Oakdesk"]),
        ({"area": "HSG"}, ["Oakdesk"]),
        ({"borough": "hackney"}, ["Oakdesk"]),
        ({"borough": "hackney", "live": "yes"}, []),
        ({"live": "no"}, ["larkdesk"]),
        ({"sort": "live"}, ["Oakdesk", "larkdesk"]),
        ({"demonstration": "only"}, []),
    ],
)
def test_the_directory_is_searched_filtered_and_sorted(
    client: Client, oakdesk: Product, query: dict[str, str], found: list[str]
) -> None:
    ProductFactory(name="larkdesk", slug="larkdesk")
    assert names_on(client, query) == found


def test_a_former_name_says_why_it_was_found(client: Client, oakdesk: Product) -> None:
    assert "Oakdesk formerly Fendesk" in text_of(client.get("/products/?q=Fendesk"))


def test_a_search_without_result_and_an_empty_directory_say_what_to_do(client: Client) -> None:
    assert "There is no product yet" in text_of(client.get("/products/"))
    assert "Show all products" in text_of(client.get("/products/?q=nothing"))


def test_every_product_is_on_one_page_of_the_directory(client: Client) -> None:
    for number in range(60):
        ProductFactory(name=f"Oakdesk {number % 40}", slug=f"oakdesk-{number}", supplier=None)
    address, seen = "/products/", []
    while address:
        answer = client.get(address)
        seen += [product.slug for product in answer.context["shown"].products]
        address = answer.context["next"]
    assert sorted(seen) == sorted(f"oakdesk-{number}" for number in range(60))


def test_the_download_of_products_runs_nothing_in_a_spreadsheet(client: Client, oakdesk: Product) -> None:
    ProductFactory(name="=1+1", slug="risky", supplier=SupplierFactory(name="@sum", slug="at-sum"))
    text = client.get("/products/products.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Product"], row["Supplier"]) for row in rows] == [
        ("'=1+1", "'@sum"),
        ("Oakdesk", "Oakhaven Systems Ltd"),
    ]
    assert rows[1]["Also called"] == "Fendesk"
    assert "Show" not in client.get("/products/products.csv?area=nowhere").content.decode()
    assert client.get("/products/products.csv?area=nowhere").status_code == 400


@pytest.mark.parametrize("address", ["/products/", "/products/?q=oakdesk&sort=live", "/products/oakdesk/"])
def test_products_take_few_queries(
    client: Client, oakdesk: Product, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    boroughs = [BoroughFactory(slug="camden"), BoroughFactory(slug="islington")]
    for _ in range(30):
        ContractFactory(boroughs=boroughs, product=oakdesk, end_date=in_days(90))
        ProductFactory(service_area=ServiceAreaFactory())
    client.force_login(OfficerFactory())
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
