"""From the rows of a spend file to what was paid to whom in which month (R11). Pure: no database here.

Every row is accounted for: paid, a total, blank or a heading, a private person's, or unreadable. Private
persons are added up and not named; nothing of their rows is kept.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from contracts.columns import heading
from contracts.payments import cells
from contracts.payments.columns import PLACES, ROWS_SEARCHED, Columns, columns_of, vat_of
from contracts.payments.persons import is_a_person
from contracts.payments.spend_file import SpendRow, UnreadableSpendFile
from suppliers.identifiers import company_number
from suppliers.normalise import normalise_name

NAME_LENGTH = 255
FIRST_DAY = dt.date(2000, 1, 1)
NO_SUPPLIER = "It names no supplier."
NO_AMOUNT = "It has no amount that can be read."
NO_DATE = "It has no date that can be read."
AHEAD = "Its date lies ahead."
TOO_EARLY = "Its date lies before 2000."

_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|report|page|net|gross|sum|monthly|final)[ -]*)?totals?"
    r"(?:[ :-]+(?:amount|spend|payments?|value|paid|for|of)\b.*)?[ :]*|sum(?: of .*)?[ :]*|.*\btotal[ :]*",
    re.IGNORECASE,
)
#: Names that end in *total* are totals of a group only where they are no company's.
_COMPANY = re.compile(r"\b(?:ltd|limited|plc|llp|inc)\b", re.IGNORECASE)
_TECHNOLOGY = re.compile(
    r"\bI\.?T\.?\b|(?i:\bi\.?c\.?t\b|\bsoftware|\bhardware|\bcomput|\blicen[cs]es?\b.*\bsoft|\bdigital"
    r"|\bbroadband|\btelecom|\btelephon|\bmobile phone|\bdata (?:centre|line)"
    r"|\bnetwork(?:s|ing)? (?:cost|charge|equip|serv)"
    r"|\binformation (?:technology|systems|management)|\bcloud\b|\bhosting\b|\binternet\b|\btechnology\b)"
)


@dataclass
class Paid:
    """What one payee was paid in one month: GBP, credits taken off, and in how many lines.

    ``technology`` counts the lines whose department or description says that it was for technology.
    """

    amount: Decimal = Decimal(0)
    lines: int = 0
    technology: int = 0


@dataclass(frozen=True)
class Unread:
    """A row that could not be read: where, why, and its payee where that is surely an organisation."""

    place: str
    reason: str
    payee: str = ""


@dataclass
class SpendRead:
    """What a spend file says.

    ``names`` are the payees as first written, by normalised name; ``numbers`` the borough's own numbers of
    them, ``companies`` company numbers. ``paid`` is by normalised name and month; private persons, together,
    are under an empty name. ``counts`` are rows by what became of them; they add up to ``rows``.
    """

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)
    paid: dict[tuple[str, dt.date], Paid] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    vat: str = ""
    sheets_passed_over: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """Everything paid, private persons included."""
        return sum((paid.amount for paid in self.paid.values()), Decimal(0))

    @property
    def months(self) -> dict[dt.date, int]:
        """How many lines were paid in each month."""
        found: Counter[dt.date] = Counter()
        for (_, month), paid in self.paid.items():
            found[month] += paid.lines
        return dict(sorted(found.items()))


#: Tells of a normalised name whether it is a supplier's that the hub knows for certain, or a person's.
Known = Callable[[str], bool]


def never(name: str) -> bool:
    """Know nobody."""
    return False


def read_spend(
    rows: Iterable[SpendRow],
    *,
    month: dt.date | None = None,
    latest: dt.date,
    known: Known = never,
    private: Known = never,
) -> SpendRead:
    """Return what the rows of a spend file say.

    Args:
        rows: of the file, as ``rows_of`` yields them.
        month: the month of lines that have no date; without it the sheet or a title in the file may say it.
        latest: the last day on which a payment can have been made.
        known: of suppliers that are surely no private persons, by normalised name.
        private: of payees that somebody said are private persons, by normalised name.

    Raises:
        UnreadableSpendFile: for a file without headings that are known, without a month for its lines, or
            of which most lines cannot be read.
    """
    reader = _Reader(month, latest, known, private)
    for sheet, of_sheet in groupby(rows, key=lambda row: row.sheet):
        reader.read_sheet(sheet, of_sheet)
    found = reader.found
    if not found.headings:
        raise UnreadableSpendFile(
            "The file has no row of headings that could be recognised: it needs a column such as “Supplier” "
            "and one such as “Amount”."
        )
    if reader.without_month and not found.paid:
        raise UnreadableSpendFile("The file has no column of dates: say which month it is for.")
    if len(found.unread) > found.counts["paid"] + found.counts["private"]:
        first = found.unread[0]
        raise UnreadableSpendFile(
            f"Most lines cannot be read. The first is {first.place}: {first.reason} "
            "Look whether the headings stand above the right columns."
        )
    if sum(found.counts.values()) != found.rows:
        raise ArithmeticError(f"{found.rows} rows were read, but {sum(found.counts.values())} accounted for.")
    return found


class _Reader:
    """Reads one row after another; knows the columns, and the month of lines without a date."""

    def __init__(self, month: dt.date | None, latest: dt.date, known: Known, private: Known) -> None:
        self.given, self.latest, self.known, self.private = month, latest, known, private
        self.found = SpendRead()
        self.without_month = False
        self._normalised: dict[str, str] = {}

    def read_sheet(self, sheet: str, rows: Iterable[SpendRow]) -> None:
        """Read one sheet, whose headings may be others than those of the sheets before."""
        waiting = iter(rows)
        begin: list[SpendRow] = []
        header: tuple[int, Columns] | None = None
        for row in waiting:
            begin.append(row)
            if columns := columns_of(row.cells):
                header = len(begin) - 1, columns
                break
            if len(begin) >= ROWS_SEARCHED:
                break
        if header is None:
            number = len(begin) + sum(1 for _ in waiting)
            self._count("other", number)
            if any(any(row.cells) for row in begin):
                self.found.sheets_passed_over.append(sheet)
            return
        titles = " ".join(cell for row in begin[:-1] for cell in row.cells if cell)
        self.month = self.given or cells.month(sheet) or cells.month(titles)
        self._count("other", len(begin))
        self._use(header[1])
        self.found.vat = self.found.vat or vat_of(titles)
        for row in waiting:
            self._read(row)

    def _use(self, columns: Columns) -> None:
        self.columns = columns
        self.found.headings = self.found.headings or columns.headings
        self.found.vat = self.found.vat or columns.vat

    def _count(self, outcome: str, number: int = 1) -> None:
        self.found.rows += number
        self.found.counts[outcome] += number

    def _read(self, row: SpendRow) -> None:
        texts = [cell.strip() for cell in row.cells]
        filled = [text for text in texts if text]
        if not filled:
            self._count("blank")
            return
        supplier, written = self.columns.text(texts, "supplier"), self.columns.text(texts, "amount")
        if _is_total(filled, supplier, written):
            self._count("total")
            return
        if heading(supplier) in PLACES and (columns := columns_of(texts)):
            self._use(columns)
            self._count("other")
            return
        if len(filled) == 1 and (named := cells.month(filled[0])) and not self.given:
            self.month = named
            self._count("other")
            return
        self._read_line(row, texts, supplier, cells.amount(written))

    def _read_line(self, row: SpendRow, texts: list[str], supplier: str, amount: Decimal | None) -> None:
        name = supplier[:NAME_LENGTH]
        company = company_number(self.columns.text(texts, "company_number"))
        key = self._key(name)
        person = self.private(key) or (is_a_person(name, bool(company)) and not self.known(key))
        month, wrong = self._month(texts)
        reason = NO_SUPPLIER if not any(map(str.isalnum, name)) else NO_AMOUNT if amount is None else wrong
        if reason or amount is None or month is None:
            self._count("unreadable")
            self.found.unread.append(Unread(row.place, reason, "" if person else name))
            return
        if person:
            key = ""
        else:
            self._name(key, name, texts, company)
        self._count("private" if person else "paid")
        paid = self.found.paid.setdefault((key, month), Paid())
        paid.amount += amount
        paid.lines += 1
        paid.technology += not person and self._says_technology(texts)

    def _key(self, name: str) -> str:
        """Return by what a payee is known, worked out once."""
        if name not in self._normalised:
            self._normalised[name] = payee_key(name)
        return self._normalised[name]

    def _name(self, key: str, name: str, texts: list[str], company: str | None) -> None:
        self.found.names.setdefault(key, name)
        number = self.columns.text(texts, "number")[:60]
        if number and not is_a_person(number):
            self.found.numbers.setdefault(key, number)
        if company:
            self.found.companies.setdefault(key, company)

    def _month(self, texts: list[str]) -> tuple[dt.date | None, str]:
        """Return the month of a line, or why there is none."""
        for name in ("date", "month"):
            if written := self.columns.text(texts, name):
                if day := cells.day(written) or cells.month(written):
                    return self._within(day)
                if name == "date":
                    return None, NO_DATE
        if "date" in self.columns.at:
            return None, NO_DATE
        if self.month is None:
            self.without_month = True
            return None, NO_DATE
        return self._within(self.month)

    def _within(self, day: dt.date) -> tuple[dt.date | None, str]:
        """Return the month of a day on which a payment can have been made, or why it cannot."""
        wrong = AHEAD if day > self.latest else TOO_EARLY if day < FIRST_DAY else ""
        return (None if wrong else day.replace(day=1)), wrong

    def _says_technology(self, texts: list[str]) -> bool:
        said = f"{self.columns.text(texts, 'department')} · {self.columns.text(texts, 'description')}"
        return bool(_TECHNOLOGY.search(said))


def payee_key(name: str) -> str:
    """Return by what a payee is known: the normalised name, or the written one if nothing is left of it."""
    return (normalise_name(name) or name.casefold())[:NAME_LENGTH]


def _is_total(filled: list[str], supplier: str, written: str) -> bool:
    """Tell whether a row is a total: it says so, or an amount stands alone in it."""
    if len(filled) == 1 and filled[0] == written and cells.amount(written) is not None:
        return True
    first = supplier or filled[0]
    return bool(_TOTAL.fullmatch(first)) and not _COMPANY.search(first)


def covered(months: dict[dt.date, int]) -> list[dt.date]:
    """Return the months that a file is for: those with at least half as many lines as its usual month.

    A file of one month has some late payments of others, which belong to the file and are no file of theirs.
    The usual month is the one in which the middle line lies, the months laid beside each other by size: so
    one very full month does not make late payments of eleven others.

    Args:
        months: number of lines by the month of payment.
    """
    before, usual = 0, 0
    for lines in sorted(months.values(), reverse=True):
        before, usual = before + lines, lines
        if 2 * before >= sum(months.values()):
            break
    return sorted(month for month, lines in months.items() if 2 * lines >= usual)


def period_of(month: dt.date, periods: list[dt.date]) -> dt.date:
    """Return the month of a file's own to which a payment of a month belongs: the nearest, the later of two.

    Args:
        month: of the payment.
        periods: what ``covered`` returns, at least one month.
    """
    return min(periods, key=lambda period: (abs((period - month).days), -period.toordinal()))
