"""Whether a file seems to be another borough's register: said in the preview, and never refused."""

import re
from collections.abc import Sequence

from boroughs.buyers import BuyerBook, buyer_book
from boroughs.models import Borough
from boroughs.parties import Party
from boroughs.words import listing
from contracts.actions.uploads.beginning import layouts_of, tables_of
from contracts.models import Upload

#: Rows above the headings of each sheet that may name whose register it is.
ROWS_READ = 15
#: So many rows must say the same before a column counts as naming whose register it is.
FEWEST_ROWS = 3
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: The words that make a place the council of it: the name alone is a street, a school, a supplier's branch.
LONGEST_NAME = 8


def named_boroughs(upload: Upload, book: BuyerBook | None = None) -> list[Borough]:
    """Return other boroughs that a file's name or the lines above its headings name as councils.

    Cells below the headings are none of it, but for a column that nobody reads and that says the same in
    every row: where the column of buyers is read, a row of another borough is left out with its own reason.

    Args:
        upload: with its sheets, and what was said about their headings.
        book: of buyers' names, read anew without one.
    """
    book = book or buyer_book()
    said = [re.sub(r"\.\w{2,5}$", "", upload.name).replace("_", " ").replace("-", " ")]
    layouts = {layout.sheet: layout for layout in layouts_of(upload)}
    for table in tables_of(upload):
        said.append(table.sheet)
        layout = layouts.get(table.sheet)
        header = layout.header if layout else 1
        said += [cell for row in table.rows[: min(header - 1, ROWS_READ)] for cell in row]
        said += _said_in_every_row(table.rows[header:], layout.fields) if layout else []
    found: dict[int, Borough] = {}
    for text in said:
        for borough in _councils_in(text, book):
            found.setdefault(borough.pk, borough)
    found.pop(upload.borough_id, None)
    return list(found.values())


def _said_in_every_row(rows: Sequence[Sequence[str]], fields: Sequence[str]) -> list[str]:
    """Return what columns of no meaning to the register say, each the same in all of several rows."""
    found: list[str] = []
    for place, column in enumerate(fields):
        said = {row[place].strip() if place < len(row) else "" for row in rows}
        if not column and len(said) == 1 and len(rows) >= FEWEST_ROWS:
            found += said
    return found


def remark_on(upload: Upload) -> str:
    """Return a sentence for the preview where a file names another borough; empty where it does not."""
    others = named_boroughs(upload)
    if not others:
        return ""
    names = listing([borough.name for borough in others])
    return (
        f"The file names {names}. Check that it is the register of {upload.borough.name}: "
        f"everything in it is recorded as a contract of {upload.borough.name}."
    )


def _councils_in(text: str, book: BuyerBook) -> list[Borough]:
    """Return the boroughs whose council some words of a text name, in words that stand beside each other."""
    words = _WORDS.findall(text[:500])
    found: list[Borough] = []
    for start in range(len(words)):
        for end in range(min(len(words), start + LONGEST_NAME), start + 1, -1):
            part = words[start:end]
            if _is_of_a_council(part) and (one := book.boroughs_of([Party(" ".join(part))])):
                found += one
                break
    return found


def _is_of_a_council(words: list[str]) -> bool:
    folded = {word.casefold() for word in words}
    return bool(folded & {"council", "borough", "lb", "lbc", "corporation"})
