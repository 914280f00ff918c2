"""Boroughs that use the same product are flagged, whoever owned it when each contract was let (R4)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from boroughs.models import Borough
from contracts.models import Contract
from pipeline.actions import flag_boroughs
from pipeline.evidence import subjects_of_contracts
from pipeline.models import Flag
from suppliers.models import Product
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProductFactory,
    SupplierFactory,
    default_route,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def product() -> Product:
    default_route(days=182)
    made: Product = ProductFactory(name="Tidewise")
    return made


def use(product: Product, borough: Borough, owner: str, **fields: object) -> Contract:
    values = {"title": f"{product} for {borough}", "end_date": dt.date(2028, 3, 31), "service_area": None}
    made: Contract = ContractFactory(
        boroughs=[borough], suppliers=[SupplierFactory(name=owner)], product=product, **{**values, **fields}
    )
    return made


def shared() -> list[Flag]:
    return list(Flag.objects.live().filter(kind="shared_product"))


def test_the_flag_names_the_product_and_each_contract_s_supplier(client: Client, product: Product) -> None:
    camden, hackney = BoroughFactory(name="Camden"), BoroughFactory(name="Hackney")
    use(product, camden, "Brightwater Systems Ltd", value=Decimal(300_000))
    use(product, hackney, "Oakhaven Group Ltd", value=None)
    use(product, BoroughFactory(name="Brent"), "Oakhaven Ltd", end_date=dt.date(2025, 3, 31))
    flag_boroughs(on=TODAY)
    (flag,) = shared()
    assert flag.sentence.startswith("Camden and Hackney both use Tidewise.")
    assert (flag.product, flag.borough_count, flag.unknown_values) == (product, 2, 1)
    client.force_login(OfficerFactory(borough=camden))
    page = text_of(client.get(flag.get_absolute_url()))
    assert "Shared product: Tidewise" in page
    assert "“Tidewise for Camden” with Brightwater Systems Ltd" in page
    assert "“Tidewise for Hackney” with Oakhaven Group Ltd" in page
    listed = text_of(client.get("/collaborate/?kind=shared_product"))
    assert "Camden and Hackney both use Tidewise." in listed


def test_it_keeps_its_identity_and_ends_when_one_is_left(product: Product) -> None:
    camden, hackney, brent = (BoroughFactory(name=name) for name in ("Camden", "Hackney", "Brent"))
    use(product, camden, "Brightwater Systems Ltd")
    leaving = use(product, hackney, "Oakhaven Ltd")
    flag_boroughs(on=TODAY)
    (first,) = shared()
    coming = use(product, brent, "Oakhaven Group Ltd")
    subjects = subjects_of_contracts([coming.pk], TODAY)
    assert subjects.products == {product.pk}
    flag_boroughs(on=TODAY, subjects=subjects)
    (grown,) = shared()
    assert (grown.pk, grown.borough_count) == (first.pk, 3)
    run = flag_boroughs(on=TODAY)
    assert (run.counts["shared_product"]["new"], run.counts["shared_product"]["changed"]) == (0, 0)
    Contract.objects.filter(pk__in=[leaving.pk, coming.pk]).update(product=None)
    flag_boroughs(on=TODAY, subjects=subjects_of_contracts([leaving.pk, coming.pk], TODAY))
    assert shared() == []
    first.refresh_from_db()
    assert first.expired


def test_demonstration_contracts_make_flags_of_their_own(product: Product) -> None:
    camden, hackney = BoroughFactory(name="Camden"), BoroughFactory(name="Hackney")
    use(product, camden, "Brightwater Systems Ltd")
    use(product, hackney, "Oakhaven Group Ltd", is_demonstration=True)
    flag_boroughs(on=TODAY)
    assert shared() == []
