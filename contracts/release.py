"""A contract as a release of the Open Contracting Data Standard 1.1. Pure: no database here.

What the standard has no place for is left out, but for ``x_extensionOptions`` and two schemes of our own,
which the reader of notices knows as well (``contracts/notices.py``).
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

VERSION = "1.1"
#: The form of an ocid whose prefix is, or could be, in the standard's list of prefixes.
_OCID = re.compile(r"^ocds-[a-z0-9]{6}\S+$")
#: Extensions that a release uses: the scale of a party.
EXTENSIONS = [
    f"https://raw.githubusercontent.com/open-contracting-extensions/ocds_{name}_extension/master/extension.json"
    for name in ("partyDetails_scale",)
]
#: The paths that a release has, for the data dictionary, with what stands there.
FIELDS: list[tuple[str, str]] = [
    (
        "ocid",
        "That of the notice, if the contract came from one whose ocid has the standard’s form; else ours.",
    ),
    ("id", "The ocid, the number of the contract in the hub, and when its record last changed."),
    ("date", "When the record last changed in the hub."),
    ("tag", "Always “contract”."),
    (
        "initiationType",
        "Always “tender”, as the standard asks; it says nothing of how the contract was made.",
    ),
    ("language", "Always “en”."),
    ("buyer", "The lead borough."),
    ("parties/id", "GB-LAE and a borough’s code; a supplier’s number, or “supplier-” and its slug."),
    ("parties/name", "The borough’s official name; the supplier’s name in the hub."),
    ("parties/roles", "buyer: a borough whose contract it is; supplier."),
    ("parties/identifier", "GB-LAE for boroughs; GB-COH, a company’s number, or another for suppliers."),
    ("parties/additionalIdentifiers", "Other numbers of a supplier."),
    ("parties/details/scale", "“sme” or “large”, where a source says it."),
    ("tender/id", "How the source names the process, where its ocid has not the standard’s form."),
    ("awards/id", "The award’s in the notice, else the number of the contract in the hub."),
    ("awards/title", "The contract’s."),
    ("awards/status", "Always “active”."),
    ("awards/suppliers", "With whom."),
    ("awards/value", "Total value in GBP, excluding VAT; left out where it is not known."),
    ("awards/contractPeriod", "First and last day; with all options used, the last day is maxExtentDate."),
    ("awards/items/classification", "The first CPV code, else the hub’s service area (x-service-area)."),
    ("awards/items/additionalClassifications", "Other CPV codes, the service area, the product (x-product)."),
    ("awards/documents", "The official notice."),
    ("contracts/id", "The number of the contract in the hub."),
    ("contracts/awardID", "The award’s."),
    ("contracts/title", "As the source writes it."),
    ("contracts/description", "As the source writes it."),
    ("contracts/status", "pending, active or terminated, by its days; left out where they are not known."),
    ("contracts/period", "As awards/contractPeriod."),
    ("contracts/value", "As awards/value."),
    ("contracts/documents", "Its page in the hub."),
    ("contracts/x_extensionOptions", "Not of the standard: months and noticeDays of each option not used."),
]


@dataclass(frozen=True)
class Organisation:
    """A party: its name, its numbers as (scheme, value), the one that names it first."""

    local_id: str
    name: str
    numbers: Sequence[tuple[str, str]] = ()
    is_sme: bool | None = None

    @property
    def reference(self) -> dict[str, str]:
        """How other parts of a release point to it."""
        return {"id": "-".join(self.numbers[0]) if self.numbers else self.local_id, "name": self.name}

    def party(self, role: str) -> dict[str, Any]:
        """Return it as one of a release's parties."""
        identifiers = [{"scheme": scheme, "id": value} for scheme, value in self.numbers]
        scale = {True: "sme", False: "large", None: ""}[self.is_sme]
        return _present(
            {
                **self.reference,
                "roles": [role],
                "identifier": {**identifiers[0], "legalName": self.name} if identifiers else {},
                "additionalIdentifiers": identifiers[1:],
                "details": _present({"scale": scale}),
            }
        )


@dataclass(frozen=True)
class Told:
    """What a release tells of a contract. What is not known is empty or ``None``, and is left out (R1).

    ``source_key`` is how the notice names it: ocid and award, parted by a bar. ``options`` are months and
    days of notice (``None``: not known) of each option that was not used. ``value`` is GBP excluding VAT.
    """

    pk: int
    title: str
    changed: dt.datetime
    page: str
    buyers: Sequence[Organisation]
    suppliers: Sequence[Organisation] = ()
    source_key: str = ""
    description: str = ""
    notice: str = ""
    cpv_codes: Sequence[str] = ()
    area_code: str = ""
    area_name: str = ""
    product: str = ""
    value: Decimal | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    longest: dt.date | None = None
    options: Sequence[tuple[int, int | None]] = ()


