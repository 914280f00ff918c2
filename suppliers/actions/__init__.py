"""The writes of suppliers. Views, the admin, imports and tasks all call these."""

from suppliers.actions.book import Resolved, SupplierBook, is_a_name
from suppliers.actions.renormalise import normalise_names_anew

__all__ = ["Resolved", "SupplierBook", "is_a_name", "normalise_names_anew"]
