"""The API: lists with filters and pages, things, refusals in sentences, ETags, limits."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough
from suppliers.models import Ownership, ProductName, Supplier, SupplierIdentifier, SupplierName
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
LISTS = ["contracts", "suppliers", "products", "boroughs", "service-areas", "payments"]


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def no_one_has_asked_before(settings: Any) -> Iterator[None]:
    """Count from zero, and let a test ask as often as it needs."""
    settings.API_RATE = "10000/min"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def hub() -> dict[str, Any]:
    """Two boroughs, a supplier with another name and a product, and contracts of every sort."""
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    area = ServiceAreaFactory(code="HSG-1", name="Housing management system")
    supplier = SupplierFactory(name="Oakhaven Systems Ltd", slug="oakhaven", is_sme=True)
    SupplierName.objects.create(
        supplier=supplier,
        name="Fenbrook",
        normalised="fenbrook",
        kind="former",
        source="a notice",
        reason=".",
    )
    SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value="07654321", source="a notice")
    product = ProductFactory(name="Oakdesk", slug="oakdesk", supplier=supplier, service_area=area)
    contract = ContractFactory(
        title="Housing system",
        boroughs=[camden, hackney],
        suppliers=[supplier],
        service_area=area,
        product=product,
        value=Decimal("1200000.50"),
        start_date=in_days(-300),
        end_date=in_days(800),
        options=[12],
    )
    ContractFactory(title="Of unknown value", boroughs=[hackney], value=None, end_date=None)
    return {"supplier": supplier, "product": product, "contract": contract}


def get(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_contract_in_the_list_says_what_is_known_and_null_for_the_rest(
    client: Client, hub: dict[str, Any]
) -> None:
    known, unknown = get(client, "contracts/")["items"]
    assert known["title"] == "Housing system"
    assert known["value"] == "1200000.50"
    assert [borough["slug"] for borough in known["boroughs"]] == ["camden", "hackney"]
    assert known["suppliers"] == [
        {
            "slug": "oakhaven",
            "name": "Oakhaven Systems Ltd",
            "as_written": "Oakhaven Systems Ltd",
            "is_sme": None,
        }
    ]
    assert known["service_area"] == {"code": "HSG-1", "name": "Housing › Housing management system"}
    assert known["product"] == {"slug": "oakdesk", "name": "Oakdesk"}
    assert known["end_date"] == in_days(800).isoformat()
    assert known["window_closes"] == known["maximum_end_date"] > known["end_date"]
    assert known["page"] == f"http://testserver/register/{hub['contract'].pk}/"
    assert unknown["value"] is unknown["annual_value"] is None
    assert unknown["end_date"] is unknown["window_opens"] is None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"borough": "camden"}, ["Housing system"]),
        ({"area": "HSG"}, ["Housing system"]),
        ({"supplier": "oakhaven"}, ["Housing system"]),
        ({"product": "oakdesk"}, ["Housing system"]),
        ({"value": "not-known"}, ["Of unknown value"]),
        ({"end": "known", "sort": "value"}, ["Housing system"]),
        ({"q": "unknown"}, ["Of unknown value"]),
        ({"borough": "camden", "value": "not-known"}, []),
    ],
)
def test_contracts_are_filtered_as_the_register_is(
    client: Client, hub: dict[str, Any], query: dict[str, str], titles: list[str]
) -> None:
    assert [row["title"] for row in get(client, "contracts/", **query)["items"]] == titles


def test_things_have_their_details(client: Client, hub: dict[str, Any]) -> None:
    contract = get(client, f"contracts/{hub['contract'].pk}/")
    assert contract["options"] == [{"number": 1, "months": 12, "notice_days": None, "used_on": None}]
    parent = SupplierFactory(name="Larkfield Group", slug="larkfield")
    Ownership.objects.create(
        supplier=hub["supplier"], owner=parent, kind="owned", source_url="https://example.org/"
    )
    supplier = get(client, "suppliers/oakhaven/")
    assert {"name": "Fenbrook", "kind": "former", "source": "a notice"} in supplier["names"]
    assert supplier["identifiers"][0]["address"].endswith("/company/07654321")
    assert supplier["products"] == [{"slug": "oakdesk", "name": "Oakdesk"}]
    assert supplier["group"] == {"slug": "larkfield", "name": "Larkfield Group"}
    assert supplier["live_contracts"] == 1
    assert supplier["live_boroughs"] == 2
    assert client.get(supplier["contracts"]).json()["items"][0]["title"] == "Housing system"
    ProductName.objects.create(product=hub["product"], name="Fendesk", kind="former", valid_to=in_days(-10))
    product = get(client, "products/oakdesk/")
    assert product["supplier"]["slug"] == "oakhaven"
    assert product["names"][0]["until"] == in_days(-10).isoformat()
    assert get(client, "boroughs/camden/")["live_contracts"] == 1


def test_demonstration_records_are_counted_apart(client: Client, hub: dict[str, Any]) -> None:
    before = get(client, "boroughs/camden/")
    camden = Borough.objects.get(slug="camden")
    ContractFactory(boroughs=[camden], is_demonstration=True, end_date=in_days(99), value=None)
    after = get(client, "boroughs/camden/")
    assert (before["demonstration_contracts"], after["demonstration_contracts"]) == (0, 1)
    names = ("live_contracts", "annual_value", "unknown_values")
    assert [after[name] for name in names] == [before[name] for name in names]
    (listed,) = (row for row in get(client, "boroughs/")["items"] if row["slug"] == "camden")
    assert listed == after


def test_a_supplier_found_to_be_another_answers_with_that_one(client: Client, hub: dict[str, Any]) -> None:
    gone = SupplierFactory(name="Oakhaven Sytems", slug="oakhaven-sytems")
    Supplier.objects.filter(pk=gone.pk).update(merged_into=hub["supplier"])
    assert get(client, "suppliers/oakhaven-sytems/")["slug"] == "oakhaven"
    assert "oakhaven-sytems" not in [row["slug"] for row in get(client, "suppliers/")["items"]]


def test_a_search_tolerates_errors_and_says_what_was_found(client: Client, hub: dict[str, Any]) -> None:
    found = get(client, "suppliers/", q="Fenbrok", area="HSG-1", sme="yes")
    assert [(row["slug"], row["found_as"]) for row in found["items"]] == [("oakhaven", "formerly Fenbrook")]
    assert found["count"] == 1
    assert get(client, "products/", q="oakdsk")["items"][0]["slug"] == "oakdesk"


@pytest.mark.parametrize("sort", ["end", "decide", "value", "title", "newest"])
def test_walking_the_pages_shows_every_contract_once(client: Client, sort: str) -> None:
    camden, supplier = BoroughFactory(slug="camden"), SupplierFactory()
    for number in range(23):
        ContractFactory(
            title=f"Contract {number % 5}",
            boroughs=[camden],
            suppliers=[supplier],
            value=Decimal(number % 4) if number % 3 else None,
            end_date=in_days(100 * (number % 4) - 150) if number % 5 else None,
            start_date=None,
        )
    address: str | None = f"http://testserver/api/v1/contracts/?size=5&sort={sort}&borough=camden"
    seen, pages = [], 0
    while address:
        answer = client.get(address).json()
        seen += [row["id"] for row in answer["items"]]
        address, pages = answer["next"], pages + 1
    assert pages == 5
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize("what", ["suppliers", "products"])
@pytest.mark.parametrize("query", ["", "&sort=live", "&q=brightwater"])
def test_walking_the_pages_shows_every_supplier_and_product_once(
    client: Client, what: str, query: str
) -> None:
    for number in range(11):
        supplier = SupplierFactory(name=f"Brightwater {number}", slug=f"b-{number}")
        ProductFactory(name=f"Brightwater {number}", slug=f"b-{number}", supplier=supplier)
    address: str | None = f"http://testserver/api/v1/{what}/?size=4{query}"
    seen = []
    while address:
        answer = client.get(address).json()
        seen += [row["slug"] for row in answer["items"]]
        address = answer["next"]
    assert sorted(seen) == sorted(f"b-{number}" for number in range(11))


@pytest.mark.parametrize(
    ("address", "parameter", "words"),
    [
        ("contracts/?borough=atlantis", "borough", "There is no borough of that name in London"),
        ("contracts/?ends_from=soon", "ends_from", "Write a date such as 31 March 2027"),
        ("contracts/?product=nothing", "product", "There is no product of that name"),
        ("contracts/?size=0", "size", "greater than or equal to 1"),
        ("contracts/?size=many", "size", "valid integer"),
        ("contracts/?after=9~x~y", "after", "There is no such place in this order"),
        ("contracts/?sort=end&after=0~yesterday~3", "after", "There is no such place in this order"),
        ("contracts/?boroug=camden", "boroug", "There is no parameter of this name. Use after, area"),
        ("contracts/?q=%00", "q", "Null characters are not allowed"),
        ("suppliers/?sme=perhaps", "sme", "Choose one of the list"),
        ("suppliers/?after=x", "after", "There is no such place in this order"),
        ("products/?area=NOWHERE", "area", "There is no such service area"),
        ("boroughs/?q=camden", "q", "This address takes none"),
    ],
)
def test_what_cannot_be_answered_says_which_parameter_is_to_be_mended(
    client: Client, hub: dict[str, Any], address: str, parameter: str, words: str
) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    wrong = answer.json()
    assert wrong["error"] == "Some parameters cannot be used."
    assert [one["parameter"] for one in wrong["parameters"]] == [parameter]
    assert words in wrong["parameters"][0]["message"]


@pytest.mark.parametrize(
    "address",
    [
        "contracts/999999999999999999999/",
        "contracts/0/",
        "suppliers/nobody/",
        "products/nothing/",
        "boroughs/atlantis/",
        "contracts/one/",
        "nothing-here/",
        "nothing-here",
    ],
)
def test_what_there_is_not_is_said_in_a_sentence(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 404
    assert answer.json()["error"].startswith("There is no")


@pytest.mark.parametrize("address", ["suppliers", "boroughs/atlantis"])
def test_a_slash_that_is_missing_is_added(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}?q=a%20b")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/api/v1/{address}/?q=a%20b")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["contracts/", "openapi.json", "nothing-here/"])
def test_nothing_can_be_written(method: str, address: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{address}")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.json()["error"] == "The API is read-only: use GET or HEAD."


@pytest.mark.parametrize("what", LISTS)
def test_an_answer_that_has_not_changed_is_not_sent_again(
    client: Client, hub: dict[str, Any], what: str
) -> None:
    first = client.get(f"/api/v1/{what}/")
    etag = first.headers["ETag"]
    again = client.get(f"/api/v1/{what}/", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert client.head(f"/api/v1/{what}/").headers["ETag"] == etag
    assert "max-age=60" in first.headers["Cache-Control"]


def test_a_change_gives_another_etag(client: Client, hub: dict[str, Any]) -> None:
    etag = client.get("/api/v1/contracts/").headers["ETag"]
    hub["contract"].title = "Another title"
    hub["contract"].save()
    assert client.get("/api/v1/contracts/", headers={"If-None-Match": etag}).status_code == 200


def test_whoever_asks_too_often_waits_and_others_do_not(client: Client, settings: Any) -> None:
    settings.API_RATE = "3/min"
    answers = [client.get("/api/v1/boroughs/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    wait = int(answers[3].headers["Retry-After"])
    assert 1 <= wait <= 60
    assert answers[3].json()["error"] == f"Too many requests. Wait {wait} seconds, then ask again."
    assert client.get("/api/v1/boroughs/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 429


def test_a_key_of_the_settings_allows_more_and_a_wrong_one_nothing(client: Client, settings: Any) -> None:
    settings.API_RATE, settings.API_KEY_RATE = "1/min", "3/min"
    settings.API_KEYS = {"observatory": "a-long-secret", "paper": "another-secret"}
    key = {"Authorization": "Bearer a-long-secret"}
    asked = [client.get("/api/v1/boroughs/", headers=key).status_code for _ in range(4)]
    assert asked == [200, 200, 200, 429]
    other = {"Authorization": "Bearer another-secret"}
    assert client.get("/api/v1/boroughs/", headers=other).status_code == 200
    wrong = client.get("/api/v1/boroughs/", headers={"Authorization": "Bearer guessed"})
    assert wrong.status_code == 401
    assert wrong.headers["WWW-Authenticate"] == "Bearer"
    assert wrong.json()["error"].startswith("This key is not known.")
    again = client.get("/api/v1/boroughs/", headers={"Authorization": "Bearer guessed-again"})
    assert again.status_code == 429, "Keys cannot be tried without end."


@pytest.mark.parametrize(
    "address",
    [
        "contracts/?size=200",
        "contracts/?q=system&borough=camden&supplier=oakhaven&product=oakdesk&sort=value",
        "suppliers/?size=200",
        "suppliers/?q=brightwater&area=HSG-1&borough=camden&live=yes",
        "suppliers/oakhaven/",
        "products/",
        "products/?q=oakdesk&sort=live&borough=camden",
        "products/oakdesk/",
        "boroughs/",
        "service-areas/",
    ],
)
def test_answers_take_few_queries(
    client: Client, hub: dict[str, Any], address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    camden = BoroughFactory(slug="camden")
    for number in range(40):
        supplier = SupplierFactory(name=f"Brightwater {number}", slug=f"b-{number}")
        product = ProductFactory(supplier=supplier, service_area=ServiceAreaFactory(code="HSG-1"))
        ContractFactory(boroughs=[camden], suppliers=[supplier], product=product, end_date=in_days(99))
    with django_assert_max_num_queries(12):
        assert client.get(f"/api/v1/{address}").status_code == 200


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    what=st.sampled_from(["contracts", "suppliers", "products"]),
    query=st.dictionaries(
        st.sampled_from(["q", "after", "size", "borough", "area", "sort", "supplier", "ends_from", "x"]),
        st.text(max_size=20) | st.sampled_from(["0~~1", "0~x~1", "-1", "1e9", "2027-01-01", "closest"]),
        max_size=4,
    ),
)
def test_no_question_breaks_it(client: Client, what: str, query: dict[str, str]) -> None:
    answer = client.get(f"/api/v1/{what}/", query)
    assert answer.status_code in (200, 400)
    assert answer.json()


def test_the_first_address_and_the_page_for_people_lead_to_everything(client: Client) -> None:
    for address in get(client, "").values():
        assert client.get(address).status_code == 200
    page = text_of(client.get("/api/"))
    for what in LISTS:
        assert f"/api/v1/{what}/" in page
    assert "typing errors are tolerated" in page
    assert "pk In the address, as lists give it. whole number" in page
    assert "slug In the address, as lists give it. text" in page
    assert get(client, "openapi.json")["openapi"] == "3.1.0"
