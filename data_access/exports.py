"""What boroughs say of some products as a CSV file, safe for spreadsheets."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

from boroughs.cells import safe_cell
from data_access.ageing import aged
from data_access.models import DataFact

#: Rows of one file.
MOST = 5_000
HEAD = [
    "Product",
    "Question",
    "System",
    "Borough",
    "Answer",
    "Price (GBP, excluding VAT)",
    "Note",
    "True on",
    "Age",
    "Evidence",
    "Address of the evidence",
    "Supplier’s answer",
    "Page in the hub",
    "Demonstration",
]


def facts_file(facts: Iterable[DataFact], origin: str, today: dt.date) -> str:
    """Return some facts as CSV in UTF-8 with a byte order mark; no officer is named.

    Args:
        facts: which, with their names.
        origin: the hub's address, without a slash at its end.
        today: from which their age is counted.
    """
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    for fact in facts:
        writer.writerow([_cell(value) for value in _line(fact, origin, today)])
    return buffer.getvalue()


def _line(fact: DataFact, origin: str, today: dt.date) -> list[Any]:
    reply = getattr(fact, "reply", None)
    return [
        fact.product,
        fact.get_question_display(),
        fact.system,
        fact.borough,
        "; ".join(fact.asked.answer(code).words for code in fact.answers),
        fact.amount,
        fact.note,
        fact.true_on,
        aged(fact.true_on, today)[0],
        fact.get_basis_display(),
        fact.link,
        reply.text if reply else "",
        f"{origin}{fact.get_absolute_url()}",
        "yes" if fact.is_demonstration else "no",
    ]


def _cell(value: Any) -> Any:
    """Return what a cell holds; what is not known stays empty (R1)."""
    return "" if value is None else safe_cell(str(value))
