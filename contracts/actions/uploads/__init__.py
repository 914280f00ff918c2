"""Uploads of registers, from a file to the register and back again. Views, tasks and commands call these.

``beginning`` takes a file and what is said about its columns, ``reading`` makes rows and contracts of
it, ``writing`` tries them out and imports them, ``undoing`` takes an import back, ``work`` does what an
upload's state asks for and goes on after anything that ended it, ``tidying`` keeps nothing for too long.
"""

from contracts.actions.uploads.beginning import (
    begin_upload,
    choose_columns,
    lay_aside,
    layouts_of,
    opening_layouts,
)
from contracts.actions.uploads.mending import mend_rows
from contracts.actions.uploads.tidying import tidy_uploads
from contracts.actions.uploads.work import apply_upload, go_on, resume_uploads, undo_upload, work_on_upload

__all__ = [
    "apply_upload",
    "begin_upload",
    "choose_columns",
    "go_on",
    "lay_aside",
    "layouts_of",
    "mend_rows",
    "opening_layouts",
    "resume_uploads",
    "tidy_uploads",
    "undo_upload",
    "work_on_upload",
]
