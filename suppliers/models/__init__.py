"""Models of suppliers, one noun a file."""

from suppliers.models.known_product import KnownProduct
from suppliers.models.product import Product, ProductName, ProductOwner, ProductTerm
from suppliers.models.supplier import Supplier, SupplierIdentifier, SupplierName

__all__ = [
    "KnownProduct",
    "Product",
    "ProductName",
    "ProductOwner",
    "ProductTerm",
    "Supplier",
    "SupplierIdentifier",
    "SupplierName",
]
