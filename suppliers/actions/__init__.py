"""The writes of suppliers. Views, the admin, imports and tasks all call these."""

from suppliers.actions.book import Resolved, SupplierBook, is_a_name
from suppliers.actions.candidates import look_for_pairs
from suppliers.actions.conflicts import reopen_conflict, settle_conflict
from suppliers.actions.merge import (
    RESOLVING,
    MergeRefused,
    NumbersDiffer,
    hold_names_still,
    merge_suppliers,
    numbers_warning,
    undo_merge,
)
from suppliers.actions.ownership import load_ownership
from suppliers.actions.pairs import (
    owner_named,
    say_different,
    say_same,
    say_same_group,
    undo_decision,
)
from suppliers.actions.products import follow_owners, link_owners
from suppliers.actions.proposing import propose_pairs
from suppliers.actions.renormalise import normalise_names_anew

__all__ = [
    "RESOLVING",
    "MergeRefused",
    "NumbersDiffer",
    "Resolved",
    "SupplierBook",
    "follow_owners",
    "hold_names_still",
    "is_a_name",
    "link_owners",
    "load_ownership",
    "look_for_pairs",
    "merge_suppliers",
    "normalise_names_anew",
    "numbers_warning",
    "owner_named",
    "propose_pairs",
    "reopen_conflict",
    "say_different",
    "say_same",
    "say_same_group",
    "settle_conflict",
    "undo_decision",
    "undo_merge",
]
