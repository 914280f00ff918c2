"""A flag borough by borough: the contracts that it rests on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from boroughs.models import Person
from contracts.models import Contract
from pipeline.models import Flag, FlagBorough, Procurement

#: How many of a borough's contracts are looked at for its dates, and how many are shown.
MOST_READ = 50
MOST_SHOWN = 8


@dataclass(frozen=True)
class BoroughPart:
    """One borough in a flag, as its page shows it.

    ``more`` is the number of contracts that are not shown, ``register`` the address where all of them are.
    ``procurements`` are those that the flag of the pipeline is about.
    """

    link: FlagBorough
    contracts: tuple[Contract, ...]
    listed: tuple[Contract, ...]
    more: int
    register: str
    procurements: tuple[Procurement, ...] = ()


def parts_of(flag: Flag, contracts: Mapping[int, Contract], reader: Person) -> list[BoroughPart]:
    """Return a flag's boroughs, the one that must decide first at the head.

    Args:
        flag: with its boroughs fetched.
        contracts: behind it, by id.
        reader: who sees of the procurements those that they may see now (R9).
    """
    links = sorted(
        flag.borough_links.all(), key=lambda link: (link.decide_by or dt.date.max, link.borough.name)
    )
    procurements = _procurements(links, reader)
    return [_part(flag, link, contracts, procurements) for link in links]


def _procurements(links: Sequence[FlagBorough], reader: Person) -> dict[int, Procurement]:
    """Return the procurements of a flag that the reader may see, by id; of other kinds nothing is read."""
    ids = {pk for link in links for pk in link.procurement_ids}
    if not ids:
        return {}
    seen = Procurement.objects.visible_to(reader).filter(pk__in=ids).defer("search")
    return {one.pk: one for one in seen.order_by("start_on", "pk")}


def _part(
    flag: Flag,
    link: FlagBorough,
    contracts: Mapping[int, Contract],
    procurements: Mapping[int, Procurement],
) -> BoroughPart:
    counting = _known(link.contract_ids, contracts)
    listed = _known(link.listed_contract_ids, contracts)[:MOST_SHOWN]
    shown = sorted(counting, key=_decided_first)[:MOST_SHOWN]
    total = len(link.contract_ids) + len(link.listed_contract_ids)
    return BoroughPart(
        link=link,
        contracts=tuple(shown),
        listed=tuple(listed),
        more=max(0, total - len(shown) - len(listed)),
        register=_register(flag, link),
        procurements=tuple(one for pk, one in procurements.items() if pk in link.procurement_ids),
    )


def _known(ids: Sequence[int], contracts: Mapping[int, Contract]) -> list[Contract]:
    """Return the contracts that still exist; an id whose contract is gone is passed over."""
    return [contracts[pk] for pk in ids if pk in contracts]


def _decided_first(contract: Contract) -> tuple[dt.date, dt.date, int]:
    return (contract.decide_by or dt.date.max, contract.end_date or dt.date.max, contract.pk)


def _register(flag: Flag, link: FlagBorough) -> str:
    """Return the address of the borough's part of the register that the flag is about."""
    query = {"borough": link.borough.slug}
    if flag.service_area:
        query["area"] = flag.service_area.code
    elif flag.supplier:
        query["supplier"] = flag.supplier.name
    return f"{reverse('register')}?{urlencode(query)}"
