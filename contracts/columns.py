"""Which column of a register means what, by the many headings that are in use. Pure: no database here.

The names of the Local Government Association's contracts schema come first in each list.
"""

import re
from collections.abc import Sequence

#: Headings as ``heading()`` returns them, by the field that they fill.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "reference": (
        *("contract reference number id", "contract reference number", "contract reference", "reference"),
        *("reference number", "contract number", "contract no", "contract id", "contract ref", "ref"),
        *(
            "ref no",
            "notice reference",
            "ocid or notice",
            "unique reference",
            "unique identifier",
            "agreement reference",
        ),
    ),
    "ocid": ("open contracting id", "ocid"),
    "title": (
        *("title of the agreement", "title of agreement", "contract title", "title", "contract name"),
        *("agreement title", "name of contract", "contract", "contract description short", "agreement"),
    ),
    "description": (
        *("description of goods and services", "description of the goods and or services provided"),
        *(
            "description",
            "contract description",
            "description of contract",
            "goods and services",
            "details",
            "description of services",
        ),
    ),
    "supplier": (
        *("supplier name", "supplier", "suppliers", "supplier s", "contractor", "contractors", "provider"),
        *("contractor name", "provider name", "organisation supplier", "name of supplier", "vendor"),
        *(
            "vendor name",
            "awarded to",
            "awarded supplier",
            "supplier s name",
            "supplier names",
            "framework contract supplier",
        ),
    ),
    "company_number": (
        *("supplier registered company number", "supplier company number", "company number"),
        *("company registration number", "registered company number", "contractor co house no"),
        *("companies house number", "company no", "company reg no", "registration number"),
    ),
    "charity_number": ("supplier registered charity number", "charity number", "registered charity number"),
    "start": (
        *(
            "contract start date",
            "start date",
            "start",
            "contract start",
            "commencement date",
            "start of contract",
        ),
        *("date from", "commencement", "from", "contract commencement date", "starts", "begins"),
    ),
    "end": (
        *(
            "end date",
            "contract end date",
            "end",
            "contract end",
            "completion date",
            "contract finish",
            "expiry",
        ),
        *("expiry date", "contract expiry date", "finish date", "date to", "end of contract", "finish", "to"),
        *("current end date", "ends", "contract expiry"),
    ),
    "value": (
        *(
            "contract value",
            "value",
            "total value",
            "total contract value",
            "total value gbp",
            "contract sum",
        ),
        *(
            "approx contract sum",
            "estimated value",
            "value of contract",
            "award value",
            "value gbp",
            "amount",
        ),
        *("total", "estimated contract value", "whole life value", "awarded value"),
    ),
    "cpv": (
        *("procurement classification cpv code", "cpv code", "cpv", "cpv codes", "procurement category"),
        *("cpv code s", "main cpv code"),
    ),
    "as_of": ("effective date", "as of", "source date", "register date"),
    "link": ("contract document url", "notice url", "notice or page address", "link", "url", "notice link"),
    "buyer": (
        "organisation name",
        "organisation label",
        "body name",
        "buyer",
        "authority",
        "council",
        "local authority",
    ),
    "options": ("extension options", "extensions", "options to extend", "extension", "option to extend"),
    "joint_with": ("joint with", "other boroughs", "partner boroughs", "shared with"),
    "area_code": ("service area code",),
    "product": ("product", "product name", "system name", "software", "application name"),
    "notice_days": ("notice days", "notice period days", "termination notice days"),
    "break_date": ("break date", "earliest termination date"),
}
FIELDS = {heading: field for field, headings in SYNONYMS.items() for heading in headings}
ROWS_SEARCHED = 40

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def heading(written: str) -> str:
    """Return a column's heading in lower case, without brackets, currency signs and punctuation."""
    bare = _BRACKETS.sub(" ", written.replace("\ufeff", ""))
    return " ".join(_NOT_A_WORD.sub(" ", bare.casefold()).split())


def fields_of(row: Sequence[str], above: Sequence[str] = ()) -> list[str]:
    """Return the field of each column of a header row, empty where a heading is not known.

    Args:
        row: the headings.
        above: the row over them, whose merged groups ("Supplier" over "Name") complete headings that say
            little by themselves.
    """
    groups = _spread(above, len(row))
    fields = []
    for cell, group in zip(row, groups, strict=True):
        own = heading(cell)
        together = heading(f"{group} {cell}")
        fields.append(FIELDS.get(own) or (FIELDS.get(together, "") if cell.strip() else ""))
    if "title" not in fields:
        fields = ["title" if field == "description" else field for field in fields]
    return fields


def _spread(cells: Sequence[str], width: int) -> list[str]:
    """Return merged cells with their text in every column that they cover."""
    spread, last = [], ""
    for column in range(width):
        last = cells[column] if column < len(cells) and cells[column].strip() else last
        spread.append(last)
    return spread


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the header row, from 0: among the first rows, the one with most known headings.

    Title lines come before it, and a second header row may lie above it. ``None`` where no row names a
    title and two more fields.
    """
    best, place = 0, None
    for number, row in enumerate(rows[:ROWS_SEARCHED]):
        known = {field for field in fields_of(row) if field}
        if "title" in known and len(known) >= 3 and len(known) > best:
            best, place = len(known), number
    return place
