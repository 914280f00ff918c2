"""Reads a register as boroughs publish it: delimiters, encodings, title lines, sheets. Pure: no database."""

import csv
import datetime as dt
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from boroughs.text_files import decode
from contracts.columns import fields_of, header_row

DELIMITERS = ",;\t|"
SPREADSHEETS = (".xlsx", ".xlsm")
#: What the reader of workbooks raises, depending on the part of the file that is broken.
BROKEN_WORKBOOK = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, ParseError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, NotImplementedError, RuntimeError),
)
OTHER_SHEETS = (".ods", ".xls", ".numbers", ".pdf", ".doc", ".docx", ".xlsb")


#: A workbook that unpacks to more bytes than this is no register: the largest known have some 20 million.
MOST_UNPACKED = 300_000_000


class UnreadableRegister(Exception):
    """A file that cannot be read as a register; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """A data row: where it stands in the file, its cells by heading, and their texts by field."""

    place: str
    raw: dict[str, str]
    cells: dict[str, tuple[str, ...]]

    def first(self, field: str) -> str:
        """Return the first text of a field that is not empty."""
        return next((text for text in self.cells.get(field, ()) if text), "")

    @property
    def is_total(self) -> bool:
        """Tell whether it is a running or grand total."""
        texts = [text for text in self.raw.values() if text.strip()]
        return bool(texts) and texts[0].strip().casefold().rstrip(":") in {"total", "totals", "grand total"}


def read_register(path: Path) -> list[Line]:
    """Return the data rows of a register, empty rows left out.

    Args:
        path: CSV (comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252) or XLSX.

    Raises:
        UnreadableRegister: with what to do, for another kind of file or one without a known header row.
    """
    ending = path.suffix.casefold()
    if ending in OTHER_SHEETS:
        raise UnreadableRegister(
            f"{path.name} is {ending[1:].upper()}: save it as CSV or XLSX, and import that."
        )
    try:
        sheets = _workbook(path) if ending in SPREADSHEETS else {"": _table(path.read_bytes())}
    except csv.Error as error:
        raise UnreadableRegister(
            f"{path.name} cannot be read as CSV ({error}): look for a quotation mark that is never closed."
        ) from None
    except OSError as error:
        raise UnreadableRegister(f"{path.name} cannot be opened: {error.strerror or error}.") from None
    lines = [line for sheet, rows in sheets.items() for line in _lines(sheet, rows)]
    if not lines and not any(header_row(rows) is not None for rows in sheets.values()):
        raise UnreadableRegister(
            f"{path.name} has no row of headings that could be recognised: it needs a title column "
            "and at least two of reference, supplier, start date, end date and value."
        )
    return lines


def _table(content: bytes) -> list[list[str]]:
    text = decode(content)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the header row most known headings."""

    def known(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            rows = list(islice(reader, 40))
        except csv.Error:
            return 0
        place = header_row(rows)
        return 0 if place is None else sum(bool(field) for field in fields_of(rows[place]))

    return max(DELIMITERS, key=known)


def _workbook(path: Path) -> dict[str, list[list[str]]]:
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise ValueError(f"it would unpack to {unpacked // 1_000_000:,} MB")
        book = openpyxl.load_workbook(path, data_only=True)
    except BROKEN_WORKBOOK as error:
        raise UnreadableRegister(
            f"{path.name} is not an XLSX file that can be opened ({error}): save it again, or as CSV."
        ) from None
    return {
        sheet.title: [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _lines(sheet: str, rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    place = header_row(rows)
    if place is None:
        return
    header, fields = list(rows[place]), fields_of(rows[place], rows[place - 1] if place else ())
    for number, row in enumerate(rows[place + 1 :], start=place + 2):
        if not any(cell.strip() for cell in row):
            continue
        cells: dict[str, list[str]] = defaultdict(list)
        raw: dict[str, str] = {}
        for column, cell in enumerate(row):
            name = " ".join(header[column].split()) if column < len(header) else ""
            name = name or f"Column {column + 1}"
            raw[name if name not in raw else f"{name} ({column + 1})"] = cell
            if column < len(fields) and fields[column]:
                cells[fields[column]].append(cell.replace("\0", "").strip())
        where = f"sheet {sheet}, row {number}" if sheet else f"row {number}"
        yield Line(where, raw, {field: tuple(texts) for field, texts in cells.items()})
