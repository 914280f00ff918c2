"""Reads the rows of a spend file one after another, however long it is. Pure: no database here.

CSV with a comma, semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252, and XLSX with any number of sheets.
A row is handed on as soon as it is read, so that nothing of the file is kept but what its reader makes of it.
"""

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import openpyxl

from contracts.columns import heading
from contracts.payments.columns import PLACES, ROWS_SEARCHED, header_among
from contracts.register_file import BROKEN_WORKBOOK, DELIMITERS, MOST_UNPACKED, OTHER_SHEETS, SPREADSHEETS

SAMPLE_BYTES = 65_536
#: A sheet may have empty rows below its last one up to the end of what a workbook can hold.
MOST_EMPTY_ROWS = 5_000
_HTML = (b"<!doctype html", b"<html", b"<head", b"<?xml")


class UnreadableSpendFile(Exception):
    """A file that cannot be read as a spend file; the message says what to do."""


@dataclass(frozen=True)
class SpendRow:
    """A row as it stands in the file: its sheet, empty in a CSV, its number from 1, and its texts."""

    sheet: str
    number: int
    cells: list[str]

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"sheet {self.sheet}, row {self.number}" if self.sheet else f"row {self.number}"


def rows_of(stream: BinaryIO, name: str) -> Iterator[SpendRow]:
    """Yield every row of a spend file, empty ones too.

    Args:
        stream: the file, at its beginning; it can be read again from there.
        name: of the file, by whose ending its kind is known.

    Raises:
        UnreadableSpendFile: with what to do, for another kind of file or a broken one.
    """
    ending = f".{name.rpartition('.')[2].casefold()}" if "." in name else ""
    if ending in OTHER_SHEETS:
        raise UnreadableSpendFile(
            f"This file is {ending[1:].upper()}: save it as CSV or XLSX, and give that."
        )
    begins = stream.read(1024)
    stream.seek(0)
    if not begins.strip():
        raise UnreadableSpendFile("The file is empty.")
    if begins.lstrip().lower().startswith(_HTML):
        raise UnreadableSpendFile(
            "This is a page of the web, not a spend file: open the page, and give the file that it links to."
        )
    if ending in SPREADSHEETS or begins.startswith(b"PK\x03\x04"):
        yield from _workbook(stream)
    else:
        yield from _table(stream)


def _table(stream: BinaryIO) -> Iterator[SpendRow]:
    encoding = _encoding(stream)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        sample = text.read(SAMPLE_BYTES)
        text.seek(0)
        reader = csv.reader(_without_nul(text), delimiter=_delimiter(sample))
        for number, row in enumerate(reader, start=1):
            yield SpendRow("", number, row)
    except csv.Error as error:
        raise UnreadableSpendFile(
            f"The file cannot be read as CSV ({error}): look for a quotation mark that is never closed."
        ) from None
    finally:
        text.detach()


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def _encoding(stream: BinaryIO) -> str:
    """Return a file's encoding: by its byte order mark, UTF-8 if all of it is, else Windows-1252."""
    begins = stream.read(4)
    stream.seek(0)
    if begins.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if begins[1:2] == b"\0":
        return "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := stream.read(SAMPLE_BYTES):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8"


def _delimiter(sample: str) -> str:
    """Return the delimiter that gives the header row most known headings."""

    def known(delimiter: str) -> int:
        try:
            rows = list(
                islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), ROWS_SEARCHED)
            )
        except csv.Error:
            return 0
        found = header_among(rows)
        return sum(heading(cell) in PLACES for cell in rows[found[0]]) if found else 0

    return max(DELIMITERS, key=known)


def _workbook(stream: BinaryIO) -> Iterator[SpendRow]:
    try:
        with zipfile.ZipFile(stream) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise ValueError(f"it would unpack to {unpacked // 1_000_000:,} MB")
        stream.seek(0)
        with closing(openpyxl.load_workbook(stream, data_only=True, read_only=True)) as book:
            for sheet in book.worksheets:
                yield from _sheet(sheet.title, sheet.iter_rows(values_only=True))
    except BROKEN_WORKBOOK as error:
        raise UnreadableSpendFile(
            f"The file is not an XLSX file that can be opened ({error}): save it again, or as CSV."
        ) from None


def _sheet(title: str, rows: Iterable[Sequence[object]]) -> Iterator[SpendRow]:
    empty = 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        empty = 0 if any(cells) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        yield SpendRow(title, number, cells)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat()[:10] if isinstance(cell, dt.date) else str(cell)
