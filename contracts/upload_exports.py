"""Every row of an upload with what became of it, for download."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from boroughs.cells import safe_cell
from contracts.actions.uploads.beginning import layouts_of
from contracts.actions.uploads.reading import line_of
from contracts.models import SourceRecord, Upload

CHUNK = 2000
HEAD = ["Place", "What became of it", "Why", "Mended", "Contract"]


def csv_of(upload: Upload) -> Iterator[str]:
    """Yield the CSV of an upload's rows in pieces, UTF-8 with a byte order mark.

    The columns of the first sheet follow what became of a row; cells of other sheets come in their order.
    """
    layouts = layouts_of(upload)
    outcomes: dict[str, str] = dict(SourceRecord.Outcome.choices)
    contracts = dict(upload.contracts.filter(contract__isnull=False).values_list("number", "contract_id"))
    yield "\ufeff"
    yield _written([[*HEAD, *(safe_cell(name) for name in layouts[0].names)]])
    rows = upload.rows.order_by("number").iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        yield _written(
            [
                [
                    safe_cell(line_of(row, layouts).place),
                    outcomes.get(row.outcome, "not checked yet"),
                    safe_cell(row.reason),
                    "yes" if row.mended is not None else "no",
                    contracts.get(row.part_of if row.part_of is not None else -1),
                    *(safe_cell(cell) for cell in (row.cells if row.mended is None else row.mended)),
                ]
                for row in some
            ]
        )


def _written(lines: list[list[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue()
