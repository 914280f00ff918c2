"""Which column of a spend file means what, by the headings that councils use. Pure: no database here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contracts.columns import heading

ROWS_SEARCHED = 40

#: Headings as ``heading()`` returns them, by the field that they fill, the surest first: where a file has
#: several columns for one field, the one whose heading stands first here counts.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "supplier": (
        *("supplier name", "supplier", "vendor name", "vendor", "payee name", "payee", "beneficiary name"),
        *("supplier beneficiary name", "beneficiary", "creditor name", "creditor", "company name"),
        *("name of supplier", "paid to", "merchant name", "merchant", "recipient name", "recipient"),
        *("supplier merchant name", "supplier name alias", "trader name", "customer name", "provider"),
        *("provider name", "contractor", "contractor name", "name", "supplier t", "redacted supplier name"),
    ),
    "amount": (
        *("net amount", "amount net", "invoice net amount", "net amount paid", "amount excl vat"),
        *("amount excluding vat", "amount exc vat", "amount ex vat", "net value", "net", "net payment"),
        *("sum of invoice net amount", "sum of invoice nett amount", "invoice nett amount", "nett amount"),
        *("amount", "amount paid", "payment amount", "invoice amount", "line amount", "distribution amount"),
        *("value", "payment value", "transaction amount", "amount gbp", "amount in gbp", "spend", "paid"),
        *("transaction value", "sum of amount", "posting amount", "gl amount", "actual value", "actual"),
        *("gross amount", "amount gross", "gross", "amount incl vat", "amount including vat", "total paid"),
        *("amount inc vat", "invoice total", "total amount", "total value", "total spend", "total"),
    ),
    "date": (
        *("payment date", "date paid", "paid date", "date of payment", "pay date", "clearing date"),
        *("payment cleared date", "cleared date", "clearance date", "effective date", "transaction date"),
        *("posting date", "posted date", "date posted", "gl date", "cheque date", "date", "trans date"),
        *("invoice date", "document date", "invoice paid date", "payment run date", "invoice payment date"),
    ),
    "month": ("payment month", "month", "month paid", "period", "accounting period", "financial period"),
    "department": (
        *("department", "directorate", "service area", "service", "service label", "department name"),
        *("directorate name", "service area name", "organisational unit", "organisation unit", "division"),
        *("service division label", "cost centre", "cost centre description", "cost centre name", "team"),
    ),
    "description": (
        *("expense type", "expenses type", "expense description", "subjective", "purpose", "description"),
        *("subjective description", "expenditure account code description", "account description"),
        *("expenditure category", "spend category", "category", "purpose of spend", "purpose of expenditure"),
        *(
            "nature of expenditure",
            "detailed expenses type",
            "expense area",
            "account name",
            "subjective name",
        ),
        *("summary of purpose", "merchant category", "proclass description", "detailed expenses code"),
    ),
    "number": (
        *("supplier id", "supplier number", "supplier no", "supplier code", "supplier ref", "vendor id"),
        *("vendor number", "vendor no", "creditor number", "creditor id", "payee id", "supplier reference"),
    ),
    "company_number": (
        *("company number", "companies house number", "company registration number", "company reg no"),
        *("supplier company number", "registered company number", "supplier registered company number"),
        "company no",
    ),
}
PLACES = {name: (field_, place) for field_, names in SYNONYMS.items() for place, name in enumerate(names)}
_NET = re.compile(r"\bnett?\b|\bex(?:c|cl|cluding)?\.? ?(?:of )?(?:recoverable )?vat\b|\bless vat\b", re.I)
_GROSS = re.compile(r"\bgross\b|\binc(?:l|luding|lusive)?\.? ?(?:of )?vat\b", re.I)


@dataclass(frozen=True)
class Columns:
    """Where a file's columns are, from 0, by field; ``headings`` as they are written, ``vat`` as they say.

    ``vat`` is ``excluding``, ``including`` or empty where no heading says it.
    """

    at: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    vat: str = ""

    def text(self, row: Sequence[str], name: str) -> str:
        """Return a row's text of a field; empty where the file or the row has none."""
        place = self.at.get(name)
        return (
            " ".join(row[place].replace("\0", " ").split()) if place is not None and place < len(row) else ""
        )


def columns_of(row: Sequence[str]) -> Columns | None:
    """Return the columns that a row names, or ``None`` where it names no supplier with an amount."""
    best: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(row):
        found = PLACES.get(heading(cell)) or PLACES.get(heading(cell.replace("(", " ").replace(")", " ")))
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], at)
    if "supplier" not in best or "amount" not in best:
        return None
    places = {name: place for name, (_, place) in best.items()}
    headings = {name: " ".join(row[place].split()) for name, place in places.items()}
    return Columns(places, headings, vat_of(headings["amount"]))


def vat_of(written: str) -> str:
    """Return what a text says about VAT: ``excluding``, ``including``, or empty where it says nothing."""
    if _NET.search(written):
        return "excluding"
    return "including" if _GROSS.search(written) else ""


def header_among(rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """Return the place of the first row that names a supplier and an amount, and its columns.

    Title lines, blank lines and notes may come before it.
    """
    for place, row in enumerate(rows[:ROWS_SEARCHED]):
        if columns := columns_of(row):
            return place, columns
    return None
