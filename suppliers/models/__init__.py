"""Models of suppliers, one noun a file."""

from suppliers.models.claim import SupplierClaim, SupplierDomain, SupplierProfile
from suppliers.models.conflict import IdentifierConflict
from suppliers.models.known_product import KnownProduct
from suppliers.models.merge import Merge, MergeMove
from suppliers.models.ownership import Ownership
from suppliers.models.pair import SupplierPair
from suppliers.models.product import Product, ProductName, ProductOwner, ProductTerm
from suppliers.models.supplier import Supplier, SupplierIdentifier, SupplierName

__all__ = [
    "IdentifierConflict",
    "KnownProduct",
    "Merge",
    "MergeMove",
    "Ownership",
    "Product",
    "ProductName",
    "ProductOwner",
    "ProductTerm",
    "Supplier",
    "SupplierClaim",
    "SupplierDomain",
    "SupplierIdentifier",
    "SupplierName",
    "SupplierPair",
    "SupplierProfile",
]
