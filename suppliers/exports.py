"""Downloads of suppliers, written as they are read, so that their size does not matter."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from boroughs.cells import safe_cell
from suppliers.models import SupplierIdentifier, SupplierName
from suppliers.querysets import SupplierQuerySet

CHUNK = 1_000
HEAD = [
    "Supplier",
    "Other names",
    "Companies House number",
    "Other numbers",
    "Small or medium-sized",
    "Live contracts",
    "Boroughs with live contracts",
    "Page in the hub",
    "Demonstration",
]


def csv_lines(suppliers: SupplierQuerySet, today: dt.date, address: str) -> Iterator[str]:
    """Yield the CSV of some suppliers in pieces, in order of name, UTF-8 with a byte order mark.

    Args:
        suppliers: which.
        today: the day on which contracts are to be live.
        address: the directory's full address, below which each supplier has its page.
    """
    yield "\ufeff"
    yield written([HEAD])
    keys = list(suppliers.by_name().values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        rows: Any = suppliers.model._default_manager.filter(pk__in=some)
        rows = rows.with_live_contracts(today).prefetch_related(
            Prefetch("names", SupplierName.objects.order_by("name")),
            Prefetch("identifiers", SupplierIdentifier.objects.order_by("scheme", "value")),
        )
        by_key = {row.pk: row for row in rows}
        yield written([_line(by_key[key], address) for key in some if key in by_key])


def written(lines: list[list[Any]]) -> str:
    """Return some lines as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    return buffer.getvalue()


def _line(supplier: Any, address: str) -> list[Any]:
    """Return one line; what is not known stays empty (R1)."""
    numbers = [(row.scheme, row.value) for row in supplier.identifiers.all()]
    return [
        safe_cell(supplier.name),
        safe_cell("; ".join(row.name for row in supplier.names.all() if row.name != supplier.name)),
        "; ".join(value for scheme, value in numbers if scheme == "GB-COH"),
        safe_cell("; ".join(f"{scheme} {value}" for scheme, value in numbers if scheme != "GB-COH")),
        {True: "yes", False: "no", None: ""}[supplier.is_sme],
        supplier.live_contracts,
        supplier.live_boroughs,
        f"{address}{supplier.slug}/",
        "yes" if supplier.is_demonstration else "no",
    ]
