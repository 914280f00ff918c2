"""A CSV file of names, read and written again with what was found of each (R10). Pure: no database here."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from boroughs.text_files import decode
from suppliers.identifiers import COMPANIES_HOUSE, OTHER_SCHEMES, believable
from suppliers.resolution.written import Identifiers

DELIMITERS = ",;\t|"
NAME, IDENTIFIER = "name", "identifier"
ADDED = ("entity", "decision", "score", "reason")


class UnreadableNames(Exception):
    """A file that cannot be read as a table of names; the message says what to do."""


@dataclass(frozen=True)
class NameTable:
    """The headings and rows of a file, as they came, and where the names and identifiers stand in a row."""

    headings: list[str]
    rows: list[list[str]]
    name: int
    identifier: int | None
    delimiter: str

    def name_of(self, row: list[str]) -> str:
        """Return the name in a row, without blanks around it."""
        return " ".join(row[self.name].split())

    def written_identifier(self, row: list[str]) -> str:
        """Return what stands in a row's column of identifiers, or nothing."""
        return "" if self.identifier is None else row[self.identifier].strip()

    def written_again(self, found: Iterable[tuple[str, str, str, str]]) -> str:
        """Return the table as CSV with four more columns.

        Args:
            found: for each row the entity, decision, score and reason as they are to be read.
        """
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow([*self.headings, *ADDED])
        writer.writerows([*row, *more] for row, more in zip(self.rows, found, strict=True))
        return text.getvalue()


def read_names(content: bytes) -> NameTable:
    """Return the table in a CSV file, whatever its encoding and delimiter.

    Raises:
        UnreadableNames: for a file without a column of names, or with rows that would not stay whole.
    """
    text = decode(content)
    if "\x00" in text:
        raise UnreadableNames("The file is not text: save it as CSV and try again.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    lines = _lines(text, delimiter)
    while lines and not any(cell.strip() for cell in lines[0]):
        lines = lines[1:]
    if not lines:
        raise UnreadableNames("The file is empty: it needs a row of headings and the names below it.")
    headings, rows = lines[0], lines[1:]
    for number, row in enumerate(rows, start=1):
        if len(row) > len(headings):
            raise UnreadableNames(
                f"Row {number} below the headings has {len(row)} cells under {len(headings)} headings: "
                f"put names that hold “{delimiter}” in quotation marks."
            )
        row += [""] * (len(headings) - len(row))
    return NameTable(headings, rows, _name_column(headings), _column(headings, IDENTIFIER), delimiter)


def identifiers_in(written: str) -> Identifiers:
    """Return the identifiers that a cell names: ``04161207``, ``GB-COH-4161207``, ``ABCD-1234-EFGH``.

    What cannot be an identifier of any known register gives none.
    """
    tried = [(COMPANIES_HOUSE, written)]
    for scheme in OTHER_SCHEMES:
        if written.upper().startswith(scheme):
            tried.append((scheme, written[len(scheme) :].lstrip("-:/ ")))
    tried.append(("GB-PPON", written))
    return tuple(believable(tried))


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of each line; a quotation mark that is never closed would swallow the rest."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableNames(
                "A quotation mark is opened and never closed: close it, or double those inside a name."
            ) from None
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableNames(f"The file cannot be read as CSV: {error}.") from None


def _name_column(headings: list[str]) -> int:
    found = _column(headings, NAME)
    if found is None:
        have = ", ".join(f"“{heading.strip()}”" for heading in headings)
        raise UnreadableNames(f"No column is headed “name”; the file has {have}.")
    taken = [heading for heading in headings if _plain(heading) in ADDED]
    if taken:
        raise UnreadableNames(
            f"The file has a column “{taken[0].strip()}” already, which would be added: rename or remove it."
        )
    return found


def _column(headings: list[str], wanted: str) -> int | None:
    places = [at for at, heading in enumerate(headings) if _plain(heading) == wanted]
    if len(places) > 1:
        raise UnreadableNames(f"{len(places)} columns are headed “{wanted}”: keep one of them.")
    return places[0] if places else None


def _plain(heading: str) -> str:
    return heading.strip().strip("\ufeff").casefold()
