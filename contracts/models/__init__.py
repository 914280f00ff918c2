"""Models of the register, one noun a file."""

from contracts.models.contract import (
    Contract,
    ContractBorough,
    ContractKey,
    ContractSupplier,
    ExtensionOption,
)
from contracts.models.feeds import Feed
from contracts.models.imports import Import, SourceRecord
from contracts.models.saved_view import SavedView

__all__ = [
    "Contract",
    "ContractBorough",
    "ContractKey",
    "ContractSupplier",
    "ExtensionOption",
    "Feed",
    "Import",
    "SavedView",
    "SourceRecord",
]
