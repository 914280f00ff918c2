"""The register as a reader uses it: search, filters, order, pages, downloads, and what cannot be read."""

import csv
import datetime as dt
import io
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract, ContractBorough
from tests.factories.boroughs import BoroughFactory, ServiceAreaFactory
from tests.factories.contracts import ContractFactory
from tests.factories.suppliers import SupplierFactory

pytestmark = pytest.mark.django_db


def _page(client: Client, **question: str) -> str:
    response = client.get("/register/", question)
    assert response.status_code == 200
    return response.content.decode()


def _titles(client: Client, **question: str) -> set[str]:
    """Return which of the contracts *First*, *Second* and *Third* a question finds."""
    text = _page(client, **question).replace("<mark>", "").replace("</mark>", "")
    return {title for title in ("First", "Second", "Third") if f">{title}</a>" in text}


@pytest.fixture
def three(db: None) -> list[Contract]:
    """Three contracts that differ in everything one may ask for."""
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    area = ServiceAreaFactory(code="HSG-HMS", name="Housing management system")
    first = ContractFactory(
        title="First",
        boroughs=[camden],
        suppliers=[SupplierFactory(name="Ashdown Software")],
        service_area=area,
        value=Decimal(50_000),
        end_date=dt.date(2027, 3, 31),
        options=[24],
        options_known=True,
    )
    second = ContractFactory(
        title="Second",
        boroughs=[hackney, camden],
        suppliers=[SupplierFactory(name="Birch Systems")],
        value=Decimal(2_000_000),
        end_date=dt.date(2029, 3, 31),
        options_known=True,
        source=Contract.Source.UPLOAD,
    )
    third = ContractFactory(
        title="Third",
        description="Repairs of lifts",
        boroughs=[hackney],
        suppliers=[],
        value=None,
        end_date=None,
        is_demonstration=True,
    )
    return [first, second, third]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, {"First", "Second", "Third"}),
        ({"borough": "camden"}, {"First", "Second"}),
        ({"borough": "hackney"}, {"Second", "Third"}),
        ({"area": "HSG"}, {"First"}),
        ({"area": "HSG-HMS"}, {"First"}),
        ({"supplier": "birch-systems"}, {"Second"}),
        ({"supplier": "birch"}, {"Second"}),
        ({"supplier": "nobody"}, set()),
        ({"value": "under-100k"}, {"First"}),
        ({"value": "1m-10m"}, {"Second"}),
        ({"value": "not-known"}, {"Third"}),
        ({"ends_from": "2028-01-01"}, {"Second"}),
        ({"ends_to": "31 December 2027"}, {"First"}),
        ({"ends_from": "01/01/2027", "ends_to": "31/03/2027"}, {"First"}),
        ({"options": "left"}, {"First"}),
        ({"options": "none"}, {"Second"}),
        ({"options": "not-known"}, {"Third"}),
        ({"end": "known"}, {"First", "Second"}),
        ({"end": "not-known"}, {"Third"}),
        ({"source": "upload"}, {"Second"}),
        ({"demonstration": "hide"}, {"First", "Second"}),
        ({"demonstration": "only"}, {"Third"}),
        ({"q": "lift repair"}, {"Third"}),
        ({"q": "ashdown first"}, {"First"}),
        ({"q": "first or second"}, {"First", "Second"}),
        ({"q": "lifts -repairs"}, set()),
        ({"q": "   "}, {"First", "Second", "Third"}),
        ({"q": "camden"}, set()),
        ({"borough": "camden", "options": "left", "q": "first"}, {"First"}),
    ],
)
def test_a_question_finds_what_it_asks_for(
    client: Client, three: list[Contract], question: dict[str, str], found: set[str]
) -> None:
    assert _titles(client, **question) == found


@pytest.mark.parametrize("sort", ["end", "decide", "value", "title", "newest", "closest"])
def test_every_order_shows_everything(client: Client, three: list[Contract], sort: str) -> None:
    assert _titles(client, sort=sort) == {"First", "Second", "Third"}


def test_a_row_says_what_is_known_and_what_is_not(client: Client, three: list[Contract]) -> None:
    text = _page(client, demonstration="hide")
    assert "Hackney and Camden" in text
    assert "Housing › Housing management system" in text
    assert "or 31 March 2029 with 1 option" in text
    assert "£2 million" in text
    assert ">demonstration</strong>" not in text
    unknown = _page(client, demonstration="only")
    assert ">demonstration</strong>" in unknown
    assert unknown.count(">not known</span>") >= 4


def test_chips_take_one_filter_away_and_keep_the_others(client: Client, three: list[Contract]) -> None:
    text = _page(client, borough="camden", q="first")
    assert 'href="/register/?q=first"' in text
    assert 'href="/register/?borough=camden"' in text
    assert "“first”" in text


def test_counts_by_borough_and_area_lead_to_the_narrower_question(
    client: Client, three: list[Contract]
) -> None:
    text = _page(client)
    assert 'href="/register/?borough=camden">Camden</a> <span class="hub-number">2</span>' in text
    assert 'href="/register/?area=HSG">Housing</a> <span class="hub-number">1</span>' in text
    assert "3 contracts" in text
    inside = _page(client, area="HSG")
    assert 'href="/register/?area=HSG-HMS">Housing management system</a>' in inside


def test_nothing_found_says_what_to_do(client: Client, three: list[Contract]) -> None:
    text = _page(client, q="zeppelin")
    assert "No contract matches" in text
    assert "Show all contracts" in text


