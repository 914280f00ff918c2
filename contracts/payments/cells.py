"""What a cell of a spend file means: amounts, days and months in the shapes councils use. Pure: no database.

Amounts may be below zero: a credit takes back what was paid before.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from boroughs.written import read_day
from contracts.text import HIGHEST_VALUE

PENNY = Decimal("0.01")
#: What accountants write for nothing.
_NOTHING = frozenset({"-", "–", "—", "nil"})
_CREDIT = re.compile(r"\s*(?:cr|credit)\.?$", re.IGNORECASE)
_DEBIT = re.compile(r"\s*(?:dr|debit)\.?$", re.IGNORECASE)
_CURRENCY = re.compile(r"£|\bgbp\b|\ufffd(?=\s*[\d(.-])", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']+")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,2})?", re.IGNORECASE)

FIRST_YEAR = 2000
#: Days since 30 December 1899, as workbooks count them, of the years that a spend file may speak of.
_SERIALS = range(36_526, 73_051)
_WORKBOOK_ZERO = dt.date(1899, 12, 30)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?$", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"^(\d{1,2})[ -]?([a-z]{3,9})[ ,-]*(\d{2})$", re.IGNORECASE)
_WHOLE = re.compile(r"^(\d{4})/?(\d{2})/?(\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMED = re.compile(
    rf"(?<![a-z]){_MONTH_WORD}[\s_.,'’-]*(?P<year>20\d\d|\d\d)(?!\d)|"
    rf"(?<!\d)(?P<year_first>20\d\d)[\s_.,-]*{_MONTH_WORD.replace('?P<month>', '?P<month_last>')}(?![a-z])",
    re.IGNORECASE,
)
_ANY = re.compile(rf"(?<![a-z]){_MONTH_WORD}(?![a-z])", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_./ ]?(?P<month>0[1-9]|1[0-2])(?!\d)")
_DIGITS_BACK = re.compile(r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])[-_./](?P<year>20\d\d)(?!\d)")


@lru_cache(maxsize=50_000)
def amount(written: str) -> Decimal | None:
    """Return GBP to the penny from *4,552,045.39*, *(1,200.00)*, *£95-*, *12.50 CR*; ``None`` for no amount.

    Brackets, a minus before or behind, and *CR* make it a credit: below zero. A dash alone is nothing, 0.
    """
    text = _BLANKS.sub(" ", written).strip().replace("−", "-").replace("–", "-")
    if text in _NOTHING:
        return Decimal(0).quantize(PENNY)
    credit = bool(_CREDIT.search(text))
    text = _CURRENCY.sub("", _DEBIT.sub("", _CREDIT.sub("", text))).strip()
    if text.startswith("(") and text.endswith(")"):
        credit, text = True, text[1:-1]
    text = _CURRENCY.sub("", text).replace(" ", "")
    if text.startswith("-") or text.endswith("-"):
        credit, text = True, text.strip("-")
    text = text.removeprefix("+")
    if not any(mark.isdigit() for mark in text) or not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    if found >= HIGHEST_VALUE:
        return None
    rounded = found.quantize(PENNY, rounding=ROUND_HALF_UP)
    return -rounded if credit and rounded else rounded


@lru_cache(maxsize=20_000)
def day(written: str) -> dt.date | None:
    """Return the day of a payment, days before months as in Britain; ``None`` for what is no day.

    Takes a workbook's number of days, *20240131*, *31-Jan-24* and a time behind the day as well.
    """
    text = _TIME.sub("", " ".join(written.split())).strip()
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and (serial := int(float(text))) in _SERIALS:
        return _WORKBOOK_ZERO + dt.timedelta(days=serial)
    if whole := _WHOLE.fullmatch(text):
        text = "-".join(whole.groups())
    elif short := _SHORT_YEAR.fullmatch(text):
        text = f"{short[1]} {short[2]} 20{short[3]}"
    try:
        return read_day(text)
    except ValueError:
        return None


def month(written: str) -> dt.date | None:
    """Return the first day of the month that a text names: *Apr-12*, *April 2012*, *2012-04*, *201204*.

    It is found in longer texts too, as in the name of a file; ``None`` where no month or several are named.
    """
    if len({match["month"][:3].lower() for match in _ANY.finditer(written)}) > 1:
        return None
    found = {
        _first(match["year"] or match["year_first"], match["month"] or match["month_last"])
        for match in _NAMED.finditer(written)
    }
    found = found or {_first(match["year"], match["month"]) for match in _DIGITS.finditer(written)}
    found = found or {_first(match["year"], match["month"]) for match in _DIGITS_BACK.finditer(written)}
    return found.pop() if len(found) == 1 else None


def _first(year: str, named: str) -> dt.date:
    number = int(named) if named.isdigit() else _MONTHS.index(named[:3].lower()) + 1
    return dt.date(int(year) if len(year) == 4 else FIRST_YEAR + int(year), number, 1)
