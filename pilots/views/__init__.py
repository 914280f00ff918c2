"""Pages of pilots."""

from pilots.views.importing import pilot_import, pilot_import_new, pilot_import_row
from pilots.views.moderating import pilot_complain, pilot_complaint, pilot_complaints, pilot_hide
from pilots.views.reading import assistive_technology, pilot, pilot_ask, pilot_list, pilots_csv
from pilots.views.writing import (
    own_pilots,
    pilot_check,
    pilot_discard,
    pilot_history,
    pilot_new,
    pilot_step,
    pilot_withdraw,
)

__all__ = [
    "assistive_technology",
    "own_pilots",
    "pilot",
    "pilot_ask",
    "pilot_check",
    "pilot_complain",
    "pilot_complaint",
    "pilot_complaints",
    "pilot_discard",
    "pilot_hide",
    "pilot_history",
    "pilot_import",
    "pilot_import_new",
    "pilot_import_row",
    "pilot_list",
    "pilot_new",
    "pilot_step",
    "pilot_withdraw",
    "pilots_csv",
]
