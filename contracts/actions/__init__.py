"""The writes of the register. Views, the admin, imports and tasks all call these."""

from contracts.actions.areas import assign_service_areas
from contracts.actions.derive import derive, derive_again
from contracts.actions.edit import add_contract, edit_contract
from contracts.actions.flags import ask_for_flags
from contracts.actions.joining import join_contracts, undo_joining
from contracts.actions.landscape import refresh_landscape
from contracts.actions.mailboxes import ask_mailboxes
from contracts.actions.news import announce_contracts, announce_decisions
from contracts.actions.notices import import_notices
from contracts.actions.nudges import nudge
from contracts.actions.products import match_products
from contracts.actions.reconcile import look_for_same
from contracts.actions.record import LinkedSupplier, Origin, Recorded, record_contract
from contracts.actions.register import import_register
from contracts.actions.still_true import ask_whether_true
from contracts.actions.sync import Synced, configured_sources, sync_notices

__all__ = [
    "LinkedSupplier",
    "Origin",
    "Recorded",
    "Synced",
    "add_contract",
    "announce_contracts",
    "announce_decisions",
    "ask_for_flags",
    "ask_mailboxes",
    "ask_whether_true",
    "assign_service_areas",
    "configured_sources",
    "derive",
    "derive_again",
    "edit_contract",
    "import_notices",
    "import_register",
    "join_contracts",
    "look_for_same",
    "match_products",
    "nudge",
    "record_contract",
    "refresh_landscape",
    "sync_notices",
    "undo_joining",
]
