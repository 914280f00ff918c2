"""The writes of suppliers. Views, the admin, imports and tasks all call these."""

from suppliers.actions.book import Resolved, SupplierBook, is_a_name
from suppliers.actions.products import follow_owners, link_owners
from suppliers.actions.renormalise import normalise_names_anew

__all__ = [
    "Resolved",
    "SupplierBook",
    "follow_owners",
    "is_a_name",
    "link_owners",
    "normalise_names_anew",
]
