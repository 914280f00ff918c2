"""Makes rows and contracts of an upload's file: which row speaks of which contract, and which of none."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from boroughs.buyers import buyer_book
from contracts.actions.register import Sorting
from contracts.actions.uploads.beginning import layouts_of
from contracts.models import SourceRecord, Upload, UploadContract, UploadRow
from contracts.register_rows import Grouping
from contracts.text import storable
from contracts.uploads.layouts import Layout, Line
from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.rows import Row
from contracts.uploads.tables import rows_of

AT_ONCE = 2000
#: References of several contracts that a page names.
MOST_SHARED = 10
Outcome = SourceRecord.Outcome


@transaction.atomic
def read_upload(upload: Upload) -> None:
    """Read the file into rows, and the rows into contracts; whatever was read of it before is replaced.

    Raises:
        UnreadableRegister: with what to do, if it cannot be read after all; nothing has changed then.
    """
    upload.rows.all().delete()
    layouts = layouts_of(upload)
    path = Path(upload.file.path)
    if not path.is_file():
        raise UnreadableRegister(f"{upload.name} is no longer kept: upload it again.")
    rows = _data_rows(rows_of(path, upload.name), layouts)
    number, sorter = 0, _Sorter(upload)
    while some := list(islice(rows, AT_ONCE)):
        if number + len(some) > settings.UPLOAD_MOST_ROWS:
            most = f"{settings.UPLOAD_MOST_ROWS:,}"
            raise UnreadableRegister(
                f"{upload.name} has more than {most} rows: divide it, and upload each part."
            )
        made = [_made(upload, number + place, sheet, row) for place, (sheet, row) in enumerate(some)]
        for row in made:
            sorter.settle(row)
        UploadRow.objects.bulk_create(made)
        number += len(some)
    if not number:
        raise UnreadableRegister(
            f"{upload.name} has no rows below its headings: choose another row of headings."
        )
    sorter.make_contracts()


def _made(upload: Upload, number: int, sheet: int, row: Row) -> UploadRow:
    return UploadRow(
        upload=upload,
        number=number,
        sheet=sheet,
        row=row.number,
        cells=storable(list(row.cells)),
        problem=storable(row.problem[:500]),
        remark=row.remark[:500],
    )


def _data_rows(rows: Iterable[Row], layouts: list[Layout]) -> Iterator[tuple[int, Row]]:
    places = {storable(layout.sheet): (place, layout) for place, layout in enumerate(layouts)}
    for row in rows:
        place, layout = places.get(storable(row.sheet), (0, None))
        if layout and row.number > layout.header and not row.is_empty:
            yield place, row


def line_of(row: UploadRow, layouts: list[Layout]) -> Line:
    """Return what a row says: if it was mended, as it was, and nothing is wrong with it any more."""
    layout = layouts[row.sheet]
    if row.mended is not None:
        return layout.line(Row(layout.sheet, row.row, tuple(row.mended)))
    return layout.line(Row(layout.sheet, row.row, tuple(row.cells), row.problem, row.remark))


class _Sorter:
    """Says of each row of which contract it speaks, or why of none."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.layouts = upload, layouts_of(upload)
        self.grouping, self.sorting = Grouping(), Sorting(buyer_book(), upload.borough)

    def settle(self, row: UploadRow) -> bool:
        """Set what a row is part of, and tell whether that is anything new."""
        before = (row.part_of, row.outcome, row.reason)
        line = line_of(row, self.layouts)
        verdict = self.sorting.verdict(line)
        row.outcome, row.reason = (verdict[0], verdict[1][:500]) if verdict else ("", "")
        row.part_of = None if verdict else self.grouping.number_of(line)
        return before != (row.part_of, row.outcome, row.reason)

    def make_contracts(self) -> None:
        """Keep the contracts of which the rows speak, none of them checked yet."""
        upload = self.upload
        upload.contracts.all().delete()
        keys = zip(self.grouping.keys(upload.borough.gss), self.grouping.titles, strict=True)
        items = (
            UploadContract(upload=upload, number=number, key=storable(key.value), title=storable(title))
            for number, (key, title) in enumerate(keys)
        )
        while made := list(islice(items, AT_ONCE)):
            UploadContract.objects.bulk_create(made)
        upload.state, upload.done, upload.total = Upload.State.CHECKING, 0, len(self.grouping.titles)
        shared = self.grouping.shared_references()
        upload.counts = {"shared": shared[:MOST_SHARED], "shared_number": len(shared)}
        upload.save()


@transaction.atomic
def sort_rows(upload: Upload) -> None:
    """Sort the rows anew, as after some were mended; then everything is checked again."""
    sorter = _Sorter(upload)
    rows = upload.rows.order_by("number").iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        changed = [row for row in some if sorter.settle(row)]
        UploadRow.objects.bulk_update(changed, ["part_of", "outcome", "reason"], batch_size=500)
    sorter.make_contracts()
