"""Reads delimited text row by row: encoding and delimiter found, one odd row costing no other. Pure."""

import csv
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from boroughs.text_files import encoding_of
from contracts.columns import fields_of, header_row
from contracts.uploads.rows import Row, row_of

DELIMITERS = ",;\t|"
SAMPLE = 40
#: Rows whose cells have more line breaks than this have a quotation mark that nobody closed.
MOST_LINES = 200
UNCLOSED = "A quotation mark is opened in it and never closed: the row was taken apart without it."
_WHOLE_FILE = 2**31 - 1  # how long a cell may be before the reader stops; what is kept is cut later


class _Unclosed(Exception):
    """A row goes on for more lines than any does."""


def rows_of_text(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of CSV, TSV or the like, numbered from 1.

    A row with a quotation mark that is never closed would swallow all that follow. It is taken apart without
    its quotation marks and marked with the problem; the next row begins on the next line.
    """
    with path.open("rb") as file:
        encoding = encoding_of(file)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        delimiter = delimiter_of(list(islice(lines, MOST_LINES)))
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from rows_of_lines(lines, delimiter)


def rows_of_lines(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Yield the rows of lines that still have their ends."""
    csv.field_size_limit(_WHOLE_FILE)
    feed = _Feed(lines)
    number = 0
    widths: Counter[int] = Counter()
    while True:
        feed.taken.clear()
        try:
            cells = next(csv.reader(feed, delimiter=delimiter))
        except StopIteration:
            return
        except (_Unclosed, csv.Error):
            cells = None
        number += 1
        usual = max(widths, key=lambda width: widths[width], default=0)
        if cells is None or _is_unclosed(cells, feed, delimiter, usual):
            first, *others = feed.taken
            feed.waiting.extendleft(reversed(others))
            feed.at_end = False
            bare = first.rstrip("\r\n").split(delimiter)
            yield row_of("", number, (cell.strip().strip('"') for cell in bare), UNCLOSED)
        else:
            widths[len(cells)] += len(feed.taken) == 1
            yield row_of("", number, cells)


class _Feed:
    """Lines for the reader of one row; those that turn out to be of later rows are put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.at_end = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise _Unclosed
        try:
            line = self.waiting.popleft() if self.waiting else next(self.lines)
        except StopIteration:
            self.at_end = True
            raise
        self.taken.append(line)
        return line


def _is_unclosed(cells: list[str], feed: _Feed, delimiter: str, usual: int) -> bool:
    """Tell whether a row goes on over rows that follow it.

    It does where the file ends inside its quotation, which only a strict reader says, and where it is
    narrower than rows usually are although a line inside it is a whole row by itself: then a quotation mark
    of a later row was taken for the end of this one's.
    """
    taken = feed.taken
    if len(cells) < usual and any(len(line.split(delimiter)) == usual for line in taken[1:]):
        return True
    if not feed.at_end or not any('"' in line for line in taken):
        return False
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def delimiter_of(lines: list[str]) -> str:
    """Return the delimiter that gives the header row most known headings, else most rows of one width."""

    def rank(delimiter: str) -> tuple[int, int]:
        rows = [row.cells for row in islice(rows_of_lines(lines, delimiter), SAMPLE)]
        place = header_row(rows)
        known = 0 if place is None else sum(bool(field) for field in fields_of(rows[place]))
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return known, max(widths.values(), default=0)

    return max(DELIMITERS, key=rank)
