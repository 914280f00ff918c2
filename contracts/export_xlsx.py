"""Downloads of the register as a workbook, written row by row to a file, so that memory stays as it is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from boroughs.words import plain_date
from contracts.export_about import ATTRIBUTION, LICENCE, LICENCE_ADDRESS, About
from contracts.exports import HEAD

LONGEST_CELL = 32_767
WIDTHS = {"B": 60, "C": 20, "D": 24, "E": 32, "F": 36, "G": 16, "H": 16, "P": 40}
_MONEY, _DAY = "#,##0.00", "yyyy-mm-dd"
_BOLD = Font(bold=True)


def workbook_pieces(lines: Iterable[list[Any]], about: About) -> Iterator[bytes]:
    """Yield a workbook of contracts in pieces: a cover sheet and the contracts.

    Every text is a cell of text, whatever it begins with: nothing in it runs as a formula.

    Args:
        lines: the contracts, in columns of ``HEAD``.
        about: what the cover says.
    """
    book = Workbook(write_only=True)
    cover = book.create_sheet("About")
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 24, 100
    for label, text in _cover(about):
        cover.append([_cell(cover, label, bold=True), _cell(cover, text)])
    sheet = book.create_sheet("Contracts")
    sheet.freeze_panes = "C2"
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.append([_cell(sheet, label, bold=True) for label in HEAD])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece


def _cover(about: About) -> list[tuple[str, str]]:
    return [
        ("What it is", "Contracts of London boroughs on the register of the hub"),
        ("What was asked", about.question),
        ("When", f"{plain_date(about.made.date())}, {about.made:%H:%M}"),
        ("The list on the web", about.address),
        ("Licence", f"{LICENCE}, {LICENCE_ADDRESS}"),
        ("Say where it is from", ATTRIBUTION),
        ("Money", "GBP, excluding VAT. An empty cell is not known, never zero."),
        ("Demonstration", "Rows with “yes” in the last column are fictional: leave them out of any count."),
    ]


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """Return a cell of a value; texts lose only the control characters that a workbook cannot hold."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL])
        cell.data_type = "s"  # without this a text that begins with = would be a formula
    elif isinstance(value, (Decimal, dt.date)):
        cell = WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # it takes both
        cell.number_format = _MONEY if isinstance(value, Decimal) else _DAY
    else:
        return value
    if bold:
        cell.font = _BOLD
    return cell
