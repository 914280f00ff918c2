"""Downloads of the register in columns, written as they are read, so that their size does not matter."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection

from boroughs.cells import safe_cell
from boroughs.places import Places
from contracts.querysets import ContractQuerySet
from contracts.rows import unused_options

CHUNK = 2000

HEAD = [
    "Contract",
    "Title",
    "Reference",
    "Boroughs",
    "Suppliers",
    "Service area",
    "Total value (GBP, excluding VAT)",
    "Annual value (GBP, excluding VAT)",
    "Starts",
    "Ends",
    "Options left",
    "Ends with all options used",
    "Decide by",
    "Break date",
    "Notice to end it (days)",
    "Framework it was bought under",
    "First made from",
    "Official notice",
    "Page in the hub",
    "Demonstration",
]
COLUMNS = (
    "pk",
    "title",
    "reference",
    "borough_ids",
    "supplier_text",
    "service_area_id",
    "value",
    "annual_value",
    "start_date",
    "end_date",
    "options_known",
    "maximum_end_date",
    "decide_by",
    "break_date",
    "notice_days",
    "framework_used",
    "source",
    "notice_url",
    "is_demonstration",
)


def csv_lines(contracts: ContractQuerySet, places: Places, address: str) -> Iterator[str]:
    """Yield the CSV of some contracts in pieces, in order of end date, UTF-8 with a byte order mark.

    Args:
        contracts: which; read through a server-side cursor.
        places: names of boroughs and service areas.
        address: the register's full address, below which each contract has its page.
    """
    yield "\ufeff"
    yield _written([HEAD])
    for lines in chunks_of_lines(contracts, places, address):
        yield _written([[_csv_cell(value) for value in line] for line in lines])


def read_every_row() -> None:
    """Let cursors of this connection be planned for all of their rows, not for the first tenth of them."""
    with connection.cursor() as cursor:
        cursor.execute("SET cursor_tuple_fraction = 1")


def chunks_of_lines(contracts: ContractQuerySet, places: Places, address: str) -> Iterator[list[list[Any]]]:
    """Yield some contracts in order of end date, in the columns of ``HEAD``, ``CHUNK`` at a time.

    Args:
        contracts: which.
        places: names of boroughs and service areas.
        address: the register's full address.
    """
    read_every_row()
    columns = contracts.order_by("end_date", "pk").values_list(*COLUMNS)
    rows = columns.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        options = unused_options(row[0] for row in chunk)
        yield [_line(row, options.get(row[0], 0), places, address) for row in chunk]


def _csv_cell(value: Any) -> Any:
    return safe_cell(value) if isinstance(value, str) else value


def _written(lines: list[list[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue()


def _line(row: tuple[Any, ...], options_left: int, places: Places, address: str) -> list[Any]:
    """Return one line; what is not known stays empty (R1)."""
    pk, title, reference, boroughs, suppliers, area, value, annual, starts, ends, known, *rest = row
    longest, decide_by, breaks, notice_days, framework, source, notice, demonstration = rest
    return [
        pk,
        title,
        reference,
        "; ".join(places.borough_by_pk[number].name for number in boroughs),
        suppliers,
        places.full_area_name(area),
        value,
        annual,
        starts,
        ends,
        options_left if known or options_left else None,
        longest,
        decide_by,
        breaks,
        notice_days,
        framework,
        source,
        notice,
        f"{address}{pk}/",
        "yes" if demonstration else "no",
    ]
