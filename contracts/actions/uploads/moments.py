"""How contracts are at a moment, read for many at once, for comparing before with after."""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from contracts.actions.record import PLAIN_FIELDS
from contracts.facts import ContractFacts
from contracts.models import Contract, ContractKey, Import, Joining
from contracts.uploads.comparing import Snapshot

#: Fields that the hub may have worked out by itself; then they are nobody's word (R8).
WORKED_OUT = ("service_area", "product")
FIELDS = (*PLAIN_FIELDS, "confirmed_on", "looked_after_by_id")


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def snapshot(contract: Contract) -> Snapshot:
    """Return how a contract is, what the hub worked out by itself left out.

    Args:
        contract: with its options, boroughs and suppliers read anew.
    """
    values = {name: plain(getattr(contract, name)) for name in FIELDS}
    values["suppliers"] = [
        [link.supplier_id, link.name_as_written, link.reason] for link in contract.supplier_links.all()
    ]
    values["boroughs"] = [[link.borough_id, link.is_lead] for link in contract.borough_links.all()]
    values["options"] = (
        [[one.months, one.notice_days, plain(one.used_on)] for one in contract.options.all()]
        if contract.options_known
        else None
    )
    rules = Contract.Source.RULES
    provenance = {
        name: said
        for name, said in contract.provenance.items()
        if name not in WORKED_OUT or said.get("source") != rules
    }
    values["service_area"] = contract.service_area_id if "service_area" in provenance else None
    return Snapshot(values, provenance)


def digest_of(contract: Contract) -> str:
    """Return what tells a contract's state from every other; a merge of suppliers is none of its own."""
    now = snapshot(contract)
    names = [name for _, name, _ in now.values["suppliers"]]
    return Snapshot({**now.values, "suppliers": names}, now.provenance).digest()


def read_anew(contracts: Iterable[int]) -> dict[int, Contract]:
    """Return contracts by id with what a snapshot needs."""
    rows = Contract.objects.filter(pk__in=list(contracts)).defer("search")
    return {row.pk: row for row in rows.prefetch_related("options", "borough_links", "supplier_links")}


def known_by(keys: Collection[str]) -> dict[str, Contract]:
    """Return the contracts that registers' keys open, by key."""
    ids = dict(
        ContractKey.objects.filter(scheme="register", value__in=keys).values_list("value", "contract_id")
    )
    rows = read_anew(set(ids.values()))
    return {key: rows[pk] for key, pk in ids.items()}


def joining_in(run: Import | None, key: str) -> Joining | None:
    """Return how an import's new contract, by its register's key, became one that was there, if it did."""
    if run is None:
        return None
    keys = ContractKey.objects.filter(scheme="register", value=key).values("pk")
    found = Joining.objects.filter(
        undone_at__isnull=True,
        by__isnull=True,
        moves__model=ContractKey._meta.label,
        moves__row__in=keys,
        at__gte=run.started,
    ).order_by("pk")
    if run.finished:
        found = found.filter(at__lte=run.finished)
    return found.first()


def said_by(facts: ContractFacts) -> dict[str, Any]:
    """Return what a row says of a contract's own fields, as JSON has it; what it does not say is left out."""
    said = {name: plain(getattr(facts, name)) for name in PLAIN_FIELDS}
    return {name: value for name, value in said.items() if value not in (None, "", [], False)}
