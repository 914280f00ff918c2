"""Repairs of text, dates and money as sources write them. Pure: no database here."""

import datetime as dt
import html
import re
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

#: Values up to this many pounds are what forms are filled in with, not prices (R1: unknown is not zero).
PLACEHOLDER_VALUE = Decimal(1)
HIGHEST_VALUE = Decimal(10) ** 12

_BOROUGH_CODE = re.compile(r"^E\d{8}\|")

_LOST_BREAKS = re.compile(
    r"(?:\\r\\n|\\n|(?<=[^a-zA-Z\s])(?:rn){1,3}(?=[A-Z\d•\-*])|(?:rn){2,}|(?<=[.:;,!?)])rn\b)"
)
_LITERAL_ESCAPES = re.compile(r"(?:\\r\\n|\\n|\\r)+")
_BLANKS = re.compile(r"[ \t\f\v\u00a0]+")
_CPV = re.compile(r"(?<!\d)(\d{8})(?:-\d)?(?!\d)")


def readable(text: Any) -> str:
    """Return text fit to be shown: entities resolved, lost line breaks restored, blanks gathered.

    Contracts Finder's exports lost the backslashes of their line breaks and left a literal ``rnrn``.
    """
    if not isinstance(text, str):
        return ""
    plain = html.unescape(html.unescape(text)).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = _LOST_BREAKS.sub("\n", _LITERAL_ESCAPES.sub("\n", plain))
    lines = (_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: Any, length: int = 500) -> str:
    """Return readable text on one line, cut with an ellipsis at ``length`` characters."""
    line = " ".join(readable(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def web_address(text: Any) -> str:
    """Return an address of the web of at most 500 characters, or nothing for anything else."""
    address = text.strip() if isinstance(text, str) else ""
    return address if re.match(r"^https?://[^\s<>\"]+$", address) and len(address) <= 500 else ""


def day_of(written: Any) -> dt.date | None:
    """Return the calendar day in London of an ISO date or time; ``None`` for anything else (R1)."""
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if not 1990 <= moment.year < 2100:
        return None  # 0001-01-01 is what some systems write for nothing; it cannot even change its zone
    if moment.tzinfo is None or written.strip().endswith(("T00:00:00Z", "T23:59:59Z")):
        day = moment.date()  # A day's edge with a careless zone: the day that was meant is the one written.
    else:
        day = moment.astimezone(LONDON).date()
    return day if 1990 <= day.year < 2100 else None


def moment_of(written: Any) -> dt.datetime | None:
    """Return an ISO date or time as a moment with a zone, London's where it has none; ``None`` for others."""
    if not isinstance(written, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if not 1990 <= moment.year < 2100:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def amount_of(written: Any) -> Decimal | None:
    """Return GBP as a decimal to the penny; ``None`` for no number, a placeholder or an absurd amount."""
    if written is None or isinstance(written, bool):
        return None
    try:
        amount = Decimal(str(written).strip())
    except InvalidOperation:
        return None
    if not amount.is_finite() or not PLACEHOLDER_VALUE < amount < HIGHEST_VALUE:
        return None
    rounded = amount.quantize(Decimal("0.01"))
    return rounded if rounded < HIGHEST_VALUE else None


def record_name(key: str) -> str:
    """Return what a stored record is called on pages: its key without the code of the borough before it."""
    return _BOROUGH_CODE.sub("", key)


def cpv_codes_in(text: str) -> tuple[str, ...]:
    """Return the CPV codes in a text, eight digits each without the check digit, in order, each once."""
    return tuple(dict.fromkeys(_CPV.findall(text)))


def storable(value: Any) -> Any:
    """Return a JSON value in which PostgreSQL finds nothing to refuse: no NUL, no half characters."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {storable(key): storable(part) for key, part in value.items()}
    return value
