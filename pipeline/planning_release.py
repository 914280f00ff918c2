"""A published procurement as a ``planning`` release of the Open Contracting Data Standard 1.1. Pure.

What the standard has no place for is left out. Names of people, risks and notes are never in it (R9).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.release import Organisation

#: How routes of the hub are called in the standard's closed list of methods; others are left out.
METHODS = {
    "open": "open",
    "competitive-flexible": "selective",
    "further-competition": "selective",
    "framework-call-off": "direct",
    "direct-award": "direct",
}
#: The paths that a release has, for the data dictionary, with what stands there.
FIELDS: list[tuple[str, str]] = [
    ("ocid", "That of the official notice, if the timeline names one that the hub has; else ours."),
    ("id", "The ocid, and when the timeline last changed."),
    ("date", "When the timeline last changed in the hub."),
    ("tag", "Always “planning”."),
    ("initiationType", "Always “tender”, as the standard asks."),
    ("language", "Always “en”."),
    ("buyer", "The borough."),
    ("parties/id", "GB-LAE and the borough’s code."),
    ("parties/name", "The borough’s official name."),
    ("parties/roles", "buyer."),
    ("parties/identifier", "GB-LAE, the local authorities’ register."),
    ("parties/contactPoint", "The shared mailbox that answers questions."),
    ("planning/milestones/id", "The stage, or the number of the gate or milestone in the hub."),
    ("planning/milestones/title", "The stage’s, gate’s or milestone’s name."),
    ("planning/milestones/type", "preProcurement, or approval for a gate."),
    ("planning/milestones/dueDate", "The day as it is planned now."),
    ("planning/milestones/dateMet", "The day on which it happened."),
    ("planning/milestones/status", "scheduled or met."),
    ("planning/documents", "The timeline’s page in the hub."),
    ("tender/id", "The ocid."),
    ("tender/title", "The timeline’s."),
    ("tender/description", "What is needed, in the borough’s words."),
    ("tender/status", "planning; cancelled where it was given up, complete where a contract was awarded."),
    ("tender/value", "The highest estimated total value in GBP, excluding VAT."),
    ("tender/minValue", "The lowest estimated total value."),
    ("tender/procurementMethod", "By the route: open, selective or direct."),
    ("tender/procurementMethodDetails", "The route’s name in the hub."),
    ("tender/tenderPeriod", "The planned tender period."),
    ("tender/contractPeriod", "The planned start of the contract."),
    ("tender/items/classification", "The first CPV code, else the hub’s service area (x-service-area)."),
    ("tender/items/additionalClassifications", "Other CPV codes, and the service area."),
    ("tender/documents", "The official notice."),
]


@dataclass(frozen=True)
class Step:
    """A stage, gate or milestone: what it is called here, its day, and the day on which it happened."""

    key: str
    title: str
    due: dt.date
    met: dt.date | None = None
    is_gate: bool = False


@dataclass(frozen=True)
class Planned:
    """What a release tells of a procurement. What is not known is empty or ``None`` and is left out (R1).

    Values are GBP excluding VAT. ``ocid`` is the official notice's, empty where none is known.
    ``bids`` are the first and last day of the tender period.
    """

    pk: int
    title: str
    changed: dt.datetime
    page: str
    buyer: Organisation
    mailbox: str
    route: str
    route_name: str
    starts: dt.date
    ocid: str = ""
    description: str = ""
    outcome: str = ""
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    cpv_codes: Sequence[str] = ()
    area_code: str = ""
    area_name: str = ""
    notice: str = ""
    bids: tuple[dt.date, dt.date] | None = None
    steps: Sequence[Step] = ()


def planning_release(planned: Planned, *, prefix: str) -> dict[str, Any]:
    """Return a procurement as a release.

    Args:
        planned: the procurement.
        prefix: of the ocids that the hub makes itself.
    """
    ocid = planned.ocid or f"{prefix}-timeline-{planned.pk}"
    moment = planned.changed.astimezone(dt.UTC)
    contact = _present({"email": planned.mailbox})
    return _present(
        {
            "ocid": ocid,
            "id": f"{ocid}-planning-{moment:%Y%m%dT%H%M%SZ}".replace("#", "-"),
            "date": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
            "tag": ["planning"],
            "initiationType": "tender",
            "language": "en",
            "parties": [_present({**planned.buyer.party("buyer"), "contactPoint": contact})],
            "buyer": planned.buyer.reference,
            "planning": _planning(planned),
            "tender": _tender(planned, ocid),
        }
    )


def _planning(planned: Planned) -> dict[str, Any]:
    page = {"id": "page", "title": "Its page in the hub", "url": planned.page, "language": "en"}
    return _present({"milestones": [_milestone(step) for step in planned.steps], "documents": [page]})


def _milestone(step: Step) -> dict[str, Any]:
    return _present(
        {
            "id": step.key,
            "title": step.title,
            "type": "approval" if step.is_gate else "preProcurement",
            "dueDate": _moment(step.due),
            "dateMet": _moment(step.met) if step.met else "",
            "status": "met" if step.met else "scheduled",
        }
    )


def _tender(planned: Planned, ocid: str) -> dict[str, Any]:
    notice = {"id": "notice", "documentType": "tenderNotice", "url": planned.notice}
    first, last = planned.bids or (None, None)
    period = {"startDate": _moment(first), "endDate": _moment(last, "23:59:59")} if first and last else {}
    return _present(
        {
            "id": ocid,
            "title": planned.title,
            "description": planned.description,
            "status": {"awarded": "complete", "abandoned": "cancelled"}.get(planned.outcome, "planning"),
            "value": _money(planned.value_to),
            "minValue": _money(planned.value_from),
            "procurementMethod": METHODS.get(planned.route, ""),
            "procurementMethodDetails": planned.route_name,
            "tenderPeriod": period,
            "contractPeriod": {"startDate": _moment(planned.starts)},
            "items": _items(planned),
            "documents": [notice] if planned.notice else [],
        }
    )


def _items(planned: Planned) -> list[dict[str, Any]]:
    """Return one item with everything by which the need is classified; none where there is nothing."""
    area = _present({"scheme": "x-service-area", "id": planned.area_code, "description": planned.area_name})
    classes = [
        *({"scheme": "CPV", "id": code} for code in planned.cpv_codes),
        *([area] if planned.area_code else []),
    ]
    if not classes:
        return []
    return [_present({"id": "1", "classification": classes[0], "additionalClassifications": classes[1:]})]


def _money(amount: Decimal | None) -> dict[str, Any]:
    if amount is None:
        return {}
    whole = amount == amount.to_integral_value()
    return {"amount": int(amount) if whole else float(amount), "currency": "GBP"}


def _moment(day: dt.date | None, hour: str = "00:00:00") -> str:
    return f"{day.isoformat()}T{hour}Z" if day else ""


def _present(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is not empty: the standard has no empty texts, lists or objects."""
    return {
        name: value
        for name, value in values.items()
        if value not in (None, [], {}) and not (isinstance(value, str) and not value.strip())
    }
