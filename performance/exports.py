"""A contract's performance as a CSV file, safe for spreadsheets, with what its reader may see (R9)."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from boroughs.cells import safe_cell
from contracts.models import Contract

HEAD = [
    "Record",
    "Name or kind",
    "From",
    "To",
    "Rating, severity or state",
    "Value",
    "Target",
    "Unit",
    "Amount (GBP, excluding VAT)",
    "Likelihood (1 to 5)",
    "Impact (1 to 5)",
    "Owner",
    "What it says",
    "What was agreed or is done about it",
    "Why, evidence or outcome",
]
Row = dict[str, Any]


def performance_file(contract: Contract, *, own: bool) -> str:
    """Return a contract's performance as CSV in UTF-8 with a byte order mark.

    Args:
        contract: whose performance.
        own: whether the reader keeps it; others get ratings, kinds of issues, and words that are shared.
    """
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    for row in _rows(contract, own=own):
        writer.writerow([_cell(row.get(name)) for name in HEAD])
    return buffer.getvalue()


def _rows(contract: Contract, *, own: bool) -> Iterator[Row]:
    yield from _kpi_rows(contract, own=own)
    for one in contract.issues.all():
        words = {"What it says": one.text, HEAD[13]: one.agreed, HEAD[14]: one.outcome}
        yield {
            "Record": "Issue",
            "Name or kind": one.get_kind_display(),
            "From": one.opened,
            "To": one.closed_on,
            HEAD[4]: one.get_severity_display(),
            **(words if own or one.is_shared else {}),
        }
    if own:
        yield from _private_rows(contract)


def _kpi_rows(contract: Contract, *, own: bool) -> Iterator[Row]:
    for reading in contract.kpireadings.select_related("kpi").order_by("kpi__name", "kpi", "begins"):
        yield {
            "Record": "KPI reading",
            "Name or kind": reading.kpi.name,
            "From": reading.begins,
            "To": reading.ends,
            HEAD[4]: reading.get_rating_display(),
            "Target": reading.kpi.target,
            "Unit": reading.kpi.unit,
            **({"Value": reading.value, HEAD[14]: reading.reason} if own else {}),
        }


def _private_rows(contract: Contract) -> Iterator[Row]:
    for credit in contract.servicecredits.all():
        yield {
            "Record": "Service credit",
            "From": credit.begins,
            "To": credit.ends,
            HEAD[4]: credit.get_state_display(),
            HEAD[8]: credit.amount,
            HEAD[14]: credit.why,
        }
    for risk in contract.mobilisationrisks.all():
        yield {
            "Record": "Risk of mobilisation",
            HEAD[4]: risk.get_state_display(),
            HEAD[9]: risk.likelihood,
            HEAD[10]: risk.impact,
            "Owner": risk.owner,
            "What it says": risk.text,
            HEAD[13]: risk.mitigation,
        }
    for commitment in contract.commitments.all():
        yield {
            "Record": "Commitment",
            "To": commitment.due_on,
            HEAD[4]: commitment.get_state_display(),
            "What it says": commitment.text,
            HEAD[14]: commitment.evidence,
        }


def _cell(value: Any) -> Any:
    """Return what a cell holds; what is not known, or not for the reader, stays empty (R1)."""
    if value is None or isinstance(value, int | dt.date):
        return value
    return value if not isinstance(value, str) else safe_cell(value)
