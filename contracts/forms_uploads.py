"""What an officer says about a register that is uploaded: the file, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings

from contracts.uploads.layouts import FIELD_NAMES, Layout, layout_at
from contracts.uploads.tables import Table

#: Columns of all sheets together for which a page offers a choice; the others keep what was guessed.
MOST_OFFERED = 400
MOST_SHOWN = 3
#: Of the first rows, how many are offered as the one with the headings.
MOST_HEADERS = 40


class UploadForm(forms.Form):
    """The file with a borough's register."""

    file = forms.FileField(
        label="The file with your register",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty: choose the file with the register.",
            "missing": "Choose a file.",
            "invalid": "The file did not arrive: choose it again.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "CSV, TSV, XLSX or ODS, in any encoding and with any columns, "
            f"up to {settings.UPLOAD_MOST_MB} MB and {settings.UPLOAD_MOST_ROWS:,} rows"
        )

    def clean_file(self) -> Any:
        """Return the file, unless it is too large."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MOST_MB * 1_000_000:
            raise forms.ValidationError(
                f"The file has {file.size / 1_000_000:,.0f} MB, and {settings.UPLOAD_MOST_MB} MB are the "
                "most: divide it, and upload each part."
            )
        return file


@dataclass(frozen=True)
class Column:
    """A column as the page offers it: its place, heading, first texts, and the field it is taken for."""

    place: int
    heading: str
    shown: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class SheetChoice:
    """A sheet as the page offers it; ``problem`` is what stands against how it was chosen."""

    place: int
    name: str
    is_read: bool
    layout: Layout
    headers: tuple[tuple[int, str], ...]
    columns: tuple[Column, ...]
    left_out: int
    problem: str = ""


def choice_of(
    place: int, table: Table, layout: Layout, *, is_read: bool, room: int, problem: str = ""
) -> SheetChoice:
    """Return a sheet for the page.

    Args:
        place: among the sheets, from 0.
        table: the beginning of the sheet.
        layout: how it is read as far as is known.
        is_read: whether it is to be read.
        room: for how many columns a choice can be offered.
        problem: what stands against it.
    """
    below = table.rows[layout.header :]
    width = max([len(layout.headings), *(len(cells) for cells in below)])
    columns = []
    for column in range(width):
        texts = (cells[column].strip() for cells in below if column < len(cells))
        shown = tuple(dict.fromkeys(text for text in texts if text))[:MOST_SHOWN]
        written = " ".join(layout.headings[column].split()) if column < len(layout.headings) else ""
        if written or shown:
            field = layout.fields[column] if column < len(layout.fields) else ""
            columns.append(Column(column, written or f"Column {column + 1}", shown, field))
    return SheetChoice(
        place=place,
        name=table.sheet,
        is_read=is_read,
        layout=layout,
        headers=tuple(
            (number, _excerpt(cells))
            for number, cells in enumerate(table.rows[:MOST_HEADERS], start=1)
            if any(cells)
        ),
        columns=tuple(columns[:room]),
        left_out=len(columns[room:]),
        problem=problem,
    )


def _excerpt(cells: tuple[str, ...]) -> str:
    text = ", ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= 70 else text[:69].rstrip() + "…"


@dataclass(frozen=True)
class Chosen:
    """What was posted about one sheet: whether it is read, its layout, and whether only to look at it."""

    is_read: bool
    layout: Layout
    is_new_header: bool


def chosen(place: int, table: Table, shown: Layout, data: Mapping[str, Any], *, alone: bool) -> Chosen:
    """Return what was posted about a sheet; what was not offered or makes no sense stays as it was shown.

    Args:
        place: of the sheet, from 0.
        table: the beginning of the sheet.
        shown: the layout that the page showed, for columns that it did not offer.
        data: what was posted.
        alone: whether it is the only sheet, which is then read in any case.
    """
    header = _number(data.get(f"header-{place}"), len(table.rows)) or shown.header
    was = _number(data.get(f"shown-{place}"), len(table.rows)) or shown.header
    if header != was:
        return Chosen(True, layout_at(table, header), True)
    layout = layout_at(table, header)
    width = max([len(layout.headings), *(len(cells) for cells in table.rows[header:])])
    guess = (*(shown.fields if shown.header == header else layout.fields), *[""] * width)
    fields = []
    for column in range(width):
        field = data.get(f"field-{place}-{column}")
        fields.append(field if field in FIELD_NAMES or field == "" else guess[column])
    is_read = alone or f"read-{place}" in data
    return Chosen(is_read, Layout(table.sheet, header, layout.headings, tuple(fields)), False)


def _number(text: Any, most: int) -> int:
    """Return a row's number, or 0 for what is none of the table's."""
    is_one = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 5
    return int(text) if is_one and 1 <= int(text) <= most else 0
