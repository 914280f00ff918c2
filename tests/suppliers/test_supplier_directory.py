"""Finding suppliers: by similar, former and trading names, by number, by what they sell to whom."""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.places import read_places
from suppliers.directory import Listed, directory
from suppliers.filters import read
from suppliers.models import Supplier, SupplierIdentifier, SupplierName
from suppliers.normalise import normalise_name
from suppliers.search import search
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ServiceAreaFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def also_called(supplier: Supplier, name: str, kind: str) -> None:
    SupplierName.objects.create(
        supplier=supplier,
        name=name,
        normalised=normalise_name(name),
        kind=kind,
        source="test",
        reason="A test.",
    )


def listed(query: str, **cursors: str) -> Listed:
    places = read_places()
    _, question = read(QueryDict(query), places)
    return directory(question, places, timezone.localdate(), size=3, **cursors)


def names(shown: Listed) -> list[str]:
    return [supplier.name for supplier in shown.suppliers]


@pytest.mark.parametrize(
    "typed",
    [
        "northgate public services",
        "Nortgate",
        "Northgat Public Servises",
        "Nothrgate",
        "NORTHGATE PUBLIC SERVICES (UK) LIMITED",
        "northg",
        "public northgate",
    ],
)
def test_a_former_name_is_found_with_typing_errors_and_it_says_why(client: Client, typed: str) -> None:
    SupplierFactory(name="Larkfield Ltd")
    also_called(SupplierFactory(name="Oakhaven Ltd"), "Northgate Public Services Ltd", "former")
    page = text_of(client.get("/suppliers/", {"q": typed}))
    assert "Oakhaven Ltd formerly Northgate Public Services Ltd" in page
    assert "Larkfield" not in page
    assert "1 supplier" in page


def test_what_was_found_says_why_only_where_the_name_shown_does_not(client: Client) -> None:
    oakhaven = SupplierFactory(name="Oakhaven Systems Ltd", slug="oakhaven")
    also_called(oakhaven, "Fenbrook Software", "trading")
    SupplierIdentifier.objects.create(supplier=oakhaven, scheme="GB-COH", value="07654321", source="test")
    reasons = {
        typed: listed(f"q={typed}").suppliers[0].found_as for typed in ("fenbrook", "oakhaven", "7654321")
    }
    assert reasons == {
        "fenbrook": "trading as Fenbrook Software",
        "oakhaven": "",
        "7654321": "has the number 07654321",
    }


def test_of_names_as_close_in_part_the_one_most_alike_as_a_whole_comes_first() -> None:
    for name in ("Bramah Consulting Engineers Ltd", "Bramble", "Brambly Homes"):
        SupplierFactory(name=name)
    assert names(listed("q=bramle"))[0] == "Bramble"


def test_the_very_name_comes_before_names_that_contain_it_or_are_like_it() -> None:
    for name in ("Brightwatr Ltd", "Great Brightwater Care", "Brightwater Homes", "Brightwater Ltd"):
        SupplierFactory(name=name)
    first = listed("q=brightwater")
    assert names(first) == ["Brightwater Ltd", "Brightwater Homes", "Great Brightwater Care"]
    rest = listed("q=brightwater", after=first.next)
    assert names(rest) == ["Brightwatr Ltd"]
    assert names(listed("q=brightwater", before=rest.previous)) == names(first)


@pytest.mark.parametrize("sort", ["name", "live", "closest"])
@pytest.mark.parametrize("words", ["", "brightwater"])
def test_every_order_shows_everybody_once_on_its_pages(sort: str, words: str) -> None:
    contract_ends = in_days(400)
    for number in range(8):
        supplier = SupplierFactory(name=f"Brightwater {number % 3}", slug=f"b-{number}")
        for _ in range(number % 3):
            ContractFactory(suppliers=[supplier], end_date=contract_ends)
    query = f"q={words}&sort={sort}"
    pages = [listed(query)]
    while pages[-1].next:
        pages.append(listed(query, after=pages[-1].next))
    seen = [supplier.pk for shown in pages for supplier in shown.suppliers]
    assert sorted(seen) == sorted(Supplier.objects.values_list("pk", flat=True))
    if sort == "live":
        numbers = [supplier.live_contracts for shown in pages for supplier in shown.suppliers]
        assert numbers == sorted(numbers, reverse=True)
    back = listed(query, before=pages[-1].previous)
    assert names(back) == names(pages[-2])


