"""Reads what the landscape is drawn up from: contracts, their suppliers' groups, and names."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.fields.json import KT

from boroughs.models import ServiceArea
from contracts.landscape.drawing_up import GroupName, Holding
from contracts.landscape.sharing import in_pence
from contracts.models import Contract, ContractSupplier
from suppliers.groups import groups_on
from suppliers.models import Ownership, Supplier

#: What the kind of a contract is whose service area is not known; the others are ``ServiceArea.Technology``.
NO_AREA = "unknown"
LONGEST_LABEL = 80
CHUNK = 5000
COLUMNS = (
    *("pk", "borough_ids", "service_area_id", "annual_value", "end_date", "product__name", "supplier_text"),
    *("confirmed_on", "confirmed_by", "value", "options_known", "is_framework", "is_demonstration"),
)


@dataclass(frozen=True)
class Undated:
    """Contracts without an end date, which may run or not: joint ones once, and by borough."""

    contracts: int
    boroughs: Mapping[int, int]


@dataclass(frozen=True)
class Register:
    """The register on a day, real records or demonstration ones.

    ``by_area`` has the live contracts by service area (``None`` for not known); ``undated_by_area`` those
    without an end date, each as the boroughs whose it is.
    """

    by_area: Mapping[int | None, Sequence[Holding]]
    undated_by_area: Mapping[int | None, Sequence[Sequence[int]]]

    def live(self, areas: Iterable[int | None] | None = None) -> list[Holding]:
        """Return the live contracts in some service areas, or all."""
        keys = self.by_area if areas is None else areas
        return [one for key in keys for one in self.by_area.get(key, ())]

    def undated(self, areas: Iterable[int | None] | None = None) -> Undated:
        """Return the contracts without an end date in some service areas, or all."""
        keys = self.undated_by_area if areas is None else areas
        found = [boroughs for key in keys for boroughs in self.undated_by_area.get(key, ())]
        return Undated(len(found), Counter(borough for boroughs in found for borough in boroughs))


def read_register(on: dt.date) -> tuple[Register, Register, dict[int, GroupName]]:
    """Read what is on the register on a day: the real records, the demonstration ones, and groups' names."""
    groups = _groups_by_contract(on)
    kinds = dict(ServiceArea.objects.values_list("pk", "technology"))
    live: tuple[dict[int | None, list[Holding]], ...] = (defaultdict(list), defaultdict(list))
    confirmed_by = KT("provenance__confirmed_on__source")
    rows = Contract.objects.live_on(on).annotate(confirmed_by=confirmed_by).order_by().values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        holding = _holding(row, groups, kinds)
        live[row[-1]][holding.area].append(holding)
    undated: tuple[dict[int | None, list[Sequence[int]]], ...] = (defaultdict(list), defaultdict(list))
    begun = Q(start_date__isnull=True) | Q(start_date__lte=on)
    without = Contract.objects.filter(begun, maximum_end_date__isnull=True).order_by()
    for area, boroughs, demonstration in without.values_list(
        "service_area_id", "borough_ids", "is_demonstration"
    ).iterator(chunk_size=CHUNK):
        undated[demonstration][area].append(boroughs)
    return Register(live[0], undated[0]), Register(live[1], undated[1]), _names(groups)


def _groups_by_contract(on: dt.date) -> dict[int, list[int]]:
    """Return the supplier groups of the day of each live contract, each once, in the suppliers' order."""
    tops = groups_on(Ownership.objects.making_groups().as_links(), on)
    links = ContractSupplier.objects.filter(contract__maximum_end_date__gte=on).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for contract, supplier in links.values_list("contract_id", "supplier_id").iterator(chunk_size=CHUNK):
        group = tops.get(supplier, supplier)
        if group not in found[contract]:
            found[contract].append(group)
    return found


def _names(groups: Mapping[int, Sequence[int]]) -> dict[int, GroupName]:
    wanted = {group for several in groups.values() for group in several}
    rows = Supplier.objects.filter(pk__in=wanted).values_list("pk", "name", "slug")
    return {pk: GroupName(name, slug) for pk, name, slug in rows}


def _holding(row: Sequence[Any], groups: Mapping[int, Sequence[int]], kinds: Mapping[int, str]) -> Holding:
    pk, boroughs, area, annual_value, end, product, suppliers, confirmed, by, *rest = row
    value, options, framework, _ = rest
    known: Decimal | None = annual_value
    of_it = tuple(groups.get(pk, ()))
    return Holding(
        contract=pk,
        boroughs=tuple(boroughs),
        area=area,
        groups=of_it,
        pence=in_pence(known),
        end=end,
        label=(product or suppliers)[:LONGEST_LABEL],
        is_product=bool(product),
        kind=kinds[area] if area else NO_AREA,
        confirmed_on=confirmed,
        by_officer=by == Contract.Source.OFFICER,
        has_value=value is not None,
        has_supplier=bool(suppliers),
        options_known=options,
        is_framework=framework or len(of_it) > settings.FLAG_MOST_SUPPLIERS,
    )
