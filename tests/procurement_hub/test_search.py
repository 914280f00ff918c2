"""One search over everything: grouped by kind, within the reader's rights, forgiving typing errors."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from contracts.highlights import marked_words
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProductFactory,
    SupplierFactory,
    make_collaboration,
    make_document,
    make_fact,
    make_pilot,
    make_review,
    make_timeline,
)
from tests.factories.community import make_discussion
from tests.factories.performance import make_issue, make_kpi
from tests.factories.toolkit import make_clause, make_page
from tests.pages import text_of

pytestmark = pytest.mark.django_db
WORD = "Quillmere"


@pytest.fixture
def everything() -> Person:
    """Something of every kind with one word in it; returns the officer whose it is."""
    officer: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    supplier = SupplierFactory(name=f"{WORD} Ltd")
    make_fact(product=ProductFactory(name=f"{WORD} Tenancy", supplier=supplier), by=officer)
    rated = ContractFactory(title=f"Rated {WORD}", boroughs=[officer.borough])
    make_kpi(rated, name=f"{WORD} calls answered")
    make_issue(rated, text=f"{WORD} was down for a day.", kind="outage", is_shared=True)
    make_issue(rated, text=f"{WORD} billed twice.", kind="billing")
    ContractFactory(title=f"{WORD} contract", boroughs=[officer.borough], suppliers=[supplier])
    make_page(title=f"How to leave {WORD}")
    make_page(title=f"Draft on {WORD}", state="draft")
    make_clause(title=f"{WORD} clause")
    make_timeline(borough=officer.borough, title=f"Replace {WORD}, hidden")
    make_timeline(borough=officer.borough, title=f"Replace {WORD}, public", visibility="public")
    make_document(borough=officer.borough, title=f"{WORD} schedule")
    make_document(borough=officer.borough, title=f"{WORD} draft paper", visibility="borough")
    make_review(by=officer, supplier=supplier)
    make_pilot(borough=officer.borough, by=officer, title=f"{WORD} sensors", candid=f"{WORD} overheard")
    make_pilot(borough=officer.borough, by=officer, title=f"{WORD} unfinished", published=False)
    make_collaboration(lead=officer.borough, title=f"{WORD} together")
    return officer


def found(client: Client, words: str = WORD) -> Any:
    return text_of(client.get(reverse("search"), {"q": words}))


def test_anybody_finds_what_is_public_and_nothing_else(client: Client, everything: Person) -> None:
    page = found(client)
    public = (f"{WORD} Ltd", "Tenancy", "contract", f"How to leave {WORD}", "clause", "public", "sensors")
    for shown in public:
        assert shown in page
    private = ("hidden", "unfinished", "overheard", "schedule", "Draft on", f"{WORD} together")
    for hidden in (*private, "Reviews", "Documents", "Timelines", "Data access", "Performance of contracts"):
        assert hidden not in page


def test_members_find_what_is_shared_with_them(client: Client, everything: Person) -> None:
    client.force_login(OfficerFactory())
    page = found(client)
    assert f"{WORD} schedule" in page
    assert "Reviews" in page
    for shown in ("Data access", f"{WORD} calls answered", "an issue: outage"):
        assert shown in page
    for words in ("wrong bills", "billed twice", "was down"):
        assert words not in page
    for hidden in ("hidden", "draft paper", f"{WORD} together", "Draft on"):
        assert hidden not in page
    client.force_login(everything)
    own = found(client)
    for shown in ("hidden", "draft paper", f"{WORD} together"):
        assert shown in own
    assert "Draft on" not in own


def test_a_typing_error_in_a_name_is_forgiven(client: Client, everything: Person) -> None:
    assert f"{WORD} Ltd" in found(client, "Quilmere")


def test_many_of_a_kind_lead_to_the_list(client: Client) -> None:
    for number in range(7):
        ContractFactory(title=f"Gazebo {number}")
    answer = client.get(reverse("search"), {"q": "gazebo"})
    assert answer.content.decode().count('href="/register/') >= 6
    assert "All contracts with “gazebo”" in text_of(answer)
    assert f"{reverse('register')}?q=gazebo" in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [("x", "at least two letters"), ("pergola", "Nothing found"), ("\0", "Search everything")],
)
def test_what_finds_nothing_says_what_to_do(words: str, said: str, client: Client) -> None:
    assert said in found(client, words)


def test_it_is_not_asked_without_end(client: Client, settings: Any) -> None:
    cache.clear()
    settings.SEARCH_RATE = "2/min"
    answers = [client.get(reverse("search"), {"q": "housing"}).status_code for _ in range(3)]
    cache.clear()
    assert answers == [200, 200, 429]


def test_its_queries_do_not_grow(
    client: Client, everything: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(everything)
    found(client)
    for number in range(5):
        supplier = SupplierFactory(name=f"{WORD} Group {number}")
        ProductFactory(name=f"{WORD} Module {number}", supplier=supplier)
        make_document(borough=everything.borough, title=f"{WORD} paper")
        make_kpi(ContractFactory(), name=f"{WORD} in time")
    with django_assert_max_num_queries(27):
        found(client)


def test_products_are_found_by_the_systems_with_which_they_work(client: Client) -> None:
    product = ProductFactory(name="Tidewise Housing")
    make_fact("integration", product=product, system="Harbour Ledger")
    hidden = make_fact("integration", product=ProductFactory(name="Oakmere Rents"), system="Harbour Ledger")
    hidden.hidden_at, hidden.hidden_why = timezone.now(), "It names a person."
    hidden.save()
    client.force_login(OfficerFactory())
    page = found(client, "harbour")
    assert "Tidewise Housing" in page
    assert "Oakmere Rents" not in page


def test_what_was_searched_for_is_marked_in_names_and_where_it_stands(client: Client) -> None:
    reader = OfficerFactory()
    make_page(title="Leaving a supplier", text="Before notice is given, ask for an *extract* of tenancies.")
    make_document(borough=reader.borough, title="Extract of records", summary="")
    make_discussion(by=reader, title="A question", text="Who has tried an extract of rents?")
    client.force_login(reader)
    shown = client.get(reverse("search"), {"q": "extract"}).content.decode()
    assert "<mark>Extract</mark> of records" in shown
    assert "ask for an <mark>extract</mark> of tenancies" in " ".join(shown.replace("*", "").split())
    assert "tried an <mark>extract</mark> of rents" in shown


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Housing management", "hous", "<mark>Hous</mark>ing management"),
        ("Rehousing", "hous", "Rehousing"),
        ("<b>R&D</b>", "r&d b", "&lt;b&gt;R&amp;D&lt;/b&gt;"),
        ("C++ and (C)", "c++ (", "C++ and (C)"),
        ("Data data", "data", "<mark>Data</mark> <mark>data</mark>"),
    ],
)
def test_words_are_marked_where_they_begin_and_nothing_becomes_markup(
    text: str, words: str, marked: str
) -> None:
    assert marked_words(text, words) == marked