def test_an_empty_register_says_so(client: Client, db: None) -> None:
    assert "The register is empty" in _page(client)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"ends_from": "tomorrow"}, "Write a date such as 31 March 2027"),
        ({"ends_from": "2028-01-01", "ends_to": "2027-01-01"}, "Give a date on or after 1 January 2028"),
        ({"borough": "atlantis"}, "There is no borough of that name"),
        ({"area": "ZZZ"}, "There is no such service area"),
        ({"value": "plenty"}, "Choose one of the list"),
        ({"sort": "colour"}, "Choose one of the list"),
        ({"end": "not-known", "ends_to": "2029-12-31"}, "cannot end between two dates"),
        ({"q": "x" * 300}, "at most 200 characters"),
        ({"q": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    client: Client, three: list[Contract], question: dict[str, str], message: str
) -> None:
    text = _page(client, **question)
    assert text.count(message) == 2  # in the summary above and at the field
    assert "Error: Register of contracts" in text
    assert ">Second</a>" in text  # what could be read is used


def test_a_page_that_is_none_shows_the_first(client: Client, three: list[Contract]) -> None:
    text = _page(client, after="nonsense")
    assert "this is the first one" in text
    assert ">First</a>" in text


def test_pages_follow_one_another_and_keep_the_question(client: Client, db: None) -> None:
    borough = BoroughFactory(slug="camden")
    made = Contract.objects.bulk_create(
        [Contract(title=f"Contract {n:03}", source=Contract.Source.NOTICE) for n in range(120)]
    )
    ContractBorough.objects.bulk_create([ContractBorough(contract=item, borough=borough) for item in made])
    seen: list[str] = []
    address = "/register/?borough=camden&sort=title"
    while address:
        response = client.get(address)
        seen += [f"{n:03}" for n in range(120) if f">Contract {n:03}</a>" in response.content.decode()]
        address = response.context["next"]
    assert seen == [f"{n:03}" for n in range(120)]
    assert response.context["previous"].startswith("/register/?borough=camden&sort=title&before=")


def test_many_rows_cost_as_many_queries_as_few(
    client: Client, three: list[Contract], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        ContractFactory(boroughs=[BoroughFactory(), BoroughFactory()], options=[12, 12])
    with django_assert_max_num_queries(12):
        _page(client)
    with django_assert_max_num_queries(12):
        _page(client, q="housing", supplier="supplier", value="500k-1m", options="left", sort="decide")


def test_htmx_receives_the_results_alone_and_a_clean_address(client: Client, three: list[Contract]) -> None:
    response = client.get("/register/", {"q": "first", "borough": ""}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<h1" not in text
    assert "><mark>First</mark></a>" in text
    assert response.headers["HX-Push-Url"] == "/register/?q=first"
    assert "HX-Request" in response.headers["Vary"]


def test_htmx_loads_the_page_anew_to_show_errors(client: Client, three: list[Contract]) -> None:
    response = client.get("/register/", {"ends_from": "soon"}, headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/register/?ends_from=soon"


def test_going_back_in_the_browser_gives_the_whole_page(client: Client, three: list[Contract]) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<h1" in client.get("/register/", headers=headers).content.decode()


TEXTS = st.text(max_size=30)
ANYTHING = st.dictionaries(
    st.sampled_from(
        ["q", "borough", "area", "supplier", "value", "ends_from", "ends_to", "options"]
        + ["end", "source", "demonstration", "sort", "after", "before", "unheard_of"]
        + ["group", "product", "decide_from", "decide_to", "sme", "freshness"]
    ),
    st.one_of(
        TEXTS,
        st.sampled_from(
            ["camden", "HSG", "left", "known", "end", "value", "title", "0~2027-01-01~1", "1~~5"]
            + ["closest", "birch-systems", "hackney,camden", "yes", "first", "0~5~1"]
        ),
        st.dates().map(str),
        st.tuples(st.integers(0, 3), TEXTS, st.integers()).map(lambda parts: "~".join(map(str, parts))),
        st.integers().map(str),
    ),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=ANYTHING)
def test_no_question_is_answered_with_a_failure(
    client: Client, three: list[Contract], question: dict[str, str]
) -> None:
    query = urlencode(question, errors="replace")
    assert client.get(f"/register/?{query}").status_code == 200
    download = client.get(f"/register/contracts.csv?{query}")
    assert download.status_code in {200, 400}
    assert b"".join(download)


def _download(client: Client, **question: str) -> list[dict[str, str]]:
    response = client.get("/register/contracts.csv", question)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_the_download_has_what_the_question_finds(client: Client, three: list[Contract]) -> None:
    rows = _download(client, borough="camden")
    assert [row["Title"] for row in rows] == ["First", "Second"]
    assert rows[0]["Boroughs"] == "Camden"
    assert rows[0]["Options left"] == "1"
    assert rows[0]["Ends with all options used"] == "2029-03-31"
    assert rows[0]["Page in the hub"] == f"http://testserver/register/{three[0].pk}/"
    assert rows[1]["Boroughs"] == "Hackney; Camden"


def test_what_is_not_known_stays_empty_in_the_download(client: Client, three: list[Contract]) -> None:
    (row,) = _download(client, demonstration="only")
    assert row["Total value (GBP, excluding VAT)"] == ""
    assert row["Ends"] == ""
    assert row["Options left"] == ""
    assert row["Demonstration"] == "yes"


@pytest.mark.parametrize("title", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_of_the_download_is_a_formula(client: Client, db: None, title: str) -> None:
    ContractFactory(title=title, reference=title, suppliers=[SupplierFactory(name=title)])
    (row,) = _download(client)
    for column in ("Title", "Reference", "Suppliers"):
        assert row[column].startswith("'")


def test_a_download_that_cannot_be_read_says_why(client: Client, db: None) -> None:
    response = client.get("/register/contracts.csv", {"ends_from": "soon"})
    assert response.status_code == 400
    assert "ends_from: Write a date such as 31 March 2027" in response.content.decode()
