"""Reads a body's meeting dates as they are pasted or uploaded. Pure: no database.

Whatever cannot be read is named, so that nothing that was given is lost.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from boroughs.calendar import is_working_day
from boroughs.meeting_calendar import read_calendar
from boroughs.words import plain_date
from boroughs.written import read_day

MOST_BYTES = 1_000_000
MOST_DATES = 500

# Blanks are bounded: a search that begins anew at each of many thousand blanks would take minutes.
_TIME = re.compile(
    r"(?:\s{0,9}(?:at|from|@|-|–)\s{0,9})?\b\d{1,2}(?:[:.]\d{2})?\s{0,9}(?:[ap]\.?m\.?|hrs?)(?=\W|$)"
    r"|(?:\s{0,9}(?:at|from|@|-|–)\s{0,9})?\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)
_WEEKDAY_COMMA = re.compile(r"(?i)\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|[a-z]{3}),\s*(?=\d)")
_MONTH_COMMA = re.compile(r"(?i)([a-z]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?|[a-z]{3,9}),\s*(?=\d{4}\b)")
_HEADINGS = ("meeting date", "date of meeting", "date", "meeting", "start date", "start", "dtstart")


@dataclass
class Found:
    """Days on which a body meets, each with what its source calls it, and what could not be used.

    ``refused`` says of each text that could not be used why, where more can be said than that it is no date.
    """

    days: dict[dt.date, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def unreadable(self) -> list[str]:
        """What could not be used, each with the reason, in order."""
        return [f"{text} {why}".strip() for text, why in self.refused.items()]

    def add(self, day: dt.date, name: str = "") -> None:
        """Take a day over, unless bodies do not meet on such a day."""
        if not is_working_day(day):
            self.refuse(plain_date(day), f"({day:%A}): no working day")
        else:
            self.days.setdefault(day, name)

    def refuse(self, text: str, why: str = "") -> None:
        """Keep what could not be used, once."""
        self.refused.setdefault(text, why)


def read_pasted(text: str) -> Found:
    """Read dates from lines; several on one line are separated by commas or semicolons.

    Weekdays and times of day beside a date are passed over.
    """
    found = Found()
    for line in text.splitlines():
        for piece in _pieces(line):
            try:
                found.add(read_day(piece))
            except ValueError:
                found.refuse(piece)
    return found


def _pieces(line: str) -> Iterable[str]:
    """Yield what stands between separators, commas inside one date taken for none."""
    plain = _MONTH_COMMA.sub(r"\1 ", _WEEKDAY_COMMA.sub(r"\1 ", line))
    for piece in re.split(r"[,;\t|•]| and (?=\d|\w+day)", _TIME.sub("", plain)):
        if stripped := piece.strip(" .-–*"):
            yield stripped


def read_file(name: str, content: bytes) -> Found:
    """Read dates from an uploaded CSV or ICS; which of the two its content says, not its name.

    Args:
        name: of the file, for messages.
        content: at most ``MOST_BYTES``.

    Raises:
        ValueError: with a message for the reader, if it is neither or has no date.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(f"{name} is larger than 1 MB: a list of meetings is much smaller.")
    if b"BEGIN:VCALENDAR" in content[:2000].upper():
        found = _from_calendar(content)
    else:
        found = _from_csv(_decoded(name, content))
    if not found.days and not found.unreadable:
        raise ValueError(f"{name} has no dates in it. Give a CSV with a column of dates, or an ICS calendar.")
    if len(found.days) > MOST_DATES:
        raise ValueError(f"{name} has more than {MOST_DATES} dates: split it, or leave out past years.")
    return found


def _from_calendar(content: bytes) -> Found:
    found = Found()
    days, problems = read_calendar(content)
    for day, name in sorted(days.items()):
        found.add(day, name)
    for problem in problems:
        found.refuse(problem)
    return found


def _decoded(name: str, content: bytes) -> str:
    """Return the text of a file, however its letters were written."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content:
        raise ValueError(
            f"{name} is neither a CSV nor an ICS file. Save the list as CSV, or paste the dates above."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _from_csv(text: str) -> Found:
    """Read the column that is headed as a date, or else the first date of each row."""
    found = Found()
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text), _dialect(text)) if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        return read_pasted(text)
    heading, column = _column(rows)
    for row in rows[heading:]:
        cells = [row[column]] if column is not None and column < len(row) else row
        days = [day for cell in cells if (day := _day_in(cell))]
        if days:
            found.add(days[0])
        else:
            found.refuse(", ".join(cell.strip() for cell in row if cell.strip())[:200])
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    dialect: type[csv.Dialect] = csv.excel
    try:
        dialect = csv.Sniffer().sniff(text[:5000], delimiters=",;\t|")
    except csv.Error:
        return csv.excel
    return dialect


def _column(rows: list[list[str]]) -> tuple[int, int | None]:
    """Return how many rows are headings, and which column has the dates, if a heading says so."""
    if not rows or any(_day_in(cell) for cell in rows[0]):
        return 0, None
    headings = [cell.strip().lower() for cell in rows[0]]
    for heading in _HEADINGS:
        if heading in headings:
            return 1, headings.index(heading)
    return 1, None


def _day_in(cell: str) -> dt.date | None:
    pieces = list(_pieces(cell))
    try:
        return read_day(pieces[0]) if len(pieces) == 1 else None
    except ValueError:
        return None
