"""Reads a register as boroughs publish it, its columns taken for what their headings say. Pure."""

from pathlib import Path

from contracts.uploads.layouts import Line, guessed, lines_of
from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.tables import beginnings, rows_of


def read_register(path: Path) -> list[Line]:
    """Return the data rows of a register, empty rows left out.

    Args:
        path: CSV (comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252), XLSX or ODS.

    Raises:
        UnreadableRegister: with what to do, for another kind of file or one without a known header row.
    """
    if not path.is_file():
        raise UnreadableRegister(f"{path.name} cannot be opened: there is no such file.")
    layouts = [layout for table in beginnings(path) if (layout := guessed(table))]
    if not layouts:
        raise UnreadableRegister(
            f"{path.name} has no row of headings that could be recognised: it needs a title column "
            "and at least two of reference, supplier, start date, end date and value."
        )
    return list(lines_of(rows_of(path), layouts))
