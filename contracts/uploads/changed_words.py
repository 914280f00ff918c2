"""A change of a contract as a page tells it: the field, the old value and the new one. Pure: no database."""

import datetime as dt
from collections.abc import Mapping
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
        names: of boroughs and service areas by id, for what is kept as an id.
    """
    if field == "options":
        return _options(value)
    if value in (None, "", []):
        return NOT_KNOWN
    if field == "value":
        return exact_money(Decimal(value))
    if field.endswith(("_date", "_on")):
        return plain_date(dt.date.fromisoformat(value))
    if field == "notice_days":
        return counted(int(value), "day")
    if field == "suppliers":
        return ", ".join(name for _, name, _ in value)
    if field == "boroughs":
        return ", ".join(names.get(pk, "a borough") for pk, _ in value)
    if field == "cpv_codes":
        return ", ".join(value)
    if field == "is_framework":
        return "yes" if value else "no"
    if field == "service_area":
        return names.get(-value, "another one")
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _options(value: Any) -> str:
    if value is None:
        return NOT_KNOWN
    if not value:
        return "none"
    return ", ".join(f"{counted(months, 'month')}{', used' if used else ''}" for months, _, used in value)
