"""Suppliers and products as things that people follow."""

from urllib.parse import urlencode

from django.urls import reverse

from boroughs.following import Followable
from suppliers.models import Product, Supplier


def _product_address(product: Product) -> str:
    """Return where a product leads: to its owner's page, else to the register's contracts that name it."""
    if product.supplier:
        return product.supplier.get_absolute_url()
    return f"{reverse('register')}?{urlencode({'q': product.name})}"


SUPPLIERS = Followable(
    model=Supplier,
    label="supplier",
    heading="Suppliers",
    named_like=lambda words: Supplier.objects.standing().named_like(words),
    address=Supplier.get_absolute_url,
)
PRODUCTS = Followable(
    model=Product,
    label="product",
    heading="Products",
    named_like=lambda words: Product.objects.select_related("supplier").filter(name__icontains=words),
    address=_product_address,
)
