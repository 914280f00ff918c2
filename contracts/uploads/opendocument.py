"""Reads a spreadsheet of LibreOffice and its like (ODS) row by row, without ever having it whole. Pure.

``content.xml`` is a stream of ``table`` > ``table-row`` > ``table-cell`` > ``p``. Rows and cells may be
repeated by a number, which is how empty ends of sheets are written and how a small file could be made to
swell: empty ones are only counted, and full ones are cut off where a sheet of Excel ends.
"""

import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.rows import MOST_COLUMNS, Row, row_of, text_of
from contracts.uploads.workbook import BREAKS_OFF, MOST_ROWS
from contracts.uploads.xml import fed, safe_parser

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CELLS = {_TABLE + "table-cell", _TABLE + "covered-table-cell"}
#: What lies in a cell and is not its text: notes that people stuck on it, and drawings.
_BESIDE = {
    _OFFICE + "annotation",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 frame",
    _TABLE + "shapes",
}
_BROKEN = (ExpatError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError)
#: A row that is repeated with its content more often than this is the file's way to swell.
MOST_REPEATED = 1000
#: A longer text is not held in memory to its end.
LONGEST = 1_000_000


def rows_of_open_document(path: Path, name: str, most: int | None = None) -> Iterator[Row]:
    """Yield the rows of all sheets, the first ``most`` of each or all.

    A file that breaks off ends with a row that says so; what came before is kept.

    Raises:
        UnreadableRegister: if nothing of it can be read.
    """
    reader = _Reader(most)
    seen = False
    try:
        with zipfile.ZipFile(path) as package, package.open("content.xml") as content:
            for _ in fed(reader.parser, content):
                while reader.rows:
                    seen = True
                    yield reader.rows.popleft()
    except _BROKEN as error:
        while reader.rows:
            seen = True
            yield reader.rows.popleft()
        if not seen:
            raise UnreadableRegister(
                f"{name} is not an ODS file that can be opened ({error}): save it again, or as CSV."
            ) from None
        yield Row(reader.sheet, reader.number + 1, (), BREAKS_OFF.format(error=error))


class _Reader:
    """The handlers of the parser, and the rows that they have found so far."""

    def __init__(self, most: int | None) -> None:
        self.most = most if most is not None else MOST_ROWS
        self.rows: deque[Row] = deque()
        self.names: set[str] = set()
        self.sheet, self.number = "", 0
        self.cells: list[str] = []
        self.repeated_row = self.repeated_cell = 1
        self.kind = self.value = ""
        self.texts: list[str] = []
        self.length = 0
        self.in_cell = self.in_text = False
        self.beside = 0
        self.parser = safe_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BESIDE:
            self.beside += 1
        elif self.beside:
            return
        elif tag == _TABLE + "table":
            self._begin_sheet(attributes.get(_TABLE + "name", ""))
        elif self.number >= self.most:
            return
        elif tag == _TABLE + "table-row":
            self.cells = []
            self.repeated_row = _times(attributes.get(_TABLE + "number-rows-repeated"))
        elif tag in _CELLS:
            self._begin_cell(attributes)
        elif self.in_cell:
            self._begin_text(tag, attributes)

    def _begin_sheet(self, name: str) -> None:
        self.sheet, number = name, 2
        while self.sheet in self.names:
            self.sheet, number = f"{name} ({number})", number + 1
        self.names.add(self.sheet)
        self.number = 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.in_cell, self.texts, self.length = True, [], 0
        self.repeated_cell = _times(attributes.get(_TABLE + "number-columns-repeated"))
        self.kind = attributes.get(_OFFICE + "value-type", "")
        name = {"date": "date-value", "string": "string-value", "boolean": "boolean-value"}
        self.value = attributes.get(_OFFICE + name.get(self.kind, "value"), "")

    def _begin_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in (_TEXT + "p", _TEXT + "h"):
            if self.texts:
                self.texts.append("\n")
            self.in_text = True
        elif tag == _TEXT + "s":
            self._said(" " * min(_times(attributes.get(_TEXT + "c")), 1000))
        elif tag == _TEXT + "tab":
            self._said(" ")
        elif tag == _TEXT + "line-break":
            self._said("\n")

    def _said(self, text: str) -> None:
        if self.in_text and not self.beside and self.number < self.most:
            self.length += len(text)
            if self.length <= LONGEST:
                self.texts.append(text)

    def _end(self, tag: str) -> None:
        if tag in _BESIDE:
            self.beside -= 1
        elif self.beside or self.number >= self.most:
            return
        elif tag in (_TEXT + "p", _TEXT + "h"):
            self.in_text = False
        elif tag in _CELLS:
            self.in_cell = False
            text = self._text()
            room = MOST_COLUMNS + 1 - len(self.cells) if text else MOST_COLUMNS * 2 - len(self.cells)
            self.cells.extend([text] * max(min(self.repeated_cell, room), 0))
        elif tag == _TABLE + "table-row":
            self._end_row()

    def _text(self) -> str:
        """Return the cell's text; of a number its value, unless it is written with leading zeros."""
        text = "".join(self.texts)
        if self.kind in {"float", "currency", "percentage"} and self.value:
            if text.isdigit() and text.startswith("0") and len(text) > 1:
                return text
            try:
                return text_of(float(self.value)) if "e" in self.value.lower() else _plain(self.value)
            except ValueError:
                return text
        if self.kind == "date" and self.value:
            return self.value[:10]
        return text or (self.value if self.kind == "string" else "")

    def _end_row(self) -> None:
        row = row_of(self.sheet, self.number + 1, self.cells)
        if not row.is_empty:
            for number in range(min(self.repeated_row, MOST_REPEATED, self.most - self.number)):
                self.rows.append(Row(row.sheet, row.number + number, row.cells, "", row.remark))
        self.number += self.repeated_row


def _plain(value: str) -> str:
    """Return a number as it is written, without the point of a whole one."""
    float(value)
    whole, point, rest = value.partition(".")
    return whole if point and not rest.strip("0") else value


def _times(written: str | None) -> int:
    """Return how often something is repeated: once where it does not say so in digits."""
    if not written or not (written.isascii() and written.isdigit()) or len(written) > 8:
        return 1
    return max(int(written), 1)