@pytest.fixture
def sellers() -> dict[str, Any]:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    area = ServiceAreaFactory(code="HSG-1")
    running = SupplierFactory(name="Running Ltd", is_sme=True)
    ended = SupplierFactory(name="Ended Ltd", is_sme=False)
    SupplierFactory(name="Idle Ltd")
    SupplierFactory(name="Made Up Ltd", is_demonstration=True)
    ContractFactory(boroughs=[camden], suppliers=[running], service_area=area, end_date=in_days(400))
    ContractFactory(boroughs=[hackney], suppliers=[running], end_date=in_days(-30))
    ContractFactory(boroughs=[hackney], suppliers=[ended], service_area=area, end_date=in_days(-30))
    return {"area": area}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("area=HSG-1", ["Ended Ltd", "Running Ltd"]),
        ("area=HSG", ["Ended Ltd", "Running Ltd"]),
        ("area=HSG&live=yes", ["Running Ltd"]),
        ("borough=hackney", ["Ended Ltd", "Running Ltd"]),
        ("borough=hackney&live=yes", []),
        ("borough=camden&area=HSG-1", ["Running Ltd"]),
        ("borough=hackney&area=HSG-1", ["Ended Ltd"]),
        ("sme=yes", ["Running Ltd"]),
        ("sme=no", ["Ended Ltd"]),
        ("sme=not-known", ["Idle Ltd", "Made Up Ltd"]),
        ("live=no&demonstration=hide", ["Ended Ltd", "Idle Ltd"]),
        ("demonstration=only", ["Made Up Ltd"]),
        ("q=ltd+running&sme=yes", ["Running Ltd"]),
        ("q=running&sme=no", []),
    ],
)
def test_filters_narrow_the_directory(sellers: dict[str, Any], query: str, found: list[str]) -> None:
    shown = listed(query)
    assert names(shown) == found
    assert shown.count == len(found)


def test_filters_in_use_are_chips_and_a_wrong_one_is_said_at_its_field(
    client: Client, sellers: dict[str, Any]
) -> None:
    answer = client.get("/suppliers/?borough=camden&sme=yes&area=nowhere")
    page = text_of(answer)
    assert "Remove filter: Sells to Camden" in page
    assert "Remove filter: Small or medium-sized" in page
    assert "There is no such service area. Choose one of the list." in page
    assert "Running Ltd" in page


def test_the_download_has_what_the_page_finds_and_nothing_that_a_spreadsheet_runs(client: Client) -> None:
    risky = SupplierFactory(name='=HYPERLINK("x")', slug="risky")
    also_called(risky, "+Trading", "trading")
    SupplierFactory(name="Larkfield Ltd", is_sme=True)
    answer = client.get("/suppliers/suppliers.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Supplier"] for row in rows] == ['\'=HYPERLINK("x")', "Larkfield Ltd"]
    assert rows[0]["Other names"] == "'+Trading"
    assert [row["Small or medium-sized"] for row in rows] == ["", "yes"]
    assert rows[1]["Page in the hub"].startswith("http://testserver/suppliers/")
    found = client.get("/suppliers/suppliers.csv?q=larkfeild")
    assert b"HYPERLINK" not in b"".join(found.streaming_content)  # type: ignore[attr-defined]


def test_a_download_of_an_unreadable_address_says_what_to_mend(client: Client) -> None:
    answer = client.get("/suppliers/suppliers.csv?sme=perhaps")
    assert answer.status_code == 400
    assert "sme: Choose one of the list." in answer.content.decode()


@pytest.mark.parametrize("query", ["", "q=brightwater&borough=camden&sort=live", "live=no", "q=brightwater"])
def test_the_directory_takes_few_queries(
    client: Client, query: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    camden = BoroughFactory(slug="camden")
    for _ in range(60):
        ContractFactory(boroughs=[camden], suppliers=[SupplierFactory()], end_date=in_days(300))
    client.force_login(OfficerFactory(borough=camden))
    with django_assert_max_num_queries(12):
        client.get(f"/suppliers/?{query}")


@pytest.mark.slow
def test_a_search_among_fifty_thousand_names_goes_by_the_index(explained: Callable[[str], str]) -> None:
    rng = random.Random(1)
    parts = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu"]

    def name() -> str:
        return " ".join("".join(rng.choices(parts, k=rng.randint(2, 4))) for _ in range(3))

    suppliers = [Supplier(name=name(), slug=f"s-{number}") for number in range(50_000)]
    Supplier.objects.bulk_create(suppliers, batch_size=5_000)
    SupplierName.objects.bulk_create(
        [SupplierName(supplier=one, name=one.name, normalised=one.name) for one in suppliers],
        batch_size=5_000,
    )
    also_called(SupplierFactory(name="Oakhaven"), "Northgate Public Services", "former")
    with connection.cursor() as cursor:
        # What autovacuum does by itself after so many new rows.
        cursor.execute("SELECT gin_clean_pending_list('normalised_name_trigrams')")
        cursor.execute("ANALYZE suppliers_suppliername, suppliers_supplier")
    plan = explained("Nortgate Public Servises")
    assert "normalised_name_trigrams" in plan
    assert "Seq Scan on suppliers_suppliername" not in plan


@pytest.fixture
def explained() -> Callable[[str], str]:
    """Return the plan of the query that a search asks."""

    def explain(words: str) -> str:
        with CaptureQueriesContext(connection) as asked:
            assert search(words)
        query = next(one["sql"] for one in asked if "suppliers_suppliername" in one["sql"])
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.45")
            cursor.execute(f"EXPLAIN {query}")
            return "\n".join(row[0] for row in cursor.fetchall())

    return explain