def release_of(told: Told, *, prefix: str, today: dt.date) -> dict[str, Any]:
    """Return a contract as a release.

    Args:
        told: the contract.
        prefix: of the ocids that the hub makes itself.
        today: the day on which it is pending, active or terminated.
    """
    source, _, award = told.source_key.rpartition("|")
    own = not _OCID.match(source)
    ocid = f"{prefix}-{told.pk}" if own else source
    moment = told.changed.astimezone(dt.UTC)
    return _present(
        {
            "ocid": ocid,
            "id": f"{ocid}-{told.pk}-{moment:%Y%m%dT%H%M%SZ}".replace("#", "-"),
            "date": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
            "tag": ["contract"],
            "initiationType": "tender",
            "language": "en",
            "parties": _parties(told),
            "buyer": told.buyers[0].reference if told.buyers else {},
            "tender": {"id": source} if own and source else {},
            "awards": [_award(told, award or str(told.pk))],
            "contracts": [_contract(told, award or str(told.pk), today)],
        }
    )


def package_head(
    *, address: str, now: dt.datetime, publisher: str, home: str, licence: str, policy: str
) -> dict[str, Any]:
    """Return all of a release package but its releases.

    Args:
        address: where the package can be had.
        now: the moment of its making, with its zone.
        publisher: the name of who publishes.
        home: the address of who publishes.
        licence: the licence's address.
        policy: where people read what is published, and how.
    """
    return {
        "uri": address,
        "version": VERSION,
        "extensions": EXTENSIONS,
        "publishedDate": f"{now.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "publisher": {"name": publisher, "uri": home},
        "license": licence,
        "publicationPolicy": policy,
    }


def _present(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is not empty: the standard has no empty texts, lists or objects."""
    return {
        name: value
        for name, value in values.items()
        if value not in (None, [], {}) and not (isinstance(value, str) and not value.strip())
    }


def _parties(told: Told) -> list[dict[str, Any]]:
    """Return the parties, each once: one that is buyer and supplier has both roles."""
    found: dict[str, dict[str, Any]] = {}
    for role, organisations in (("buyer", told.buyers), ("supplier", told.suppliers)):
        for organisation in organisations:
            party = organisation.party(role)
            held = found.setdefault(party["id"], party)
            if role not in held["roles"]:
                held["roles"].append(role)
    return list(found.values())


def _award(told: Told, award: str) -> dict[str, Any]:
    return _present(
        {
            "id": award,
            "title": told.title,
            "status": "active",
            "suppliers": [supplier.reference for supplier in told.suppliers],
            "value": _value(told),
            "contractPeriod": _period(told),
            "items": _items(told),
            "documents": _notice(told),
        }
    )


def _contract(told: Told, award: str, today: dt.date) -> dict[str, Any]:
    page = {"id": "page", "title": "Its page in the hub", "url": told.page, "language": "en"}
    return _present(
        {
            "id": str(told.pk),
            "awardID": award,
            "title": told.title,
            "description": told.description,
            "status": _status(told, today),
            "period": _period(told),
            "value": _value(told),
            "documents": [page],
            "x_extensionOptions": [
                _present({"months": months, "noticeDays": notice}) for months, notice in told.options
            ],
        }
    )


def _value(told: Told) -> dict[str, Any]:
    return {"amount": _number(told.value), "currency": "GBP"} if told.value is not None else {}


def _period(told: Told) -> dict[str, str]:
    longest = told.longest if told.longest != told.end else None
    days = {"startDate": told.start, "endDate": told.end, "maxExtentDate": longest}
    edges = {"startDate": "00:00:00", "endDate": "23:59:59", "maxExtentDate": "23:59:59"}
    return {name: f"{day.isoformat()}T{edges[name]}Z" for name, day in days.items() if day}


def _items(told: Told) -> list[dict[str, Any]]:
    """Return one item with everything by which the contract is classified; none where there is nothing."""
    area = _present({"scheme": "x-service-area", "id": told.area_code, "description": told.area_name})
    classes = [
        *({"scheme": "CPV", "id": code} for code in told.cpv_codes),
        *([area] if told.area_code else []),
        *([{"scheme": "x-product", "id": told.product}] if told.product.strip() else []),
    ]
    if not classes:
        return []
    return [_present({"id": "1", "classification": classes[0], "additionalClassifications": classes[1:]})]


def _notice(told: Told) -> list[dict[str, str]]:
    if not told.notice:
        return []
    return [{"id": "notice", "documentType": "awardNotice", "url": told.notice}]


def _status(told: Told, today: dt.date) -> str:
    if told.start and told.start > today:
        return "pending"
    if told.end is None:
        return ""
    return "active" if told.end >= today else "terminated"


def _number(amount: Decimal) -> int | float:
    """Return an amount as JSON writes it; pounds and pence below a billion billion keep their digits."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
