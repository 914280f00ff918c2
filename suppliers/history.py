"""What belongs to the history of a supplier and of a product."""

from boroughs.history import Part
from suppliers.models import (
    Ownership,
    Product,
    ProductName,
    ProductOwner,
    Supplier,
    SupplierIdentifier,
    SupplierName,
    SupplierProfile,
)

SUPPLIER_HISTORY = [
    Part(Supplier, hidden=["slug", "is_demonstration"]),
    Part(SupplierName, link="supplier", noun="name", title=("name",), hidden=["normalised"]),
    Part(SupplierIdentifier, link="supplier", noun="number", title=("scheme", "value")),
    Part(Ownership, link="supplier", noun="owner", title=("owner",), hidden=["pair"]),
    Part(SupplierProfile, link="supplier", noun="profile", hidden=["changed_by", "changed_at"]),
    Part(Product, link="supplier", noun="product", title=("name",), hidden=["slug", "is_demonstration"]),
]
PRODUCT_HISTORY = [
    Part(Product, hidden=["slug", "is_demonstration"]),
    Part(ProductName, link="product", noun="name", title=("name",), hidden=["normalised"]),
    Part(ProductOwner, link="product", noun="owner", title=("owner_name",)),
]
