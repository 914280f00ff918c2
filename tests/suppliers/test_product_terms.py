"""Words that may be products: found, offered to LOTI staff, decided and remembered."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.actions.register_search import search_register
from contracts.models import Contract
from suppliers.actions.product_terms import accept_as_name, accept_as_product, dismiss_term, offer_terms
from suppliers.models import Product, ProductName, ProductTerm
from suppliers.product_terms import FoundTerm, TermSource, frequent_terms
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ServiceAreaFactory,
)
from tests.pages import text_of

ORDINARY = {"parking", "system", "cashless", "licences", "housing", "and", "finance"}


def terms(
    *titles: tuple[str, int],
    named: str = "",
    products: frozenset[str] = frozenset(),
    known: frozenset[str] = frozenset(),
) -> list[str]:
    """Return the terms of some titles, each with its borough."""
    sources = [TermSource(title, (borough,), named) for title, borough in titles]
    found = frequent_terms(sources, ordinary=ORDINARY, products=products, known=known)
    return [term.term for term in found]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Larkfield parking system", "Cashless parking (Larkfield)", ["Larkfield"]),
        ("LARKFIELD LICENCES", "Finance Larkfield", ["LARKFIELD"]),
        ("Larkfield licences", "Larkfield system", []),
        ("iLark system", "iLark licences", ["iLark"]),
        ("Larkfield Prime system", "Finance and Larkfield Prime", ["Larkfield Prime"]),
        ("Parking System", "Parking Licences", []),
        ("Housing Larkfield 2024", "Larkfield 2025", ["Larkfield"]),
        ("a larkfield system", "the larkfield system", []),
        ("AB system", "AB system", []),
        ("C25810 system", "C25810 licences", []),
    ],
)
def test_what_is_written_like_a_name_is_a_term(first: str, second: str, found: list[str]) -> None:
    assert terms((first, 1), (second, 2)) == found


def test_a_term_of_one_borough_is_not_offered() -> None:
    assert terms(("Larkfield system", 1), ("Larkfield licences", 1)) == []


def test_names_that_are_known_are_no_terms() -> None:
    known = frozenset({"larkfield"})
    titles = (("Larkfield system", 1), ("Finance Larkfield", 2))
    assert terms(*titles) == ["Larkfield"]
    assert terms(*titles, known=known) == terms(*titles, products=known) == []


def test_what_the_source_calls_the_product_goes_before_the_title() -> None:
    titles = (("Fernhill system", 1), ("Fernhill licences", 2))
    assert terms(*titles, named="Business Globe") == ["Business Globe"]
    called = frozenset({"business globe"})
    assert terms(*titles, named="Business Globe", products=called) == []
    assert terms(*titles, named="Business Globe", known=called) == ["Business Globe"]


def test_a_term_comes_with_its_figures() -> None:
    sources = [TermSource(f"Larkfield {number}", (number % 3, 9)) for number in range(8)]
    (term,) = frequent_terms(sources, ordinary=ORDINARY, products=set(), known=set())
    assert (term.contracts, term.boroughs, len(term.examples)) == (8, (0, 1, 2, 9), 5)


@pytest.fixture
def staff(db: None) -> Person:
    """Somebody who curates the hub's data."""
    person: Person = PersonFactory(is_staff=True)
    return person


@pytest.fixture
def signed_in(client: Client, staff: Person) -> Client:
    """LOTI staff in a browser."""
    client.force_login(staff)
    return client


def test_terms_of_the_register_are_offered_once_and_then_remembered(staff: Person) -> None:
    area = ServiceAreaFactory(technology="yes")
    contracts = [
        ContractFactory(
            title=f"Larkfield {what}",
            boroughs=[BoroughFactory()],
            service_area=area,
            provenance={"service_area": {"source": "officer", "at": "2026-01-01"}},
        )
        for what in ("software", "software", "hosting")
    ]
    assert search_register().terms == 1
    term = ProductTerm.objects.get()
    assert (term.term, term.contracts, len(term.borough_ids)) == ("Larkfield", 3, 3)
    product = accept_as_product(term=term, by=staff, name="Larkfield")
    again = search_register()
    assert set(again.products) == {contract.pk for contract in contracts}
    assert again.terms == 0
    assert set(Contract.objects.values_list("product", flat=True)) == {product.pk}


