"""Extension options from words, where the words leave no doubt. Pure: no database here."""

import re
from typing import Any

from contracts.dates import Option

#: What nobody means: more months in an option, options in a contract, days of notice than these.
LONGEST_OPTION = 240
MOST_OPTIONS = 20
LONGEST_NOTICE = 3650

_UNIT = r"(?P<unit>months?|years?|yrs?)"
_PLUS = re.compile(rf"^(?P<terms>\d+(?:\s*\+\s*\d+)+)\s*{_UNIT}$")
_TIMES = re.compile(rf"^(?P<times>\d+|two|three)\s*(?:x|×|times|periods? of)\s*(?P<size>\d+)[\s-]*{_UNIT}$")
_SINGLE = re.compile(rf"^(?P<size>\d+)\s*{_UNIT}$")
_YEARLY = re.compile(
    rf"^up to (?P<size>\d+)\s*{_UNIT},?\s*(?:year by year|annually|a year at a time|in annual increments)$"
)
_NUMBERS = {"two": 2, "three": 3}


def parse_options(text: str) -> tuple[Option, ...] | None:
    """Return the extension options that a text lists; ``None`` where it leaves doubt.

    Args:
        text: such as *2 x 12 months*, *1+1 years*, *24 months*, *up to 3 years, annually*, *none*.

    Returns:
        options in order; empty for *none*; ``None`` for anything else. Terms that differ (*2+1+1 years*)
        leave doubt whether the first is an option or the term that they follow, and so does *up to*
        without a word on how it is taken.
    """
    plain = " ".join(text.casefold().split()).rstrip(".")
    if len(plain) > 200 or re.search(r"\d{4}", plain):
        return None
    if plain in {"none", "no", "no extension", "no extensions"}:
        return ()
    if match := _PLUS.match(plain):
        terms = [int(term) for term in match["terms"].split("+")]
        return _options(terms, match["unit"]) if len(set(terms)) == 1 else None
    if match := _TIMES.match(plain):
        times = _NUMBERS.get(match["times"]) or int(match["times"])
        return _options([int(match["size"])] * times, match["unit"])
    if match := _SINGLE.match(plain):
        return _options([int(match["size"])], match["unit"])
    if match := _YEARLY.match(plain):
        months = int(match["size"]) * _months(match["unit"])
        return _options([12] * (months // 12), "months") if months % 12 == 0 else None
    return None


def whole_number(value: Any, most: int) -> int | None:
    """Return a whole number from 0 to ``most`` as JSON or a register has it; ``None`` for anything else."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most else None


def _options(terms: list[int], unit: str) -> tuple[Option, ...] | None:
    months = [term * _months(unit) for term in terms]
    if len(months) > MOST_OPTIONS or not all(0 < term <= LONGEST_OPTION for term in months):
        return None
    return tuple(Option(term) for term in months)


def _months(unit: str) -> int:
    return 1 if unit.startswith("month") else 12
