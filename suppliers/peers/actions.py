"""Writes of what products people know."""

from django.db import transaction

from boroughs.models import Person
from suppliers.models import KnownProduct, Product


@transaction.atomic
def know_product(*, by: Person, product: Product) -> None:
    """Keep that somebody knows a product; saying so twice changes nothing."""
    KnownProduct.objects.get_or_create(person=by, product=product)


@transaction.atomic
def forget_product(*, by: Person, product: Product) -> None:
    """Take back that somebody knows a product."""
    KnownProduct.objects.filter(person=by, product=product).delete()
