"""Reads the rows of a spend file one after another, however long it is.

CSV with a comma, semicolon, tab or bar, XLSX or ODS with any number of sheets: the readers are those of
registers. A row is handed on as soon as it is read, so that nothing of the file is kept but what its reader
makes of it.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from contracts.uploads import tables
from contracts.uploads.problems import UnreadableRegister

#: How the names of copies begin that are made while a file is read.
COPY = "hub-spend-"


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
    """Yield the rows of a spend file, empty ones possibly left out.

    Args:
        stream: the file, at its beginning; it can be read again from there.
        name: of the file, for messages; its kind is told by its content.

    Raises:
        UnreadableSpendFile: with what to do, for another kind of file, or one that breaks off.
    """
    with tempfile.NamedTemporaryFile(prefix=COPY) as copy:
        stream.seek(0)
        shutil.copyfileobj(stream, copy)
        copy.flush()
        stream.seek(0)
        try:
            for row in tables.rows_of(Path(copy.name), name):
                if row.problem and not row.cells:
                    raise UnreadableSpendFile(row.problem)
                yield SpendRow(row.sheet, row.number, [cell.replace("\0", "") for cell in row.cells])
        except UnreadableRegister as error:
            raise UnreadableSpendFile(str(error)) from None


def remove_copies(*, older_than: dt.datetime) -> int:
    """Remove copies of spend files, with names in them, that were left behind when a process was killed.

    Args:
        older_than: only those that were written before; a younger one may be in use.

    Returns:
        how many there were.
    """
    removed = 0
    for path in Path(tempfile.gettempdir()).glob(f"{COPY}*"):
        try:
            if path.is_file() and path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                removed += 1
        except OSError:  # gone meanwhile, or another user's
            continue
    return removed
