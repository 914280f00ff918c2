"""Models of suppliers, one noun a file."""

from suppliers.models.product import Product
from suppliers.models.supplier import Supplier, SupplierIdentifier, SupplierName

__all__ = ["Product", "Supplier", "SupplierIdentifier", "SupplierName"]
