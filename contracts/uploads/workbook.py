"""Reads a workbook (XLSX) sheet by sheet and row by row, without ever having it whole. Pure."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.rows import Row, row_of, text_of
from contracts.uploads.xml import refuse_document_types

#: What the reader of workbooks raises, depending on the part of the file that is broken.
BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, ParseError, ExpatError, OSError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, NotImplementedError, RuntimeError),
    *(AssertionError, ArithmeticError, MemoryError),
)
MOST_ROWS = 1_048_576
BEYOND = "The sheet goes on after the last row that Excel has: what comes there is not read."
BREAKS_OFF = "The sheet breaks off here ({error}): what comes after it cannot be read."


def rows_of_workbook(path: Path, name: str, most: int | None = None) -> Iterator[Row]:
    """Yield the rows of all sheets, the first ``most`` of each or all.

    A sheet that breaks off ends with a row that says so; what came before is kept.

    Raises:
        UnreadableRegister: if the workbook cannot be opened at all.
    """
    # As an open file: of a path the ending counts, and files that were uploaded have none.
    with path.open("rb") as file:
        yield from _rows_of_book(path, file, name, most)


def _rows_of_book(path: Path, file: BinaryIO, name: str, most: int | None) -> Iterator[Row]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which nobody reads here
            with zipfile.ZipFile(path) as package:
                for part in package.namelist():
                    if part.endswith((".xml", ".rels")):
                        refuse_document_types(partial(package.open, part))
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise UnreadableRegister(
            f"{name} is not an XLSX file that can be opened ({error}): save it again, or as CSV."
        ) from None
    try:
        broken: list[Row] = []
        seen = False
        for sheet in book.worksheets:
            for row in _rows(sheet, most):
                if row.problem and not seen:
                    broken.append(row)
                    continue
                yield from broken
                broken, seen = [], True
                yield row
        if broken:
            raise UnreadableRegister(
                f"{name} is not an XLSX file that can be opened: save it again, or as CSV. "
                f"{broken[0].problem}"
            )
    finally:
        book.close()


def _rows(sheet: Any, most: int | None) -> Iterator[Row]:
    number = 0
    try:
        sheet.reset_dimensions()  # what a file says about its own size is often wrong
        rows = sheet.iter_rows(values_only=True)
        while number < (most or MOST_ROWS):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about days that no calendar has
                cells = next(rows, None)
            if cells is None:
                return
            number += 1
            yield row_of(sheet.title, number, map(text_of, cells))
        if most is None and next(rows, None) is not None:
            yield Row(sheet.title, number + 1, (), BEYOND)
    except BROKEN as error:
        yield Row(sheet.title, number + 1, (), BREAKS_OFF.format(error=error))
