"""Suppliers and products as things that people follow."""

from boroughs.following import Followable
from suppliers.models import Product, Supplier

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
    named_like=Product.objects.named_like,
    address=Product.get_absolute_url,
)
