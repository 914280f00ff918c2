"""What other boroughs have that is the same: product, supplier group, service area with a common window."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Value

from boroughs.places import Places
from boroughs.words import listing
from contracts.models import Contract, ContractSupplier
from contracts.querysets import ContractQuerySet
from contracts.rows import COLUMNS, Row
from suppliers.groups import groups_on
from suppliers.models import Ownership

MOST = 10


@dataclass(frozen=True)
class Elsewhere:
    """One table: what is the same, and the contracts of other boroughs, each with their names."""

    heading: str
    caption: str
    rows: list[tuple[Row, str]]


def elsewhere(contract: Contract, suppliers: Sequence[int], places: Places, day: dt.date) -> list[Elsewhere]:
    """Return what is the same elsewhere, in two queries whatever there is; tables without rows are left out.

    Args:
        contract: whose page it is.
        suppliers: the ids of its suppliers.
        places: names of boroughs.
        day: contracts that ended before it are left out.
    """
    others = Contract.objects.elsewhere(contract, day).filter(is_demonstration=contract.is_demonstration)
    asked: dict[str, ContractQuerySet] = {"window": others.sharing_window(contract)}
    if contract.product_id:
        asked["product"] = others.filter(product=contract.product_id)
    if suppliers:
        asked["supplier"] = others.filter(pk__in=_with_group_of(suppliers, day))
    found = _read(asked)
    product = contract.product.name if contract.product else ""
    tables = [
        Elsewhere(
            f"Other boroughs with the same product, {product}",
            "Contracts of other boroughs for the same product",
            _named(found.get("product", []), places),
        ),
        Elsewhere(
            "Other boroughs with the same supplier or its group",
            "Contracts of other boroughs with the same supplier or its group",
            _named(found.get("supplier", []), places),
        ),
        Elsewhere(
            "Other boroughs that buy the same and could start on the same day",
            "Contracts of other boroughs in the same service area whose replacement windows meet this one’s",
            _named(found.get("window", []), places),
        ),
    ]
    return [table for table in tables if table.rows]


def _with_group_of(suppliers: Iterable[int], day: dt.date) -> Any:
    """Return the ids of contracts with a supplier of the groups of some, as a subquery."""
    groups = groups_on(Ownership.objects.making_groups().as_links(), day)
    tops = {groups.get(pk, pk) for pk in suppliers}
    members = tops | set(suppliers) | {pk for pk, top in groups.items() if top in tops}
    return ContractSupplier.objects.filter(supplier__in=members).values("contract_id")


def _read(asked: dict[str, ContractQuerySet]) -> dict[str, list[Row]]:
    """Return up to ``MOST`` rows of each, the soonest end first, all by one query."""
    parts = [
        rows.order_by("end_date", "pk").annotate(why=Value(why)).values_list("why", *COLUMNS)[:MOST]
        for why, rows in asked.items()
    ]
    found: dict[str, list[Row]] = {}
    for why, *columns in parts[0].union(*parts[1:], all=True):
        found.setdefault(why, []).append(Row(*columns))
    return {
        why: sorted(rows, key=lambda row: (row.end_date or dt.date.max, row.pk))
        for why, rows in found.items()
    }


def _named(rows: Iterable[Row], places: Places) -> list[tuple[Row, str]]:
    return [(row, listing([places.borough_by_pk[pk].name for pk in row.borough_ids])) for row in rows]
