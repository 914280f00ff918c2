"""Searching the register: the closest first, why it matched, and what may have been meant."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from contracts.highlights import BEGIN, END, marked
from contracts.models import Contract
from suppliers.models import Ownership, ProductName
from tests.factories import BoroughFactory, ContractFactory, ProductFactory, SupplierFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def _titles(client: Client, **question: str) -> list[str]:
    page = client.get("/register/", question).content.decode().replace("<mark>", "").replace("</mark>", "")
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', page)


def _contract(title: str, **facts: object) -> Contract:
    made: Contract = ContractFactory(title=title, **facts)
    return made


def test_the_closest_come_first_and_pages_follow_one_another(client: Client) -> None:
    _contract("Cleaning", description="Rooms, windows and once a year the library. " * 20)
    _contract("Library system", description="For every library")
    for number in range(60):
        _contract(f"Shelves {number:02}", description="For the library", suppliers=[])
    first = _titles(client, q="library", sort="closest")
    assert first[0] == "Library system"
    response = client.get("/register/", {"q": "library", "sort": "closest"})
    more = client.get(response.context["next"]).content.decode()
    rest = re.findall(r'<th scope="row"[^>]*><a [^>]*>(.+?)</a>', more)
    assert len(first) == 50
    assert len(rest) == 12
    assert not {*first} & {re.sub("<[^>]+>", "", title) for title in rest}
    assert rest[-1] == "Cleaning"


def test_without_words_nothing_is_close_and_the_end_date_orders(client: Client) -> None:
    _contract("Later", end_date=timezone.localdate() + dt.timedelta(days=900))
    _contract("Sooner", end_date=timezone.localdate() + dt.timedelta(days=9))
    assert _titles(client, sort="closest") == ["Sooner", "Later"]


def test_so_many_matches_that_only_some_are_ordered_are_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        _contract(f"Library {number}")
    monkeypatch.setattr("contracts.facets.BOUND", 3)
    question = {"q": "library", "sort": "closest"}
    assert "only the first 10,000 found are in this order" in text_of(client.get("/register/", question))


def test_a_row_says_why_it_was_found(client: Client) -> None:
    _contract(
        "Lift <b>repair</b> & more",
        reference="DN-4711",
        description="First a long preamble about many things. Then the lifts are repaired by the supplier.",
        suppliers=[SupplierFactory(name="Lifts & Sons")],
    )
    page = client.get("/register/", {"q": "lift"}).content.decode()
    assert "<mark>Lifts</mark> &amp; Sons" in page
    assert "Description:</span> …" in page
    assert "<mark>lifts</mark> are repaired" in page
    bare = page.replace("<mark>", "").replace("</mark>", "")
    assert "Lift &lt;b&gt;repair&lt;/b&gt; &amp; more" in bare  # whatever looks like a tag stays to be read
    by_reference = client.get("/register/", {"q": "DN-4711"}).content.decode()
    assert "Reference:</span> " in by_reference
    assert "<mark>" in by_reference
    assert "<mark>" not in client.get("/register/").content.decode()


@given(
    text=st.text(alphabet=st.sampled_from([BEGIN, END, "<", "&", "a", " ", '"'])),
    plain=st.none() | st.text(max_size=3),
)
def test_marks_are_balanced_and_nothing_else_is_markup(text: str, plain: str | None) -> None:
    html = marked(text, plain)
    assert html.count("<mark>") == html.count("</mark>")
    assert not re.search(r"[<>\x02\x03]", html.replace("<mark>", "").replace("</mark>", ""))


def test_a_supplier_whose_name_is_misspelt_is_suggested(client: Client) -> None:
    _contract("Housing", suppliers=[SupplierFactory(name="Quibblewick Digital", slug="quibblewick")])
    SupplierFactory(name="Quibblewick Nothing Sold")
    page = client.get("/register/", {"supplier": "Quiblewick", "value": "500k-1m"})
    assert "There is no supplier called “Quiblewick”. Did you mean: Quibblewick Digital" in text_of(page)
    address = "/register/?value=500k-1m&amp;supplier=quibblewick"
    assert f'href="{address}"' in page.content.decode() or 'supplier=quibblewick&amp;value=500k-1m"' in (
        page.content.decode()
    )
    assert "Nothing Sold" not in page.content.decode()
    assert _titles(client, supplier="quibblewick", value="500k-1m") == ["Housing"]


def test_a_supplier_whom_nobody_is_like_is_said_not_to_be_there(client: Client) -> None:
    _contract("Housing")
    text = text_of(client.get("/register/", {"supplier": "Zzyzx"}))
    assert "There is no supplier called “Zzyzx”." in text
    assert "Did you mean" not in text


def test_a_product_is_suggested_by_its_name_though_no_other_is_recorded(client: Client) -> None:
    ContractFactory(product=ProductFactory(name="Zibblehouse", slug="zibblehouse"))
    assert "Did you mean: Product: Zibblehouse" in text_of(client.get("/register/?q=zibblehose"))


def test_words_that_are_nowhere_suggest_suppliers_and_products_called_alike(client: Client) -> None:
    product = ProductFactory(name="Tenantoodle", slug="tenantoodle")
    ProductName.objects.create(product=product, name="Tenantoodle")
    _contract(
        "Housing system", product=product, suppliers=[SupplierFactory(name="Zorblatt", slug="zorblatt")]
    )
    text = text_of(client.get("/register/", {"q": "tenantodle"}))
    assert "Did you mean: Product: Tenantoodle" in text
    page = client.get("/register/", {"q": "housing zorblat"})
    assert "Supplier: Zorblatt" in text_of(page)
    assert 'href="/register/?supplier=zorblatt"' in page.content.decode()


def test_a_supplier_that_is_there_but_not_in_the_list_is_not_called_unknown(client: Client) -> None:
    _contract("Housing", suppliers=[SupplierFactory(name="Zorblatt")], value=None)
    text = text_of(client.get("/register/", {"supplier": "zorb", "value": "1m-10m"}))
    assert "There is no supplier" not in text
    assert "No contract matches" in text


def test_a_group_finds_the_contracts_of_all_its_suppliers(client: Client) -> None:
    owner, one, other = (SupplierFactory(name=name) for name in ("Owner plc", "One Ltd", "Other Ltd"))
    acquired = {"kind": Ownership.Kind.ACQUIRED, "source_url": "https://example.org/news"}
    for owned in (one, other):
        Ownership.objects.create(supplier=owned, owner=owner, **acquired)
    past = SupplierFactory(name="Past Ltd")
    Ownership.objects.create(supplier=past, owner=owner, valid_to=dt.date(2020, 1, 1), **acquired)
    for title, supplier in (("A", one), ("B", other), ("C", owner), ("D", past), ("E", SupplierFactory())):
        _contract(title, suppliers=[supplier])
    assert set(_titles(client, group="one-ltd")) == {"A", "B", "C"}
    assert set(_titles(client, group="Owner plc")) == {"A", "B", "C"}
    assert "Supplier group: Owner plc" in text_of(client.get("/register/", {"group": "other-ltd"}))
    assert "There is no supplier of that name" in text_of(client.get("/register/", {"group": "nobody"}))
    assert 'href="/register/?group=owner-plc"' in client.get("/suppliers/one-ltd/").content.decode()


def test_decide_by_dates_sizes_and_several_boroughs_narrow_the_list(client: Client) -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    small, large = SupplierFactory(is_sme=True), SupplierFactory(is_sme=False)
    unsaid = SupplierFactory()
    a = _contract("A", boroughs=[camden], suppliers=[small])
    b = _contract("B", boroughs=[hackney], suppliers=[large])
    _contract("C", boroughs=[BoroughFactory()], suppliers=[unsaid])
    a.supplier_links.update(is_sme=False)  # then it was not yet, or no longer
    Contract.objects.filter(pk=b.pk).update(decide_by=dt.date(2030, 1, 1))
    assert _titles(client, sme="yes") == []
    assert set(_titles(client, sme="no")) == {"A", "B"}
    assert _titles(client, sme="not-known") == ["C"]
    assert _titles(client, decide_from="2029-12-31", decide_to="1/1/2030") == ["B"]
    assert _titles(client, decide_from="2030-01-02") == []
    assert set(_titles(client, borough="camden,hackney")) == {"A", "B"}
    both = client.get("/register/?borough=camden&borough=hackney&borough=camden")
    assert both.context["first"] == "/register/?borough=camden,hackney"
    assert 'href="/register/?borough=hackney"' in both.content.decode()  # the chip that takes Camden away
    assert "There is no borough" in text_of(client.get("/register/?borough=camden,atlantis"))
    wrong = client.get("/register/", {"decide_from": "2030-01-01", "decide_to": "2029-01-01"})
    assert "Give a date on or after 1 January 2030" in text_of(wrong)


@pytest.mark.parametrize(
    "question",
    [
        {"q": "library", "sort": "closest", "group": "one", "sme": "yes", "decide_from": "2020-01-01"},
        {"q": "nowhere", "supplier": "Brightwatr Sistems 5 Ltd"},
        {"q": "librari brightwatr", "borough": ""},
    ],
)
def test_no_question_costs_more_than_twelve_queries(
    client: Client, question: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    group = SupplierFactory(name="One", slug="one", is_sme=True)
    for number in range(60):
        _contract(f"Library {number}", suppliers=[group, SupplierFactory()], options=[12])
    with django_assert_max_num_queries(12):
        assert client.get("/register/", question).status_code == 200
