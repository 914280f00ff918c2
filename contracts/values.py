"""A contract's fields one by one, as JSON keeps them and as pages write them.

Suggestions (R8) and edits compare values of any field in this form.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boroughs.models import Borough, ProcurementRoute, ServiceArea
from boroughs.words import NOT_KNOWN, counted, exact_money, listing, plain_date
from contracts.models import Contract
from suppliers.models import Product, Supplier

DAYS = ("start_date", "end_date", "break_date")
TEXTS = ("title", "description", "reference", "notice_url", "product_text", "framework_used")
#: Fields that lead to a row of another model.
ROWS = {"service_area": ServiceArea, "product": Product, "route": ProcurementRoute}
#: Fields that are lists of rows of their own.
LISTS = ("boroughs", "suppliers", "options")

#: Every field of which somebody may speak, with its label, in the order of pages.
LABELS = {
    "title": "Title",
    "description": "Description",
    "boroughs": "Boroughs",
    "suppliers": "Suppliers",
    "service_area": "Service area",
    "product": "Product",
    "product_text": "Product as written",
    "start_date": "Start date",
    "end_date": "End date",
    "options": "Extension options",
    "break_date": "Break date",
    "notice_days": "Notice to end it",
    "value": "Total value",
    "route": "Procurement route",
    "framework_used": "Framework it was bought under",
    "is_framework": "It is a framework itself",
    "reference": "Reference",
    "notice_url": "Official notice",
    "cpv_codes": "CPV codes",
}


def plain(name: str, value: Any) -> Any:
    """Return a field's value as JSON keeps it; what is not known is ``None``.

    Args:
        name: one of ``LABELS``.
        value: as the contract has it; of ``ROWS`` the row or its id, of ``LISTS`` what ``LISTS`` have here.
    """
    if value in (None, "", [], ()):
        return [] if name in LISTS and value is not None else None
    if name in DAYS:
        return value.isoformat()
    if name == "value":
        return str(Decimal(value).quantize(Decimal("0.01")))
    if name in ROWS:
        return getattr(value, "pk", value)
    return list(value) if isinstance(value, tuple) else value


def value_of(name: str, kept: Any) -> Any:
    """Return what :func:`plain` made, as the contract's column takes it; of ``ROWS`` the id."""
    if name in TEXTS:
        return kept or ""
    if kept is None:
        return {"is_framework": False, "cpv_codes": []}.get(name)
    if name in DAYS:
        return dt.date.fromisoformat(kept)
    return Decimal(kept) if name == "value" else kept


def held(contract: Contract, name: str) -> Any:
    """Return what a contract has in a field, as :func:`plain` writes it."""
    if name == "boroughs":
        return sorted(contract.borough_links.values_list("borough_id", flat=True))
    if name == "suppliers":
        return sorted(contract.supplier_links.values_list("supplier_id", flat=True))
    if name == "options":
        if not contract.options_known:
            return None
        return [[one.months, one.notice_days, one.used_on is not None] for one in contract.options.all()]
    if name in ROWS:
        return getattr(contract, f"{name}_id")
    return plain(name, getattr(contract, name))


@dataclass(frozen=True)
class Names:
    """What rows are called that values lead to, by field and id."""

    by_field: Mapping[str, Mapping[int, str]]

    def of(self, name: str, key: Any) -> str:
        """Return what a row is called; one that is gone says so."""
        return self.by_field.get(name, {}).get(key, "one that is no longer there")


_NAMED: dict[str, Any] = {**ROWS, "boroughs": Borough, "suppliers": Supplier}


def names_for(values: Iterable[tuple[str, Any]]) -> Names:
    """Return the names of all rows that some fields' values lead to: one query a kind of row."""
    wanted: dict[str, set[int]] = {}
    for name, kept in values:
        if name in _NAMED and kept is not None:
            wanted.setdefault(name, set()).update(kept if isinstance(kept, list) else [kept])
    found = {}
    for name, keys in wanted.items():
        rows = _NAMED[name].objects.filter(pk__in=keys)
        rows = rows.select_related("parent") if name == "service_area" else rows
        found[name] = {row.pk: str(row) for row in rows}
    return Names(found)


def in_words(name: str, kept: Any, names: Names) -> str:
    """Write a value that :func:`plain` made, as pages do."""
    if kept is None or (kept == [] and name != "options"):
        return "no" if name == "is_framework" else NOT_KNOWN
    if name in DAYS:
        return plain_date(dt.date.fromisoformat(kept))
    if name == "value":
        return exact_money(Decimal(kept))
    if name == "notice_days":
        return counted(kept, "day")
    if name == "options":
        return listing([_option(*one) for one in kept]) or "none"
    if name in ROWS:
        return names.of(name, kept)
    if name in ("boroughs", "suppliers"):
        return listing([names.of(name, one) for one in kept])
    if isinstance(kept, bool):
        return "yes" if kept else "no"
    return listing(kept) if isinstance(kept, list) else str(kept)


def _option(months: int, notice: int | None, used: bool) -> str:
    said = counted(months, "month")
    if notice:
        said = f"{said} with {counted(notice, 'day')}’ notice"
    return f"{said} (used)" if used else said
