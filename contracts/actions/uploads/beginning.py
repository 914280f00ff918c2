"""Takes a file that an officer uploads, and what is said about its columns."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from contracts.actions.uploads.asking import ask_for_work
from contracts.models import RegisterForm, Upload
from contracts.text import storable
from contracts.uploads.kinds import kind_of
from contracts.uploads.layouts import Layout, first_full_row, guessed, layout_at, signature
from contracts.uploads.tables import Table, beginnings

#: How much of a cell is kept to show what a column is like.
SHOWN_CHARACTERS = 80
State = Upload.State
NOT_NOW = "That cannot be done with this upload any more: its page says how it stands."


def begin_upload(*, borough: Borough, by: Person | None, file: "File[bytes]", name: str) -> Upload:
    """Keep a file and have a first look at it.

    Args:
        borough: whose register it is.
        by: who uploads it.
        file: what was sent.
        name: what it is called.

    Raises:
        UnreadableRegister: with what to do, for a file that is no table; nothing is kept then.
    """
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    upload = Upload(
        borough=borough, by=by, name=name[-255:], size=file.size, digest=digest.hexdigest(), on=None
    )
    upload.file.save(name, file, save=False)
    try:
        path = Path(upload.file.path)
        upload.kind = kind_of(path, name).value
        upload.sheets = [_stored(table) for table in beginnings(path, name)]
        upload.save()
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def _stored(table: Table) -> dict[str, Any]:
    rows = [[storable(cell[:SHOWN_CHARACTERS]) for cell in cells] for cells in table.rows]
    return {"name": storable(table.sheet), "rows": rows}


def tables_of(upload: Upload) -> list[Table]:
    """Return the beginnings of an upload's sheets, long cells cut."""
    return [Table(sheet["name"], tuple(tuple(cells) for cells in sheet["rows"])) for sheet in upload.sheets]


def layouts_of(upload: Upload) -> list[Layout]:
    """Return what was said about the sheets that are read."""
    return [
        Layout(one["sheet"], one["header"], tuple(one["headings"]), tuple(one["fields"]))
        for one in upload.layouts
    ]


def opening_layouts(
    upload: Upload, headers: Mapping[str, int] | None = None
) -> list[tuple[Table, Layout, bool]]:
    """Return for each sheet how it is read as far as the hub can tell, and whether it is to be read at all.

    What the borough said last time about the same headings counts more than what the headings say. A sheet
    in which no headings can be recognised is offered and not read, unless it is the only one.

    Args:
        upload: a file that was taken.
        headers: the number of the header row by sheet, where somebody chose it.
    """
    chosen = {layout.sheet: layout for layout in layouts_of(upload)}
    tables = tables_of(upload)
    found = []
    for table in tables:
        header = (headers or {}).get(table.sheet)
        layout = chosen.get(table.sheet)
        if header:
            layout = _remembered(upload.borough, layout_at(table, header))
            is_read = True
        elif layout:
            is_read = True
        else:
            guess = guessed(table)
            is_read = guess is not None or len(tables) == 1
            layout = _remembered(upload.borough, guess or layout_at(table, first_full_row(table)))
        found.append((table, layout, is_read))
    return found


def _remembered(borough: Borough, layout: Layout) -> Layout:
    form = RegisterForm.objects.filter(borough=borough, signature=signature(layout.headings)).first()
    if form is None or len(form.fields) < len(layout.headings):
        return layout
    return Layout(layout.sheet, layout.header, layout.headings, tuple(form.fields))


@transaction.atomic
def choose_columns(*, upload: Upload, layouts: Sequence[Layout], by: Person | None) -> None:
    """Say how the sheets of an upload are read, and have it read and checked.

    What was said is remembered for the borough's next register with the same headings.

    Args:
        upload: one that has not been imported.
        layouts: the sheets that are read, one at least, each with a title column.
        by: who says so.

    Raises:
        Refused: if it is too late, or if a sheet has no title column.
    """
    upload = locked(upload)
    if upload.state not in (State.CHOOSING, State.CHECKED, State.FAILED) or not upload.file:
        raise Refused(NOT_NOW)
    if not layouts:
        raise Refused("Choose one sheet at least.")
    for layout in layouts:
        if "title" not in layout.fields:
            where = f" of the sheet {layout.sheet}" if layout.sheet else ""
            raise Refused(f"Choose which column{where} has the titles of the contracts.")
        RegisterForm.objects.update_or_create(
            borough=upload.borough,
            signature=signature(layout.headings),
            defaults={"fields": list(layout.fields)},
        )
    upload.layouts = [
        {
            "sheet": layout.sheet,
            "header": layout.header,
            "headings": [storable(cell) for cell in layout.headings],
            "fields": list(layout.fields),
        }
        for layout in layouts
    ]
    upload.state, upload.problem = State.READING, ""
    upload.done, upload.total, upload.on, upload.counts = 0, 0, timezone.localdate(), {}
    upload.save()
    ask_for_work(upload.pk)


@transaction.atomic
def lay_aside(*, upload: Upload) -> None:
    """Go no further with an upload: nothing of it is on the register, and its file and rows are removed.

    Raises:
        Refused: if it has been imported or is being worked on.
    """
    upload = locked(upload)
    if upload.state not in (State.CHOOSING, State.CHECKED, State.FAILED):
        raise Refused(NOT_NOW)
    upload.rows.all().delete()
    upload.contracts.all().delete()
    upload.state = State.LAID_ASIDE
    upload.sheets = []
    remove_file(upload)
    upload.save()


def remove_file(upload: Upload) -> None:
    """Keep the file no longer, once what is being written is committed."""
    name, upload.file = upload.file.name, ""
    storage = upload.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def locked(upload: Upload) -> Upload:
    """Return the upload as it is now, kept from everybody else until what is written is committed."""
    return Upload.objects.select_related("borough").select_for_update(of=("self",)).get(pk=upload.pk)
