"""Where suppliers sit, as public notices say it: evidence for who is who (R10). No more of it is kept."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F

from contracts.models import SourceRecord
from contracts.text import one_line
from suppliers.models import Supplier
from suppliers.normalise import normalise_name

#: Of the newest records about a supplier's contracts only so many are read.
RECORDS_READ = 60
_PARTS = ("streetAddress", "locality", "region", "postalCode", "countryName")


def addresses_of(suppliers: Sequence[Supplier]) -> dict[int, list[str]]:
    """Return by supplier the addresses that the newest notices give it, each once, a line each: one query.

    Args:
        suppliers: with their ``names`` fetched.
    """
    records = SourceRecord.objects.filter(contracts__supplier_links__supplier__in=suppliers)
    newest = records.filter(raw__has_key="ocid").order_by(F("published").desc(nulls_last=True), "-pk")
    said = newest.values_list("contracts__supplier_links__supplier", "raw__parties", "raw__awards")
    names = {one.pk: {normalise_name(name) for name in _names(one)} for one in suppliers}
    found: dict[int, dict[str, str]] = {one.pk: {} for one in suppliers}
    for supplier, parties, awards in said[:RECORDS_READ]:
        for address in _addresses([*_objects(parties), *_suppliers(awards)], names[supplier]):
            found[supplier].setdefault(address.casefold().replace(",", ""), address)
    return {pk: list(lines.values()) for pk, lines in found.items()}


def _names(supplier: Supplier) -> list[str]:
    return [supplier.name, *(one.name for one in supplier.names.all())]


def _addresses(parties: Iterable[dict[str, Any]], names: set[str]) -> Iterator[str]:
    for party in parties:
        address = party.get("address")
        if isinstance(address, dict) and normalise_name(one_line(party.get("name"), 255)) in names:
            parts = [one_line(address.get(part), 120).strip(" ,") for part in _PARTS]
            if any(parts):
                yield ", ".join(dict.fromkeys(part for part in parts if part))


def _suppliers(awards: Any) -> Iterator[dict[str, Any]]:
    for award in _objects(awards):
        yield from _objects(award.get("suppliers"))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
