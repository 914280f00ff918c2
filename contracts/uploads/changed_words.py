"""A change of a contract as a page tells it: the field, the old value and the new one. Pure: no database."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from boroughs.words import NOT_KNOWN, counted, exact_money, plain_date

#: What the fields of a contract are called.
_NAMES = {
    "title": "title",
    "description": "description",
    "reference": "reference",
    "notice_url": "official notice",
    "cpv_codes": "CPV codes",
    "is_framework": "framework",
    "product_text": "product as written",
    "value": "total value",
    "start_date": "start date",
    "end_date": "end date",
    "break_date": "break date",
    "notice_days": "notice to end it",
    "suppliers": "suppliers",
    "boroughs": "boroughs",
    "options": "extension options",
    "service_area": "service area",
    "confirmed_on": "when it was last confirmed",
    "looked_after_by_id": "who looks after it",
}
LONGEST = 200


def field_name(field: str) -> str:
    """Return what a field is called."""
    return _NAMES.get(field, field.replace("_", " "))


def in_words(field: str, value: Any, names: Mapping[int, str]) -> str:
    """Write a value as JSON has it for a reader.

    Args:
        field: of a contract.
        value: as a snapshot has it.
        names: of boroughs by id, and of service areas by their id with a minus before it.
    """
    if field == "options":
        return _options(value)
    if value in (None, "", []):
        return NOT_KNOWN
    if field.endswith(("_date", "_on")):
        return plain_date(dt.date.fromisoformat(value))
    writers: dict[str, Callable[[Any], str]] = {
        "value": lambda amount: exact_money(Decimal(amount)),
        "notice_days": lambda days: counted(int(days), "day"),
        "suppliers": lambda links: ", ".join(name for _, name, _ in links),
        "boroughs": lambda links: ", ".join(names.get(pk, "a borough") for pk, _ in links),
        "service_area": lambda pk: names.get(-pk, "another one"),
    }
    return writers.get(field, _text)(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _options(value: Any) -> str:
    if value is None:
        return NOT_KNOWN
    if not value:
        return "none"
    return ", ".join(f"{counted(months, 'month')}{', used' if used else ''}" for months, _, used in value)
