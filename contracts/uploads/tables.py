"""The one door to the rows of a file, whatever kind it is. Pure: no database here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contracts.uploads.delimited import rows_of_text
from contracts.uploads.kinds import Kind, kind_of
from contracts.uploads.opendocument import rows_of_open_document
from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.rows import Row
from contracts.uploads.workbook import rows_of_workbook

#: Of how many rows, from the first, a table shows its headings and what is below them.
LOOKED_AT = 60
MOST_SHEETS = 30


@dataclass(frozen=True)
class Table:
    """The beginning of a sheet: its name (empty where a file has none) and its first rows, gaps filled."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]


def rows_of(path: Path, name: str = "", *, most: int | None = None) -> Iterator[Row]:
    """Yield all rows of a file, sheet after sheet, empty ones possibly left out.

    Args:
        path: where the file lies.
        name: what it is called in messages, if not as it lies there.
        most: how many rows of each sheet to read, from its first; all of them without it.

    Raises:
        UnreadableRegister: with what to do, for a file that cannot be read as a table.
    """
    name = name or path.name
    try:
        kind = kind_of(path, name)
        if kind is Kind.WORKBOOK:
            yield from rows_of_workbook(path, name, most)
        elif kind is Kind.OPEN_DOCUMENT:
            yield from rows_of_open_document(path, name, most)
        else:
            for row in rows_of_text(path):
                if most is not None and row.number > most:
                    return
                yield row
    except OSError as error:
        raise UnreadableRegister(f"{name} cannot be opened: {error.strerror or error}.") from None


def beginnings(path: Path, name: str = "") -> list[Table]:
    """Return the beginnings of a file's sheets that have anything in them.

    Raises:
        UnreadableRegister: if it cannot be read, or if there is nothing in it.
    """
    sheets: dict[str, list[tuple[str, ...]]] = {}
    for row in rows_of(path, name, most=LOOKED_AT):
        rows = sheets.setdefault(row.sheet, [])
        while len(rows) < min(row.number, LOOKED_AT):
            rows.append(())
        rows[row.number - 1] = row.cells
    found = [Table(sheet, tuple(rows)) for sheet, rows in sheets.items() if any(any(cells) for cells in rows)]
    if not found:
        raise UnreadableRegister(f"{name or path.name} has no rows: choose the file with the register.")
    return found[:MOST_SHEETS]
