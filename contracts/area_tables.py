"""Tables of titles to be sorted into service areas, however they are written."""

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from contracts.area_rules import Guess
from contracts.text import cpv_codes_in

ADDED = ("area_code", "confidence", "reason")
UNKNOWN = "unknown"
_SEPARATORS = ",;\t|"


class UnreadableTable(ValueError):
    """A table that cannot be sorted, with what to do about it."""


def read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Return the headings and the rows of a CSV file with the columns *title* and, if it has one, *cpv*.

    UTF-8 with or without a byte order mark, UTF-16 and Windows-1252 are read, and commas, semicolons,
    tabs and bars as separators. Rows without any content are left out.

    Raises:
        UnreadableTable: if there is no such file, no heading *title*, or it is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTable(f"{path} cannot be read: {error.strerror}.") from None
    text = _decoded(data, path).lstrip("\r\n")
    if not text.strip():
        raise UnreadableTable(f"{path} is empty. It needs a row of headings with “title” and “cpv”.")
    separator = max(_SEPARATORS, key=text.split("\n", 1)[0].count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableTable(f"{path} is no CSV file: {error}.") from None
    head = [cell.strip() for cell in table[0]]
    if "title" not in (cell.casefold() for cell in head):
        raise UnreadableTable(
            f"{path} has no column “title”. Its headings are: {', '.join(head)}. Name the column with the "
            "titles “title”, and the one with CPV codes “cpv”."
        )
    return head, [
        dict(zip(_distinct(head), [*row, *[""] * len(head)], strict=False))
        for row in table[1:]
        if any(cell.strip() for cell in row)
    ]


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise UnreadableTable(f"{path} is no text file. Save it as CSV.")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252"]).best()
        return str(best) if best else data.decode("cp1252", errors="replace")


def _distinct(head: Sequence[str]) -> list[str]:
    """Return headings of which none occurs twice, so that no cell is lost."""
    seen: dict[str, int] = {}
    names = []
    for name in head:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def sorted_table(
    head: Sequence[str], rows: Sequence[dict[str, str]], guess: Callable[[str, tuple[str, ...]], Guess | None]
) -> str:
    """Return the CSV of the same rows with *area_code*, *confidence* and *reason*.

    Where the hints are too weak the code is *unknown* and the reason says so. Columns of these names that
    the table had already are replaced.
    """
    names = [name for name in _distinct(head) if name not in ADDED]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, *ADDED])
    columns = {name.casefold(): name for name in reversed(names)}
    for row in rows:
        codes = cpv_codes_in(row.get(columns.get("cpv", ""), ""))
        found = guess(row[columns["title"]], codes)
        added = (
            (found.code, f"{found.confidence:.2f}", found.reason)
            if found
            else (UNKNOWN, "", "The title and the CPV code say too little.")
        )
        writer.writerow([*(row[name] for name in names), *added])
    return text.getvalue()
