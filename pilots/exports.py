"""The public part of pilots as a CSV file, in the template's own field names, safe for spreadsheets."""

import csv
import io
from typing import Any

from boroughs.cells import safe_cell
from pilots.querysets import PilotQuerySet

#: Rows of one file: whoever asks for more is told to narrow it.
MOST = 5_000
HEAD = [
    "Pilot",
    "Title",
    "Borough",
    "Service area",
    "Problem",
    "People",
    "Technology",
    "Whose it is",
    "Supplier",
    "Product",
    "Setting",
    "Began",
    "Months",
    "Cost (GBP, excluding VAT)",
    "Method",
    "Measures (what | before | after)",
    "Outcome",
    "What did not work",
    "Evidence",
    "Would you scale it",
    "Bought afterwards",
    "Contract",
    "Assistive technology",
    "Facets",
    "Published",
    "Page in the hub",
    "Demonstration",
]


def pilots_file(pilots: PilotQuerySet, origin: str) -> str:
    """Return some published pilots as CSV in UTF-8 with a byte order mark; never a candid part.

    Args:
        pilots: which.
        origin: the hub's address, without a slash at its end.
    """
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    rows = pilots.with_names().prefetch_related("measures", "facets").order_by("-published_at", "pk")
    for pilot in rows:
        writer.writerow([_cell(value) for value in _line(pilot, origin)])
    return buffer.getvalue()


def _line(pilot: Any, origin: str) -> list[Any]:
    return [
        pilot.pk,
        pilot.title,
        pilot.borough,
        pilot.service_area,
        pilot.problem,
        pilot.people,
        pilot.technology,
        pilot.get_maker_display(),
        pilot.supplier,
        pilot.product,
        pilot.setting,
        pilot.began,
        pilot.months,
        pilot.get_cost_display(),
        pilot.method,
        "\n".join(" | ".join((one.name, one.before, one.after)) for one in pilot.measures.all()),
        pilot.get_outcome_display(),
        pilot.failed,
        pilot.grade,
        pilot.get_scale_display(),
        pilot.get_bought_display(),
        pilot.bought_contract_id,
        "yes" if pilot.is_assistive else "no",
        "; ".join(str(one) for one in pilot.facets.all()),
        pilot.published_at.date(),
        f"{origin}{pilot.get_absolute_url()}",
        "yes" if pilot.is_demonstration else "no",
    ]


def _cell(value: Any) -> Any:
    """Return what a cell holds; what is not known stays empty (R1)."""
    if value is None or isinstance(value, int):
        return value
    return safe_cell(str(value))
