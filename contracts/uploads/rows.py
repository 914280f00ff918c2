"""A row of a table as it came, whatever kind of file it was in. Pure: no database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

#: The longest text that Excel itself keeps in a cell, and more columns than any register has.
MOST_CHARACTERS = 32_767
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Row:
    """A row: its sheet (empty where a file has none), its number from 1, and its cells without empty ends.

    ``problem`` says why it cannot be read, ``remark`` what was left out of it; both are sentences or empty.
    """

    sheet: str
    number: int
    cells: tuple[str, ...]
    problem: str = ""
    remark: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it."""
        return not self.problem and not any(cell.strip() for cell in self.cells)


def row_of(sheet: str, number: int, cells: Iterable[str], problem: str = "") -> Row:
    """Return a row from its cells, cut to what a register can have; the remark says what was cut."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    remarks = []
    if len(kept) > MOST_COLUMNS:
        remarks.append(f"It has {len(kept):,} cells: the first {MOST_COLUMNS} were taken.")
        del kept[MOST_COLUMNS:]
    for place, cell in enumerate(kept):
        if len(cell) > MOST_CHARACTERS:
            remarks.append(f"A cell has {len(cell):,} characters: the first {MOST_CHARACTERS:,} were taken.")
            kept[place] = cell[:MOST_CHARACTERS]
    return Row(sheet, number, tuple(kept), problem, " ".join(dict.fromkeys(remarks)))


def text_of(value: object) -> str:
    """Return a spreadsheet's value as a text: days in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
