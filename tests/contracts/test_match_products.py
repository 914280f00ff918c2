"""Contracts get the products that they name; whoever said otherwise is left in peace."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from boroughs.models import Borough
from contracts.actions import import_register, match_products
from contracts.models import Contract
from suppliers.models import Product, ProductName, ProductOwner
from tests.factories import ContractFactory, ProductFactory, SupplierFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = "Contract No.,Title of agreement,Supplier,Start date,End date,Value £,System name\n"


@pytest.fixture
def tidewise() -> Product:
    """A product with a telling name."""
    product: Product = ProductFactory(name="Tidewise", slug="tidewise")
    ProductName.objects.create(product=product, name="Tidewise")
    return product


def test_a_contract_gets_its_product_and_says_why(tidewise: Product, client: Client) -> None:
    contract = ContractFactory(title="Tidewise licences")
    assert match_products() == {contract.pk: "found"}
    assert match_products() == {}
    contract.refresh_from_db()
    assert contract.product == tidewise
    assert contract.provenance["product"]["source"] == "rules"
    page = text_of(client.get(contract.get_absolute_url()))
    assert "The title has “Tidewise”, a name of the product." in page
    assert "worked out by the hub" in page


@pytest.mark.parametrize("held", ["another", "none"])
def test_what_an_officer_said_stays(tidewise: Product, held: str) -> None:
    other = ProductFactory() if held == "another" else None
    contract = ContractFactory(
        title="Tidewise licences",
        product=other,
        provenance={"product": {"source": "officer", "at": "2026-05-01"}},
    )
    assert match_products() == {}
    contract.refresh_from_db()
    assert contract.product == other


def test_a_product_of_which_nothing_says_who_chose_it_stays(tidewise: Product) -> None:
    contract = ContractFactory(title="Tidewise licences", product=ProductFactory())
    assert match_products([contract.pk]) == {}


def test_a_name_that_counts_no_longer_is_taken_away(tidewise: Product) -> None:
    contract = ContractFactory(title="Tidewise licences", start_date=dt.date(2022, 4, 1))
    match_products()
    tidewise.names.update(valid_to=dt.date(2020, 1, 1))
    assert match_products() == {contract.pk: "taken away"}
    contract.refresh_from_db()
    assert (contract.product, contract.product_reason) == (None, "")
    assert "product" not in contract.provenance


def test_a_demonstration_contract_is_left_alone(tidewise: Product) -> None:
    ContractFactory(title="Tidewise licences", is_demonstration=True)
    assert match_products() == {}


def test_the_supplier_of_a_contract_may_have_sold_a_general_name() -> None:
    supplier = SupplierFactory(name="Brightwater Systems Ltd")
    product = ProductFactory(name="Housing", slug="housing-brightwater")
    ProductName.objects.create(product=product, name="Housing", is_generic=True)
    ProductOwner.objects.create(product=product, owner_name="Brightwater Systems", is_present=True)
    mine = ContractFactory(title="Housing system", suppliers=[supplier])
    ContractFactory(title="Housing system", suppliers=[SupplierFactory(name="Greyfriars Group plc")])
    assert match_products() == {mine.pk: "found"}
    product.refresh_from_db()
    assert product.supplier == supplier


def test_an_import_finds_products_and_keeps_what_the_source_calls_them(
    reference: None, tidewise: Product, tmp_path: Path, client: Client
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        HEAD
        + "C1,Tidewise licences,Tideline Ltd,01/04/2022,31/03/2027,500000,\n"
        + "C2,Case management,Tideline Ltd,01/04/2022,31/03/2027,500000,TIDEWISE\n"
        + "C3,Case management two,Tideline Ltd,01/04/2022,31/03/2027,500000,Larkfield\n",
        encoding="utf-8",
    )
    import_register(path=path, borough=Borough.objects.get(slug="camden"))
    first, second, third = Contract.objects.order_by("reference")
    assert first.product == second.product == tidewise
    assert second.product_reason == "The source calls it “TIDEWISE”, a name of the product."
    assert second.provenance["product_text"]["source"] == "upload"
    assert third.product is None
    page = text_of(client.get(reverse("contract", args=[third.pk])))
    assert "not known; the source calls it “Larkfield”" in page.replace("Not known", "not known")


def test_the_command_says_what_it_found(tidewise: Product) -> None:
    ContractFactory(title="Tidewise licences")
    ContractFactory(title="Tidewise support")
    out = StringIO()
    call_command("match_products", stdout=out)
    assert "2 contracts: product found" in out.getvalue()
    assert "2 contracts with a known product" in out.getvalue()
