"""Takes what an officer mended in the rows of an upload, and has everything checked again."""

from collections.abc import Mapping

from django.db import transaction

from boroughs.refusals import Refused
from contracts.actions.uploads.asking import ask_for_work
from contracts.actions.uploads.beginning import NOT_NOW, locked
from contracts.models import Upload, UploadRow
from contracts.text import storable
from contracts.uploads.rows import MOST_CHARACTERS


@transaction.atomic
def mend_rows(*, upload: Upload, cells: Mapping[int, Mapping[int, str]]) -> int:
    """Take over what was written into cells, and have the upload checked again if that is anything new.

    The row as it came is kept beside what it was mended to.

    Args:
        upload: one that was checked and not imported yet.
        cells: for each row by its id, texts by column from 0; columns that are not named stay.

    Returns:
        the number of rows in which anything changed.

    Raises:
        Refused: if it is too late.
    """
    upload = locked(upload)
    if upload.state != Upload.State.CHECKED:
        raise Refused(NOT_NOW)
    mended = []
    for row in upload.rows.filter(pk__in=cells.keys()):
        before = row.cells if row.mended is None else row.mended
        after = _with(before, cells[row.pk])
        if after != before:
            row.mended = after
            mended.append(row)
    UploadRow.objects.bulk_update(mended, ["mended"])
    if mended:
        upload.state, upload.done, upload.total, upload.counts = Upload.State.CHECKING, 0, 0, {}
        upload.save()
        ask_for_work(upload.pk)
    return len(mended)


def _with(cells: list[str], new: Mapping[int, str]) -> list[str]:
    width = max([len(cells), *(column + 1 for column in new)])
    after = [*cells, *[""] * (width - len(cells))]
    for column, text in new.items():
        after[column] = storable(text[:MOST_CHARACTERS].replace("\r\n", "\n"))
    while after and not after[-1].strip():
        after.pop()
    return after
