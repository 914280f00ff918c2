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
from contracts.models.landscape import FreshnessDay, LandscapeChange, LandscapeSheet
from contracts.models.links import ContractLink, Replacement
from contracts.models.nudges import MailboxQuestion, Nudge, QuietMailbox
from contracts.models.pairs import ContractPair, Joining, JoiningMove
from contracts.models.payments import (
    PaymentFile,
    PaymentPayee,
    PaymentPeriod,
    PaymentProblem,
    PaymentSource,
    PaymentSum,
    PrivatePayee,
)
from contracts.models.removals import Removal, RemovalRow
from contracts.models.saved_view import SavedView
from contracts.models.suggestions import Suggestion
from contracts.models.tender_notice import TenderNotice
from contracts.models.uploads import WORKING, RegisterForm, Upload, UploadContract, UploadRow

__all__ = [
    "WORKING",
    "Contract",
    "ContractBorough",
    "ContractKey",
    "ContractLink",
    "ContractPair",
    "ContractSupplier",
    "ExtensionOption",
    "Feed",
    "FreshnessDay",
    "Import",
    "Joining",
    "JoiningMove",
    "LandscapeChange",
    "LandscapeSheet",
    "MailboxQuestion",
    "Nudge",
    "PaymentFile",
    "PaymentPayee",
    "PaymentPeriod",
    "PaymentProblem",
    "PaymentSource",
    "PaymentSum",
    "PrivatePayee",
    "QuietMailbox",
    "RegisterForm",
    "Removal",
    "RemovalRow",
    "Replacement",
    "SavedView",
    "SourceRecord",
    "Suggestion",
    "TenderNotice",
    "Upload",
    "UploadContract",
    "UploadRow",
]
