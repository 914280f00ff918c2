"""Loading the products with their names and owners."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from boroughs.reference import load_reference
from suppliers.actions import link_owners
from suppliers.models import Product, ProductName, ProductOwner, SupplierName
from tests.factories import ProductFactory, SupplierFactory

pytestmark = pytest.mark.django_db


def numbers() -> tuple[int, int, int]:
    """Return how many products, names and owners there are."""
    return Product.objects.count(), ProductName.objects.count(), ProductOwner.objects.count()


def test_products_come_with_the_reference_data() -> None:
    counts = load_reference()
    assert (counts["products"], counts["products’ names"], counts["products’ owners"]) == numbers()
    mosaic = Product.objects.get(slug="mosaic")
    assert mosaic.service_area is not None
    assert mosaic.service_area.code == "ASC-CMS"
    owners = [(owner.owner_name, owner.is_present) for owner in mosaic.owners.all()]
    assert owners == [("Corelogic", False), ("Servelec Social Care", False), ("The Access Group", True)]
    assert mosaic.supplier is None  # nobody of that name is in the hub yet
    assert not ProductOwner.objects.exclude(source_url__startswith="http").exists()


def test_loading_again_keeps_what_staff_changed() -> None:
    load_reference()
    ProductName.objects.get(product__slug="mosaic", name="Frameworki").delete()
    ProductName.objects.filter(name="Spydus").update(is_word=True)
    ProductOwner.objects.get(owner_name="Corelogic").delete()
    Product.objects.get(slug="groundmapper").delete()
    Product.objects.filter(slug="impress").update(name="Impress Connect")
    before = numbers()
    load_reference()
    assert numbers() == before
    assert ProductName.objects.get(name="Spydus").is_word
    assert Product.objects.get(slug="impress").name == "Impress Connect"


def test_an_owner_becomes_a_supplier_where_only_one_has_the_name() -> None:
    load_reference()
    link_owners()  # to suppliers that come with the reference data
    esri = SupplierFactory(name="ESRI (UK) Limited")
    for number in ("1", "2"):
        supplier = SupplierFactory(name=f"Locata {number}")
        SupplierName.objects.create(
            supplier=supplier, name="Locata", normalised="locata", source="test", reason="A test."
        )
    trading = SupplierFactory(name="Somebody Ltd")
    SupplierName.objects.create(
        supplier=trading, name="Placecube", normalised="placecube", source="test", reason="A test."
    )
    assert link_owners() == 2
    assert link_owners() == 0
    assert Product.objects.get(slug="arcgis").supplier == esri
    assert Product.objects.get(slug="digital-place").supplier == trading
    assert Product.objects.get(slug="locatapro").supplier is None


def test_demonstration_suppliers_own_no_real_product() -> None:
    load_reference()
    link_owners()
    SupplierFactory(name="Placecube", is_demonstration=True)
    assert link_owners() == 0


def test_no_two_owners_share_a_day() -> None:
    product, day = ProductFactory(), dt.date(2020, 4, 1)
    ProductOwner.objects.create(product=product, owner_name="Fern", valid_to=day)
    ProductOwner.objects.create(product=product, owner_name="Oak", valid_from=day, is_present=True)
    ProductOwner.objects.create(product=product, owner_name="Somebody, of whom no date is known")
    with pytest.raises(IntegrityError, match="one_owner_a_day"), transaction.atomic():
        ProductOwner.objects.create(product=product, owner_name="Ash", valid_from=dt.date(2021, 1, 1))
    with pytest.raises(IntegrityError, match="one_present_owner"), transaction.atomic():
        ProductOwner.objects.create(product=product, owner_name="Ash", is_present=True)
