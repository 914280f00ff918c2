"""What is recorded of a procurement beside its dates, and what the log says when it changes."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from boroughs.models import Person, ProcurementRoute, ServiceArea
from boroughs.words import NOT_KNOWN, money, plain_date
from pipeline.models import Procurement
from suppliers.models import Supplier

#: Facts about people and for the borough only, of which the log says nothing.
UNSAID = {"responsible", "commercial_lead", "digital_lead", "service_lead", "notes"}
#: Long texts, of which the log says only that they were changed.
LONG = {"description", "lots"}


@dataclass(frozen=True)
class ProcurementFacts:
    """What an officer says of a procurement; see :class:`Procurement`."""

    title: str
    route: ProcurementRoute
    start_on: dt.date
    description: str = ""
    service_area: ServiceArea | None = None
    incumbent: Supplier | None = None
    cpv_codes: tuple[str, ...] = ()
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    lots: str = ""
    sme_suitable: bool | None = None
    rung: str = ""
    open_to: str = ""
    notice_url: str = ""
    responsible: Person | None = None
    commercial_lead: Person | None = None
    digital_lead: Person | None = None
    service_lead: Person | None = None
    role_mailbox: str = ""
    notes: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the values by the names of the model's fields."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**values, "cpv_codes": list(self.cpv_codes)}


def facts_of(procurement: Procurement) -> ProcurementFacts:
    """Return what is recorded of a procurement."""
    values = {field.name: getattr(procurement, field.name) for field in fields(ProcurementFacts)}
    return ProcurementFacts(**{**values, "cpv_codes": tuple(procurement.cpv_codes)})


def value_in_words(low: Decimal | None, high: Decimal | None) -> str:
    """Write a value band as *£1 million to £1.5 million*, *up to £2 million*, *not known* (R1)."""
    if low is None and high is None:
        return NOT_KNOWN
    if low is None:
        return f"up to {money(high)}"
    if high is None:
        return f"from {money(low)}"
    return money(low) if low == high else f"{money(low)} to {money(high)}"


def said_of_changes(before: ProcurementFacts, after: ProcurementFacts) -> Iterator[str]:
    """Yield a sentence for each change that concerns everybody who may see the timeline."""
    if (before.value_from, before.value_to) != (after.value_from, after.value_to):
        yield f"Estimated total value: {value_in_words(after.value_from, after.value_to)}."
    for name, label in LABELS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        yield f"{label} changed." if name in LONG else f"{label}: {WRITERS.get(name, _plain)(new)}."


def _plain(value: Any) -> str:
    return str(value) if value not in (None, "") else NOT_KNOWN


def _rung(value: str) -> str:
    return Procurement.Rung(value).label if value else "not said"


def _yes_or_no(value: bool | None) -> str:
    return NOT_KNOWN if value is None else ("yes" if value else "no")


LABELS: Mapping[str, str] = {
    "title": "Title",
    "description": "What is needed",
    "service_area": "Service area",
    "incumbent": "Present supplier",
    "cpv_codes": "CPV codes",
    "route": "How it is bought",
    "start_on": "Start of the new contract",
    "lots": "Lots",
    "sme_suitable": "Suitable for small and medium-sized suppliers",
    "rung": "Open to collaboration",
    "open_to": "What other boroughs could join in",
    "notice_url": "Official notice",
    "role_mailbox": "Whom to ask",
}
WRITERS: Mapping[str, Callable[[Any], str]] = {
    "cpv_codes": lambda codes: ", ".join(codes) or NOT_KNOWN,
    "start_on": plain_date,
    "sme_suitable": _yes_or_no,
    "rung": _rung,
    "open_to": lambda text: str(text).rstrip(".") or "not said",
    "notice_url": lambda link: str(link) or "none",
}
