"""Which row of a sheet has the headings and which column means what. Pure: no database here."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from contracts.columns import fields_of, header_row, heading
from contracts.uploads.rows import Row
from contracts.uploads.tables import Table

#: What a column can be taken for, in the order in which a page offers it, as it is called there.
FIELD_NAMES = {
    "reference": "Reference",
    "title": "Title",
    "description": "Description",
    "supplier": "Supplier",
    "company_number": "Company number of the supplier",
    "charity_number": "Charity number of the supplier",
    "start": "Start date",
    "end": "End date",
    "value": "Total value",
    "options": "Extension options",
    "break_date": "Break date",
    "notice_days": "Notice to end it, in days",
    "product": "Product",
    "cpv": "CPV code",
    "area_code": "Service area, by its code in the hub",
    "joint_with": "Boroughs that share the contract",
    "buyer": "Whose contract it is",
    "link": "Address of the notice",
    "ocid": "Open contracting ID",
    "as_of": "Day on which the row was true",
}


@dataclass(frozen=True)
class Line:
    """A data row: where it stands in the file, its cells by heading, and their texts by field.

    ``problem`` says why it cannot be read, ``remark`` what was left out of it.
    """

    place: str
    raw: dict[str, str]
    cells: dict[str, tuple[str, ...]]
    problem: str = ""
    remark: str = ""

    def first(self, field: str) -> str:
        """Return the first text of a field that is not empty."""
        return next((text for text in self.cells.get(field, ()) if text), "")

    @property
    def is_total(self) -> bool:
        """Tell whether it is a running or grand total."""
        texts = [text for text in self.raw.values() if text.strip()]
        return bool(texts) and texts[0].strip().casefold().rstrip(":") in {"total", "totals", "grand total"}


@dataclass(frozen=True)
class Layout:
    """How a sheet is read: the number of its header row, its headings, and the field of each column.

    A column without a field is kept with the row and means nothing; one without a heading may have a field.
    """

    sheet: str
    header: int
    headings: tuple[str, ...]
    fields: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each column, each once."""
        names: dict[str, None] = {}
        for column, written in enumerate(self.headings):
            name = " ".join(written.split()) or f"Column {column + 1}"
            names[name if name not in names else f"{name} ({column + 1})"] = None
        return tuple(names)

    def name_of(self, column: int) -> str:
        """Return the name of a column, of one beyond the headings too."""
        return self.names[column] if column < len(self.names) else f"Column {column + 1}"

    def line(self, row: Row) -> Line:
        """Return a row with its cells by heading and by field."""
        cells = (*row.cells, *[""] * (len(self.headings) - len(row.cells)))
        by_field: dict[str, list[str]] = defaultdict(list)
        for field, cell in zip(self.fields, cells, strict=False):
            if field:
                by_field[field].append(cell.replace("\0", "").strip())
        return Line(
            f"sheet {row.sheet}, row {row.number}" if row.sheet else f"row {row.number}",
            {self.name_of(column): cell for column, cell in enumerate(cells)},
            {field: tuple(texts) for field, texts in by_field.items()},
            row.problem,
            row.remark,
        )


def layout_at(table: Table, header: int) -> Layout:
    """Return what the headings in a row say by themselves.

    Args:
        table: the beginning of a sheet.
        header: the number of the row from 1; none beyond the table.
    """
    headings = table.rows[header - 1]
    above = table.rows[header - 2] if header > 1 else ()
    return Layout(table.sheet, header, headings, tuple(fields_of(headings, above)))


def guessed(table: Table) -> Layout | None:
    """Return how a sheet is likely meant; ``None`` where no row of headings can be recognised."""
    place = header_row(table.rows)
    return None if place is None else layout_at(table, place + 1)


def first_full_row(table: Table) -> int:
    """Return the number of the first row with two texts or more, which may be the one with the headings."""
    for number, cells in enumerate(table.rows, start=1):
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return number
    return 1


def signature(headings: Sequence[str]) -> str:
    """Return what tells one form of register from another: its headings, however they are spaced."""
    written = "\x1f".join(heading(cell) for cell in headings).rstrip("\x1f")
    return hashlib.sha256(written.encode()).hexdigest()


def lines_of(rows: Iterable[Row], layouts: Iterable[Layout]) -> Iterator[Line]:
    """Yield the data rows of the sheets that have a layout, empty rows left out."""
    by_sheet = {layout.sheet: layout for layout in layouts}
    for row in rows:
        layout = by_sheet.get(row.sheet)
        if layout and row.number > layout.header and not row.is_empty:
            yield layout.line(row)