def test_what_was_dismissed_is_not_offered_again(staff: Person) -> None:
    found = [FoundTerm("Larkfield", "larkfield", 3, (1, 2), ("Larkfield licences",))]
    assert offer_terms(found=found) == 1
    dismiss_term(term=ProductTerm.objects.get(), by=staff)
    assert offer_terms(found=found) == 0
    assert ProductTerm.objects.get().decided_by == staff


def test_an_offer_gets_new_figures_and_goes_when_nothing_has_the_term(db: None) -> None:
    found = [FoundTerm("Larkfield", "larkfield", 3, (1, 2), ("Larkfield licences",))]
    offer_terms(found=found)
    offer_terms(found=[FoundTerm("Larkfield", "larkfield", 4, (1, 2, 3), ("Larkfield licences",))])
    assert ProductTerm.objects.get().contracts == 4
    assert offer_terms(found=[]) == 0
    assert not ProductTerm.objects.exists()


def test_a_term_becomes_another_name(staff: Person) -> None:
    product, term = ProductFactory(name="Tidewise"), ProductTermFactory(term="TideWise Pro")
    accept_as_name(term=term, by=staff, product=product, is_word=True)
    name = product.names.get()
    assert (name.name, name.kind, name.is_word) == ("TideWise Pro", "alias", True)
    with pytest.raises(Refused, match="in the meantime"):
        dismiss_term(term=term, by=staff)


def test_a_second_product_of_one_name_is_refused(staff: Person) -> None:
    product = ProductFactory(name="Tidewise")
    ProductName.objects.create(product=product, name="Tidewise")
    with pytest.raises(Refused, match="another name of it"):
        accept_as_product(term=ProductTermFactory(), by=staff, name="TIDEWISE")


def decide(client: Client, term: ProductTerm, **given: object) -> str:
    """Send the form and return the text of the page that follows."""
    return text_of(client.post(reverse("product_term", args=[term.pk]), given, follow=True))


def test_staff_make_a_term_a_product(signed_in: Client) -> None:
    term, area = ProductTermFactory(term="larkfield"), ServiceAreaFactory()
    page = decide(signed_in, term, decision="product", name="Larkfield", owner="Fernhill Group", area=area.pk)
    assert "Larkfield is a product now." in page
    product = Product.objects.get()
    assert (product.name, product.slug, product.service_area) == ("Larkfield", "larkfield", area)
    assert product.owners.get().owner_name == "Fernhill Group"
    assert "a name of Larkfield" in page


def test_staff_dismiss_a_term_and_can_think_again(signed_in: Client) -> None:
    term, product = ProductTermFactory(term="Larkfield"), ProductFactory()
    assert "will not be offered again" in decide(signed_in, term, decision="dismiss")
    page = decide(signed_in, term, decision="name", product=product.pk)
    assert f"“Larkfield” is a name of {product.name} now." in page
    assert "Somebody has accepted this term" in decide(signed_in, term, decision="dismiss")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Choose what it is."),
        ({"decision": "product", "name": "++"}, "Enter a name that has a letter or a figure."),
        ({"decision": "name"}, "Choose the product that is meant."),
        ({"decision": "name", "product": "99999"}, "Choose a product from the list."),
        ({"decision": "else"}, "Select a valid choice"),
    ],
)
def test_a_decision_without_what_it_needs_is_explained(
    signed_in: Client, given: dict[str, str], message: str
) -> None:
    term = ProductTermFactory()
    assert message in decide(signed_in, term, **given)
    term.refresh_from_db()
    assert term.status == "offered"


def test_the_pages_ask_few_queries_however_much_there_is(
    signed_in: Client, staff: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    boroughs = [BoroughFactory().pk for _ in range(5)]
    for _ in range(40):
        ProductTermFactory(borough_ids=boroughs)
        term = ProductTermFactory()
        accept_as_name(term=term, by=staff, product=ProductFactory())
    with django_assert_max_num_queries(12):
        page = text_of(signed_in.get(reverse("product_terms")))
    assert "10 more follow when these are decided" in page
    with django_assert_max_num_queries(12):
        signed_in.get(reverse("product_term", args=[ProductTerm.objects.offered()[0].pk]))


def test_an_empty_list_says_so(signed_in: Client) -> None:
    assert "Nothing to decide" in text_of(signed_in.get(reverse("product_terms")))


def test_the_list_of_products_leads_staff_there_and_nobody_else(signed_in: Client) -> None:
    assert reverse("product_terms") in signed_in.get(reverse("products")).content.decode()
    assert reverse("product_terms") not in Client().get(reverse("products")).content.decode()
