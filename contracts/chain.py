"""The renewal chain of a contract: what it replaced, what replaced it, and what may have."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from contracts.models import Contract
from contracts.renewals import MOST_GAP, MOST_OVERLAP, Stretch, succession

#: Links of a chain that are followed each way, and suggestions that are made.
FURTHEST, MOST_SUGGESTED = 20, 5

SHOWN = ("title", "start_date", "end_date", "supplier_text")

_CHAIN = """
    WITH RECURSIVE chain(id, place, link) AS (
        SELECT %(start)s::bigint, 0, NULL::bigint
        UNION
        SELECT CASE WHEN one.successor_id = chain.id THEN one.predecessor_id ELSE one.successor_id END,
               CASE WHEN one.successor_id = chain.id THEN chain.place - 1 ELSE chain.place + 1 END,
               one.id
          FROM chain JOIN contracts_replacement one
            ON (one.successor_id = chain.id AND chain.place <= 0 AND chain.place > -%(furthest)s)
            OR (one.predecessor_id = chain.id AND chain.place >= 0 AND chain.place < %(furthest)s)
    )
    SELECT chain.id, place, link, title, start_date, end_date, supplier_text
      FROM chain JOIN contracts_contract contract ON contract.id = chain.id
"""


@dataclass(frozen=True)
class ChainLink:
    """One contract of a chain; ``place`` is 0 for the one whose page it is, negative for earlier ones.

    ``link`` is the id of the replacement that leads to it, where it is a neighbour of that one.
    """

    contract: Contract
    place: int
    link: int | None


@dataclass(frozen=True)
class Suggested:
    """A contract that this one may have replaced, with the sentence why."""

    contract: Contract
    points: int
    reason: str


def chain_of(contract: Contract) -> list[ChainLink]:
    """Return the contracts before and after one, the earliest first; nothing where it stands alone."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, {"start": contract.pk, "furthest": FURTHEST})
        found = cursor.fetchall()
    if len(found) < 2:
        return []
    links: dict[int, ChainLink] = {}
    for pk, place, link, *shown in sorted(found, key=lambda row: abs(row[1])):
        named = Contract(pk=pk, **dict(zip(SHOWN, shown, strict=True)))
        links.setdefault(pk, ChainLink(named, place, link if abs(place) == 1 else None))
    return sorted(links.values(), key=lambda one: (one.place, one.contract.pk))


def may_have_replaced(contract: Contract) -> list[Suggested]:
    """Return the contracts of the same boroughs that this one may have replaced, the likeliest first."""
    if contract.start_date is None:
        return []
    suppliers = frozenset(link.supplier_id for link in contract.supplier_links.all())
    later = Stretch(
        contract.start_date, contract.end_date, contract.product_id, contract.service_area_id, suppliers
    )
    shared = Q(supplier_links__supplier__in=suppliers)
    if contract.product_id:
        shared |= Q(product=contract.product_id)
    if contract.service_area_id:
        shared |= Q(service_area=contract.service_area_id)
    around = contract.start_date.toordinal()
    first, last = (contract.start_date.fromordinal(around + days) for days in (-MOST_GAP, MOST_OVERLAP))
    rows = (
        Contract.objects.filter(shared, borough_ids__overlap=contract.borough_ids)
        .filter(end_date__range=(first, last), is_demonstration=contract.is_demonstration)
        .exclude(pk=contract.pk)
        .exclude(replaced_by__successor=contract)
        .exclude(replaces__predecessor=contract)
        .distinct()
        .defer("search", "description", "provenance")
        .prefetch_related("supplier_links")[:200]
    )
    found = []
    for row in rows:
        earlier = Stretch(
            row.start_date,
            row.end_date,
            row.product_id,
            row.service_area_id,
            frozenset(link.supplier_id for link in row.supplier_links.all()),
        )
        likely = succession(earlier, later)
        if likely:
            found.append(Suggested(row, likely.points, likely.reason))
    return sorted(found, key=lambda one: (-one.points, one.contract.pk))[:MOST_SUGGESTED]
