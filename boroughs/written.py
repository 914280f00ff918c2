"""Reads money and days as people write them. Pure: no database."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

HIGHEST = Decimal(10) ** 12
FIRST_YEAR, LAST_YEAR = 2000, 2099

_SIZES = {
    "": Decimal(1),
    "k": Decimal(10) ** 3,
    "thousand": Decimal(10) ** 3,
    "m": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "million": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "billion": Decimal(10) ** 9,
}
_MONEY = re.compile(r"(?:£|gbp)?(\d[\d,]*(?:\.\d+)?|\.\d+)([a-z]*)(?:gbp)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WORDS = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}[\s,-]*(\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s*(\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(\d{{4}})", re.IGNORECASE)


def read_money(text: str) -> Decimal:
    """Return GBP from *£1.2m*, *1,200,000*, *1.2 million*, *500k*.

    Raises:
        ValueError: with a message for the reader, if it is no amount above nothing.
    """
    found = _MONEY.fullmatch(re.sub(r"\s+", "", text).lower())
    if not found or found[2] not in _SIZES:
        raise ValueError("Give the value as a number of pounds, like 1200000, £1,200,000 or £1.2m.")
    try:
        amount = Decimal(found[1].replace(",", "")) * _SIZES[found[2]]
    except InvalidOperation:
        raise ValueError("Give the value as a number of pounds, like 1200000.") from None
    if not 0 < amount < HIGHEST:
        raise ValueError("The value must be more than £0 and less than £1,000 billion.")
    return amount.quantize(Decimal("0.01"))


def read_day(text: str) -> dt.date:
    """Return the day from *3 March 2027*, *Wed 3rd Mar 2027*, *03/03/2027*, *2027-03-03*.

    Days come before months, as in Britain.

    Raises:
        ValueError: with a message for the reader, if it is no day from 2000 to 2099.
    """
    year, month, day = _parts(_WEEKDAY.sub("", text).strip())
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"There is no day “{text.strip()}”.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"The year must be from {FIRST_YEAR} to {LAST_YEAR}.")
    return found


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day, not checked yet."""
    if iso := _ISO.fullmatch(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if numbers := _NUMBERS.fullmatch(text):
        year = int(numbers[4])
        return year + 2000 if year < 100 else year, int(numbers[3]), int(numbers[1])
    if words := _WORDS.fullmatch(text):
        return int(words[3]), _month(words[2]), int(words[1])
    if words := _MONTH_FIRST.fullmatch(text):
        return int(words[3]), _month(words[1]), int(words[2])
    raise ValueError("Give a day with its year, like 1 April 2028 or 01/04/2028.")


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
