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
from contracts.models.links import ContractLink, Replacement
from contracts.models.pairs import ContractPair, Joining, JoiningMove
from contracts.models.suggestions import Suggestion

__all__ = [
    "Contract",
    "ContractBorough",
    "ContractKey",
    "ContractLink",
    "ContractPair",
    "ContractSupplier",
    "ExtensionOption",
    "Feed",
    "Import",
    "Joining",
    "JoiningMove",
    "Replacement",
    "SourceRecord",
    "Suggestion",
]
