"""Downloads of the register as a workbook, JSON and OCDS: what they hold, say and refuse."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from contracts.export_json import releases
from contracts.models import Contract, ContractKey
from contracts.notices import read_releases
from contracts.release import FIELDS, Organisation, Told, package_head, release_of
from suppliers.models import SupplierIdentifier
from tests.contracts.ocds_check import errors_of
from tests.factories import BoroughFactory, ContractFactory, ServiceAreaFactory, SupplierFactory
from tests.factories.suppliers import ProductFactory

pytestmark = pytest.mark.django_db
FORMS = ["contracts.csv", "contracts.xlsx", "contracts.json", "contracts-ocds.json"]


def _sent(client: Client, form: str, **question: str) -> bytes:
    response = client.get(f"/register/{form}", question)
    assert response.status_code == 200, response.content
    return b"".join(response)


def _workbook(client: Client, **question: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(_sent(client, "contracts.xlsx", **question)))


def _rows(client: Client, **question: str) -> list[dict[str, Any]]:
    head, *rows = _workbook(client, **question)["Contracts"].values
    return [dict(zip(head, row, strict=True)) for row in rows]


def _package(client: Client, **question: str) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(_sent(client, "contracts-ocds.json", **question))
    return package


@pytest.fixture
def varied(db: None) -> list[Contract]:
    """Contracts of every kind: all known, joint, from a notice, with hardly anything, and fictional."""
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    known = SupplierFactory(name="Ashdown Software", slug="ashdown", is_sme=True)
    SupplierIdentifier.objects.create(supplier=known, scheme="GB-PPON", value="PNWX-1234-ABCD", source="test")
    SupplierIdentifier.objects.create(supplier=known, scheme="GB-COH", value="01234567", source="test")
    full = ContractFactory(
        title="Housing system",
        description="Licences, support and\nhosting",
        boroughs=[camden, hackney],
        suppliers=[known, SupplierFactory(name="Birch Systems", slug="birch")],
        service_area=ServiceAreaFactory(code="HSG-HMS", name="Housing management system"),
        product=ProductFactory(name="Oakdesk"),
        cpv_codes=["48000000", "72000000"],
        notice_url="https://www.contractsfinder.service.gov.uk/Notice/0462414a",
        value=Decimal("1200000.50"),
        start_date=dt.date(2024, 4, 1),
        end_date=dt.date(2031, 3, 31),
        options=[24, 12],
        options_known=True,
    )
    ContractKey.objects.create(contract=full, scheme="ocds", value="ocds-b5fd17-0462414a|award-7")
    odd = ContractFactory(title="Odd", boroughs=[hackney], suppliers=[], description="  ", reference="")
    ContractKey.objects.create(contract=odd, scheme="ocds", value="0462414a-acdb#2|1")
    bare = ContractFactory(
        title="Bare", boroughs=[camden], suppliers=[], value=None, start_date=None, end_date=None
    )
    ended = ContractFactory(title="Ended", boroughs=[camden], start_date=None, end_date=dt.date(2020, 1, 1))
    to_come = ContractFactory(
        title="To come",
        boroughs=[camden],
        start_date=timezone.localdate() + dt.timedelta(days=30),
        end_date=dt.date(2040, 1, 1),
    )
    fictional = ContractFactory(title="Fictional", boroughs=[camden], is_demonstration=True)
    return [full, odd, bare, ended, to_come, fictional]


def test_the_workbook_has_what_the_question_finds_and_says_what_it_is(
    client: Client, varied: list[Contract]
) -> None:
    rows = _rows(client, borough="hackney", sort="title")
    assert [row["Title"] for row in rows] == ["Odd", "Housing system"]
    assert rows[1]["Total value (GBP, excluding VAT)"] == 1200000.5
    assert rows[1]["Ends"].date() == dt.date(2031, 3, 31)
    assert rows[1]["Options left"] == 2
    cover = dict(_workbook(client, borough="hackney")["About"].values)
    assert cover["What was asked"] == "Hackney"
    assert cover["The list on the web"] == "http://testserver/register/?borough=hackney"
    assert "Open Government Licence v3.0" in cover["Licence"]
    (bare,) = (row for row in _rows(client) if row["Title"] == "Bare")
    assert bare["Total value (GBP, excluding VAT)"] is bare["Ends"] is bare["Starts"] is None


@pytest.mark.parametrize("title", ["=1+1", "+44", "-2", "@SUM(A1)", '=HYPERLINK("http://a")', "a\x0bb"])
def test_no_cell_of_the_workbook_runs(client: Client, db: None, title: str) -> None:
    ContractFactory(title=title, reference=title, suppliers=[SupplierFactory(name=title)])
    sheet = _workbook(client)["Contracts"]
    for column in ("B2", "C2", "E2"):
        assert sheet[column].data_type == "s"
        assert sheet[column].value == title.replace("\x0b", " ")


def test_json_has_the_contracts_as_the_api_has_them(client: Client, varied: list[Contract]) -> None:
    told = json.loads(_sent(client, "contracts.json", borough="camden", q="housing"))
    of_api = client.get("/api/v1/contracts/", {"borough": "camden", "q": "housing"}).json()["items"]
    assert told["contracts"] == of_api
    assert told["contracts"][0]["value"] == "1200000.50"
    assert told["asked"] == ["“housing”", "Camden"]
    assert told["licence"]["name"] == "Open Government Licence v3.0"


def test_ocds_is_valid_and_leaves_fiction_out(client: Client, varied: list[Contract]) -> None:
    package = _package(client)
    assert errors_of(package) == []
    titles = [release["contracts"][0]["title"] for release in package["releases"]]
    assert sorted(titles) == ["Bare", "Ended", "Housing system", "Odd", "To come"]


def test_a_release_tells_what_is_known(client: Client, varied: list[Contract]) -> None:
    (release,) = _package(client, q="housing")["releases"]
    contract, award = release["contracts"][0], release["awards"][0]
    assert release["ocid"] == "ocds-b5fd17-0462414a"
    assert award["id"] == contract["awardID"] == "award-7"
    assert contract["value"] == {"amount": 1200000.5, "currency": "GBP"}
    assert contract["status"] == "active"
    assert contract["period"] == {
        "startDate": "2024-04-01T00:00:00Z",
        "endDate": "2031-03-31T23:59:59Z",
        "maxExtentDate": "2034-03-31T23:59:59Z",
    }
    assert contract["x_extensionOptions"] == [{"months": 24}, {"months": 12}]
    roles = {party["id"]: party["roles"] for party in release["parties"]}
    camden, hackney = (f"GB-LAE-{borough.register_code}" for borough in varied[0].boroughs.order_by("slug"))
    assert roles == {
        camden: ["buyer"],
        hackney: ["buyer"],
        "GB-COH-01234567": ["supplier"],
        "supplier-birch": ["supplier"],
    }
    assert release["buyer"]["id"] == camden
    (ashdown,) = (party for party in release["parties"] if party["name"] == "Ashdown Software")
    assert ashdown["additionalIdentifiers"] == [{"scheme": "GB-PPON", "id": "PNWX-1234-ABCD"}]
    assert ashdown["details"] == {"scale": "sme"}


def test_an_ocid_that_has_not_the_form_is_kept_beside_our_own(
    client: Client, varied: list[Contract], settings: Any
) -> None:
    settings.OCID_PREFIX = "ocds-abc123"
    (release,) = _package(client, q="odd")["releases"]
    assert release["ocid"] == f"ocds-abc123-{varied[1].pk}"
    assert release["tender"]["id"] == "0462414a-acdb#2"
    (bare,) = _package(client, q="bare")["releases"]
    assert "value" not in bare["contracts"][0]
    assert "period" not in bare["contracts"][0]


def test_every_path_of_the_dictionary_stands_in_a_release_and_no_other(varied: list[Contract]) -> None:
    told: set[str] = set()
    for release in releases(Contract.objects.all(), "https://hub.example/register/", timezone.localdate()):
        told |= set(_paths(release))
    assert told == {path for path, _ in FIELDS}


#: Parts that the dictionary tells as a whole.
WHOLE = {"value", "period", "contractPeriod", "identifier", "additionalIdentifiers", "classification"} | {
    *("additionalClassifications", "documents", "suppliers", "buyer", "x_extensionOptions", "tag", "roles"),
}


def _paths(part: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, value in part.items():
        path = f"{above}{name}"
        if name in WHOLE or not isinstance(value, (dict, list)):
            if path != "awards/items/id":
                yield path
        elif isinstance(value, dict):
            yield from _paths(value, f"{path}/")
        else:
            for one in value:
                yield from _paths(one, f"{path}/")


def test_what_the_hub_writes_it_reads_again(client: Client, varied: list[Contract]) -> None:
    (release,) = _package(client, q="housing")["releases"]
    (facts,) = read_releases([release]).contracts
    full = varied[0]
    assert facts.key.value == "ocds-b5fd17-0462414a|award-7"
    assert (facts.title, facts.value) == (full.title, full.value)
    assert (facts.start_date, facts.end_date) == (full.start_date, full.end_date)
    assert [option.months for option in facts.options or ()] == [24, 12]
    assert facts.cpv_codes == ("48000000", "72000000")
    assert (facts.area_code, facts.product_text) == ("HSG-HMS", "Oakdesk")
    assert facts.suppliers[0].is_sme is True
    assert facts.suppliers[1].is_sme is None


DAYS = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1))
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NUMBERS = st.lists(
    st.tuples(st.sampled_from(["GB-COH", "GB-CHC"]), st.text("0123456789", min_size=1)), max_size=2
)
ORGANISATIONS = st.builds(
    Organisation,
    TEXTS.filter(str.strip),
    TEXTS.filter(str.strip),
    NUMBERS,
    st.sampled_from([True, False, None]),
)
ANYTHING = st.builds(
    Told,
    pk=st.integers(1, 10**9),
    title=TEXTS,
    changed=st.integers(0, 2 * 10**9).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)),
    page=st.just("https://hub.example/register/1/"),
    buyers=st.lists(ORGANISATIONS, min_size=1, max_size=2),
    suppliers=st.lists(ORGANISATIONS, max_size=2),
    source_key=st.sampled_from(["", "ocds-b5fd17-1|2", "x|y", "|"]) | TEXTS,
    description=TEXTS,
    notice=st.sampled_from(["", "https://notice.example/1"]),
    cpv_codes=st.lists(st.just("48000000"), max_size=2),
    area_code=st.sampled_from(["", "HSG"]),
    product=TEXTS,
    value=st.none() | st.decimals(0, 10**11, places=2),
    start=DAYS,
    end=DAYS,
    longest=DAYS,
    options=st.lists(st.tuples(st.integers(1, 60), st.none() | st.integers(0, 999)), max_size=2),
)


@settings(max_examples=15, deadline=None)
@given(told=st.lists(ANYTHING, min_size=1, max_size=4, unique_by=lambda one: one.pk), day=DAYS.filter(bool))
def test_whatever_is_known_makes_a_valid_release(told: list[Told], day: dt.date) -> None:
    head = package_head(
        address="https://hub.example/package",
        now=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
        publisher="Hub",
        home="https://hub.example",
        licence="https://licence.example/",
        policy="https://hub.example/data/",
    )
    package = {**head, "releases": [release_of(one, prefix="ocds-abc123", today=day) for one in told]}
    assert errors_of(package) == []


def test_a_file_says_in_its_name_what_it_is(client: Client, varied: list[Contract]) -> None:
    day = timezone.localdate().isoformat()
    names = {
        form: client.get(f"/register/{form}", {"borough": "camden", "q": "=bare"}).headers[
            "Content-Disposition"
        ]
        for form in FORMS
    }
    assert names["contracts.csv"] == f'attachment; filename="contracts-{day}-bare-camden.csv"'
    assert names["contracts.xlsx"].endswith('-bare-camden.xlsx"')
    assert names["contracts-ocds.json"].endswith('-bare-camden.ocds.json"')


@pytest.mark.parametrize("form", FORMS)
def test_a_question_that_cannot_be_read_is_refused_in_words(client: Client, db: None, form: str) -> None:
    response = client.get(f"/register/{form}", {"decide_from": "soon"})
    assert response.status_code == 400
    assert "decide_from: Write a date such as 31 March 2027" in response.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_many_contracts_cost_no_query_each(
    client: Client, db: None, form: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        ContractFactory(boroughs=[BoroughFactory()], options=[12])
    with django_assert_max_num_queries(17):
        _sent(client, form)


def test_an_ocds_package_without_a_real_contract_is_refused(client: Client, varied: list[Contract]) -> None:
    only = client.get("/register/contracts-ocds.json", {"demonstration": "only"})
    assert only.status_code == 400
    assert "Demonstration records are left out" in only.content.decode()
    assert client.get("/register/contracts-ocds.json", {"q": "zeppelin"}).status_code == 400


def test_what_is_too_much_for_a_workbook_leads_to_the_open_data(
    client: Client, varied: list[Contract], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contracts.views.downloads.BOUND", 3)
    refused = client.get("/register/contracts.xlsx")
    assert refused.status_code == 400
    assert "http://testserver/data/" in refused.content.decode()
    assert client.get("/register/contracts.csv").status_code == 200


def test_who_downloads_too_often_is_asked_to_wait(client: Client, db: None, settings: Any) -> None:
    settings.DOWNLOAD_RATE = "2/min"
    cache.clear()
    answers = [client.get("/register/contracts.csv").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert 0 < int(client.get("/register/contracts.json").headers["Retry-After"]) <= 60
    cache.clear()
