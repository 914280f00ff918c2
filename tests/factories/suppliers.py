"""Suppliers and products for tests."""

import factory
from django.utils.text import slugify

from suppliers.models import (
    IdentifierConflict,
    Product,
    ProductTerm,
    Supplier,
    SupplierName,
    SupplierPair,
)
from suppliers.normalise import normalise_name
from suppliers.product_words import normalise_product


class SupplierFactory(factory.django.DjangoModelFactory):
    """A supplier with the name it is known by."""

    class Meta:
        model = Supplier
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Brightwater Systems {n} Ltd")
    slug = factory.LazyAttribute(lambda supplier: slugify(supplier.name))

    @factory.post_generation
    def known_name(self: Supplier, create: bool, extracted: str | None, **kwargs: object) -> None:
        """Record the name, so that imports find the supplier by it."""
        if create:
            name = extracted or self.name
            SupplierName.objects.create(
                supplier=self, name=name, normalised=normalise_name(name), source="test", reason="A test."
            )


class ProductFactory(factory.django.DjangoModelFactory):
    """A product of a supplier."""

    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"Tidewise {n}")
    slug = factory.LazyAttribute(lambda product: slugify(product.name))
    supplier = factory.SubFactory(SupplierFactory)


class PairFactory(factory.django.DjangoModelFactory):
    """Two suppliers that may be one, waiting in the review queue: ``PairFactory(left__name="Tideline")``."""

    class Meta:
        model = SupplierPair

    left = factory.SubFactory(SupplierFactory)
    right = factory.SubFactory(SupplierFactory)
    score = 0.8
    reason = "They share the rare word “Brightwater”."


class ConflictFactory(factory.django.DjangoModelFactory):
    """A name that came with another number."""

    class Meta:
        model = IdentifierConflict

    kind = IdentifierConflict.Kind.ANOTHER_NUMBER
    name = "Brightwater Ltd"
    supplier = factory.SubFactory(SupplierFactory)
    other = factory.SubFactory(SupplierFactory)
    sentence = factory.Sequence(
        lambda n: f"“Brightwater {n}” is known with another number than 04161207; they are kept apart."
    )
    source = "a notice"


class ProductTermFactory(factory.django.DjangoModelFactory):
    """A term offered as a product, found in two contracts."""

    class Meta:
        model = ProductTerm

    term = factory.Sequence(lambda n: f"Larkfield{n}")
    normalised = factory.LazyAttribute(lambda row: normalise_product(row.term))
    contracts = 2
    examples = factory.LazyAttribute(lambda row: [f"{row.term} licences"])
