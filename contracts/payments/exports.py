"""Payments as CSV, safe to open in a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from boroughs.cells import safe_cell


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a table as a CSV file, UTF-8 with a byte order mark; what is not known stays empty (R1).

    Args:
        name: of the file.
        head: the headings.
        rows: of texts, numbers, days and ``None``.
    """
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return HttpResponse(
        buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe_cell(value)
    return f"{value:%Y-%m}" if isinstance(value, dt.date) else value
