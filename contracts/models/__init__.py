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
from contracts.models.uploads import WORKING, RegisterForm, Upload, UploadContract, UploadRow

__all__ = [
    "WORKING",
    "Contract",
    "ContractBorough",
    "ContractKey",
    "ContractSupplier",
    "ExtensionOption",
    "Feed",
    "Import",
    "RegisterForm",
    "SourceRecord",
    "Upload",
    "UploadContract",
    "UploadRow",
]
