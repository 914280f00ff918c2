"""Models of suppliers, one noun a file."""

from suppliers.models.known_product import KnownProduct
from suppliers.models.product import Product
from suppliers.models.supplier import Supplier, SupplierIdentifier, SupplierName

__all__ = ["KnownProduct", "Product", "Supplier", "SupplierIdentifier", "SupplierName"]
