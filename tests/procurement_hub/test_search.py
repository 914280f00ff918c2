"""One search over everything: grouped by kind, within the reader's rights, forgiving typing errors."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProductFactory,
    SupplierFactory,
    make_collaboration,
    make_document,
    make_pilot,
    make_review,
    make_timeline,
)
from tests.factories.toolkit import make_clause, make_page
from tests.pages import text_of

pytestmark = pytest.mark.django_db
WORD = "Quillmere"


@pytest.fixture
def everything() -> Person:
    """Something of every kind with one word in it; returns the officer whose it is."""
    officer: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    supplier = SupplierFactory(name=f"{WORD} Ltd")
    ProductFactory(name=f"{WORD} Tenancy", supplier=supplier)
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
    for hidden in (*private, "Reviews", "Documents", "Timelines"):
        assert hidden not in page


def test_members_find_what_is_shared_with_them(client: Client, everything: Person) -> None:
    client.force_login(OfficerFactory())
    page = found(client)
    assert f"{WORD} schedule" in page
    assert "Reviews" in page
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
    with django_assert_max_num_queries(25):
        found(client)
