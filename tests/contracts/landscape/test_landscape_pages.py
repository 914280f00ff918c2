"""The landscape as a reader sees it: what it says, where it leads, what it leaves out, what it costs."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from contracts.actions import refresh_landscape
from contracts.models import LandscapeChange, LandscapeSheet
from suppliers.models import Ownership
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
)
from tests.factories.boroughs import LONDON
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 4)
RUNNING = {"start_date": dt.date(2025, 4, 1), "end_date": dt.date(2029, 3, 31)}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def area() -> Any:
    return ServiceAreaFactory(code="HSG-HMS", name="Housing management system")


@pytest.fixture
def hub(area: Any) -> dict[str, Any]:
    """Camden and Hackney with contracts of two groups, of which one owns a third supplier."""
    boroughs = {slug: BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington")}
    oakhaven, fenbrook, tide = (SupplierFactory(name=name) for name in ("Oakhaven", "Fenbrook", "Tidewater"))
    Ownership.objects.create(
        supplier=tide, owner=oakhaven, kind="acquired", source_url="https://example.org/deal"
    )
    oakdesk = ProductFactory(name="Oakdesk", supplier=oakhaven)
    plain: dict[str, Any] = {"service_area": area, **RUNNING}
    camden, hackney = boroughs["camden"], boroughs["hackney"]
    ContractFactory(boroughs=[camden], suppliers=[oakhaven], product=oakdesk, value=Decimal(400_000), **plain)
    ContractFactory(boroughs=[hackney], suppliers=[tide], value=Decimal(200_000), **plain)
    ContractFactory(boroughs=[camden, hackney], suppliers=[fenbrook], value=Decimal(200_000), **plain)
    ContractFactory(boroughs=[hackney], suppliers=[fenbrook], value=None, **plain)
    ContractFactory(boroughs=[camden], end_date=None, service_area=area)
    ContractFactory(boroughs=[camden], is_demonstration=True, value=Decimal(40_000_000), **plain)
    refresh_landscape(on=TODAY)
    return boroughs


def rows_of(client: Client, chart: str, **question: str) -> list[dict[str, str]]:
    response = client.get(f"/landscape/charts/{chart}.csv", question)
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_london_says_what_is_live_and_what_is_left_out(client: Client, hub: dict[str, Any]) -> None:
    text = text_of(client.get("/landscape/"))
    assert "£200,000 a year together" in text.replace("a year together £200,000", "£200,000 a year together")
    assert "The value of 1 of the 4 live contracts is not known and is left out of the sum." in text
    assert "1 is a joint contract: counted once in the total, and in equal parts among its boroughs" in text
    assert "1 more has no end date" in text
    assert "Highest: Hackney (3) and Camden (2). None in 1 borough." in text
    assert "40" not in re.findall(r"£(\d+) million", text)


def test_a_service_area_names_products_else_suppliers_and_leads_to_the_register(
    client: Client, hub: dict[str, Any]
) -> None:
    page = client.get("/landscape/hsg-hms/")
    text = text_of(page)
    assert "Who uses what" in text
    assert re.search(r"Camden Oakdesk; Fenbrook ends 31 Mar 2029", text)
    assert "Islington –" in text
    links = re.findall(r'href="(/register/\?[^"]*borough=hackney[^"]*)"', page.content.decode())
    shown = text_of(client.get(links[0].replace("&amp;", "&")))
    assert "3 contracts" in shown


def test_no_name_breaks_a_drawing(client: Client, area: Any) -> None:
    ContractFactory(suppliers=[SupplierFactory(name="Bell\x07 & <Co>")], service_area=area, **RUNNING)
    refresh_landscape(on=TODAY)
    response = client.get("/landscape/charts/concentration.svg?area=HSG-HMS")
    assert "Bell  & <Co>" in "".join(ElementTree.fromstring(response.content).itertext())  # noqa: S314 (our own drawing)


def test_supplier_groups_are_ultimate_owners_and_the_index_follows(
    client: Client, hub: dict[str, Any]
) -> None:
    rows = rows_of(client, "concentration", area="HSG-HMS")
    assert [
        (row["Supplier group"], row["Share of the value known (%)"], row["Boroughs"]) for row in rows
    ] == [
        ("Oakhaven", "75.0", "2"),
        ("Fenbrook", "25.0", "2"),
    ]
    text = text_of(client.get("/landscape/hsg-hms/"))
    assert (
        "Oakhaven has 75.0% of the annual value of the 3 contracts whose value and supplier are known."
        in text
    )
    assert "The index is 6,250, on too few contracts to say how concentrated that is." in text
    assert "Left out: 1 contract whose value is not known." in text
    listed = rows_of(client, "areas")
    assert [(row["Service area"], row["HHI"]) for row in listed] == [
        ("Housing", "6250"),
        ("Housing › Housing management system", "6250"),
    ]


def test_a_joint_contract_is_shared_among_boroughs_and_not_doubled(
    client: Client, hub: dict[str, Any]
) -> None:
    rows = {row["Borough"]: row for row in rows_of(client, "map")}
    value = "Annual value (pounds a year)"
    assert [rows[name][value] for name in ("Camden", "Hackney", "Islington")] == ["125000.00", "75000.00", ""]


def test_demonstration_records_are_apart(client: Client, hub: dict[str, Any]) -> None:
    text = text_of(client.get("/landscape/hsg-hms/?demonstration=only"))
    assert "These are demonstration records" in text
    assert "£10 million" in text
    assert "Oakhaven" not in text


def test_quarters_have_their_contracts_and_those_without_a_date_are_told(
    client: Client, hub: dict[str, Any]
) -> None:
    rows = {row["Quarter"]: row for row in rows_of(client, "quarters", area="HSG")}
    assert rows["Jan–Mar 2029"]["Contracts"] == "4"
    assert rows["Apr–Jun 2027"]["Contracts"] == "0"
    assert rows["No end date: not in the chart"]["Contracts"] == "1"
    page = client.get("/landscape/hsg/").content.decode()
    links = re.findall(r'<a class="hub-bars__row" href="([^"]+)"><text[^>]*>Jan–Mar 2029', page)
    assert "4 contracts" in text_of(client.get(links[0].replace("&amp;", "&")))


@pytest.fixture
def london(area: Any) -> list[Any]:
    """All boroughs with alike contracts, but one that costs ten times as much for each resident."""
    boroughs = [BoroughFactory(slug=row["slug"]) for row in LONDON]
    for number, borough in enumerate(boroughs):
        times = 10 if borough.slug == "camden" else 1
        value = Decimal(borough.population * (4 + number % 5) * times)
        ContractFactory(boroughs=[borough], service_area=area, value=value, **RUNNING)
    refresh_landscape(on=TODAY)
    return boroughs


def test_members_see_who_lies_outside_and_the_public_sees_the_spread(
    client: Client, london: list[Any]
) -> None:
    public = client.get("/landscape/hsg-hms/")
    text = text_of(public)
    assert "The middle half of the 32 boroughs that can be compared lies between £" in text
    assert "Outside what is usual" not in text
    assert "Residents: " not in text  # the factory names no source
    client.force_login(OfficerFactory(borough=london[3]))
    member = text_of(client.get("/landscape/hsg-hms/"))
    assert re.search(r"Camden: £[\d,]+, above what is usual", member)
    assert "City of London:" not in member
    drawing = client.get("/landscape/charts/spread.svg?area=HSG-HMS").content.decode()
    assert "Camden" in drawing
    assert "Camden" not in Client().get("/landscape/charts/spread.svg?area=HSG-HMS").content.decode()


def test_residents_come_with_their_source(client: Client, london: list[Any]) -> None:
    for borough in london:
        borough.population_source = "Office for National Statistics, mid-2020 estimate"
        borough.save()
    text = text_of(client.get("/landscape/"))
    assert "Residents: Office for National Statistics, mid-2020 estimate." in text


@pytest.mark.parametrize("chart", ["map", "quarters", "concentration", "spread"])
def test_charts_are_files_of_their_own(client: Client, london: list[Any], chart: str) -> None:
    response = client.get(f"/landscape/charts/{chart}.svg", {"area": "HSG-HMS", "show": "residents"})
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert f"landscape-hsg-hms-{chart}.svg" in response.headers["Content-Disposition"]
    drawing = ElementTree.fromstring(response.content)  # noqa: S314
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    source = response.content.decode()
    assert "style" not in source
    assert "<script" not in source
    assert all(link.startswith("http://testserver/") for link in re.findall(r'href="([^"]+)"', source))


def test_a_name_that_could_be_a_formula_is_none_in_a_file(client: Client, area: Any) -> None:
    supplier = SupplierFactory(name="=cmd|' /C calc'!A0")
    ContractFactory(boroughs=[BoroughFactory()], suppliers=[supplier], service_area=area, **RUNNING)
    refresh_landscape(on=TODAY)
    assert rows_of(client, "concentration")[0]["Supplier group"].startswith("'=")
    assert rows_of(client, "matrix", area="HSG-HMS")[0][
        "Product, or supplier where the product is not known (those that end first)"
    ].startswith("'=")
    assert "&#x27; /C calc" in client.get("/landscape/hsg-hms/").content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/landscape/nowhere/", 404, ""),
        ("/landscape/charts/pie.svg", 404, ""),
        ("/landscape/charts/pie.csv", 404, ""),
        ("/landscape/charts/matrix.svg", 404, ""),
        ("/landscape/charts/map.csv?area=nowhere", 400, "There is no such service area"),
        ("/landscape/charts/map.svg?show=weather", 400, "Choose one of the list"),
        ("/landscape/?show=weather", 200, "Choose one of the list"),
    ],
)
def test_what_cannot_be_read_says_so(
    client: Client, hub: dict[str, Any], address: str, status: int, words: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_an_empty_register_says_what_to_do(client: Client, area: Any) -> None:
    assert "The landscape is not worked out yet" in text_of(client.get("/landscape/"))
    BoroughFactory()
    refresh_landscape(on=TODAY)
    for address in ("/landscape/", "/landscape/hsg-hms/", "/landscape/?demonstration=only"):
        assert "No live contract here" in text_of(client.get(address))


@pytest.mark.parametrize("address", ["/landscape/", "/landscape/hsg/", "/landscape/hsg-hms/?show=residents"])
def test_pages_ask_as_much_of_many_contracts_as_of_few(
    client: Client,
    london: list[Any],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
) -> None:
    client.force_login(OfficerFactory(borough=london[3]))
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_second_run_changes_nothing_and_a_change_is_followed(hub: dict[str, Any], area: Any) -> None:
    assert refresh_landscape(on=TODAY) == 0
    before = dict(LandscapeSheet.objects.values_list("pk", "changed"))
    ContractFactory(boroughs=[hub["camden"]], service_area=ServiceAreaFactory(code="HSG-LET"), **RUNNING)
    assert LandscapeChange.objects.exists()
    assert refresh_landscape(on=TODAY) == 4  # the new area, the one above it, and both of London
    assert not LandscapeChange.objects.exists()
    unchanged = LandscapeSheet.objects.get(area=area, is_demonstration=False)
    assert unchanged.changed == before[unchanged.pk]
    tomorrow = TODAY + dt.timedelta(days=1)
    assert refresh_landscape(on=tomorrow) == 0
    assert set(LandscapeSheet.objects.values_list("day", flat=True)) == {tomorrow}


def test_what_has_left_the_register_leaves_the_landscape(
    client: Client, hub: dict[str, Any], area: Any
) -> None:
    area.contracts.filter(is_demonstration=False).delete()
    refresh_landscape(on=TODAY)
    assert "No live contract here" in text_of(client.get("/landscape/hsg-hms/"))
    assert not LandscapeSheet.objects.filter(area=area, is_demonstration=False).exists()


def test_an_area_of_contracts_without_an_end_date_says_so_and_leads_to_them(
    client: Client, area: Any
) -> None:
    camden = BoroughFactory(slug="camden")
    for title in ("Repairs diagnostics", "Tenancy files"):
        ContractFactory(boroughs=[camden], service_area=area, title=title, end_date=None, value=None)
    refresh_landscape(on=TODAY)
    page = client.get(f"/landscape/{area.code.lower()}/")
    assert "No live contract here" in text_of(page)
    assert "2 contracts here have no known end date" in text_of(page)
    (address,) = set(re.findall(r'href="(/register/[^"]*end=not-known[^"]*)"', page.content.decode()))
    found = text_of(client.get(address.replace("&amp;", "&")))
    assert "Repairs diagnostics" in found
    assert "Tenancy files" in found
