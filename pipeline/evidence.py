"""Reads what flags are computed from: live contracts by subject, a whole kind with one query (R4).

Plain SQL, because a million contracts must be read in seconds: one row comes back for
each borough's part in a live contract, with what its kind of flag needs, and no contract is joined with
another.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import connection

from boroughs.models import ServiceArea
from pipeline.flags import Kind, Purchase, Stake
from pipeline.groups import groups_on_day


@dataclass(frozen=True, order=True)
class Subject:
    """What a flag is about, by id: a supplier, product or service area; demonstration records are apart."""

    kind: Kind
    id: int
    is_demonstration: bool = False


class Evidence(NamedTuple):
    """What the flags of a subject are made of: contracts, and procurements that others may see."""

    stakes: list[Stake]
    purchases: list[Purchase]


_LIVE_BY_SUPPLIER = """
    SELECT coalesce(member.top, link.supplier_id), c.is_demonstration, part.borough_id, c.id,
           NULL, NULL, c.end_date, c.product_id,
           NULL, c.annual_value, c.decide_by, c.decide_by_assumed, false, NULL,
           left(c.title, 130), CASE WHEN member.top IS NULL THEN '' ELSE left(c.supplier_text, 130) END
      FROM contracts_contract c
      JOIN contracts_contractsupplier link ON link.contract_id = c.id
      LEFT JOIN unnest(%(members)s::bigint[], %(tops)s::bigint[]) AS member (id, top)
        ON member.id = link.supplier_id
     CROSS JOIN LATERAL unnest(c.borough_ids) AS part (borough_id)
     WHERE (upper(c."window") > %(on)s OR (
           c."window" IS NULL AND coalesce(c.start_date, c.confirmed_on) > %(started_after)s))
       AND (c.service_area_id = ANY(%(areas)s::bigint[]) OR c.service_area_id IS NULL AND %(any_area)s)
       AND (SELECT count(*) FROM contracts_contractsupplier every WHERE every.contract_id = c.id)
           <= %(most_suppliers)s
       {narrowed}
"""

_LIVE_BY_PRODUCT = """
    SELECT c.product_id, c.is_demonstration, part.borough_id, c.id,
           NULL, NULL, c.end_date, c.product_id,
           NULL, c.annual_value, c.decide_by, c.decide_by_assumed, false, NULL,
           left(c.title, 130), left(c.supplier_text, 130)
      FROM contracts_contract c
     CROSS JOIN LATERAL unnest(c.borough_ids) AS part (borough_id)
     WHERE c.product_id IS NOT NULL
       AND (upper(c."window") > %(on)s OR (
           c."window" IS NULL AND coalesce(c.start_date, c.confirmed_on) > %(started_after)s))
       AND (SELECT count(*) FROM contracts_contractsupplier every WHERE every.contract_id = c.id)
           <= %(most_suppliers)s
       {narrowed}
"""

_LIVE_BY_AREA = """
    SELECT c.service_area_id, c.is_demonstration, part.borough_id, c.id,
           lower(c."window"), upper(c."window") - 1, c.end_date, c.product_id,
           c.value, c.annual_value, c.decide_by, c.decide_by_assumed,
           option.contract_id IS NOT NULL, option.notice_days, left(c.title, 130), left(c.supplier_text, 130)
      FROM contracts_contract c
      JOIN boroughs_servicearea area ON area.id = c.service_area_id AND area.flagged
     CROSS JOIN LATERAL unnest(c.borough_ids) AS part (borough_id)
      LEFT JOIN LATERAL (
           SELECT contract_id, notice_days FROM contracts_extensionoption
            WHERE contract_id = c.id AND used_on IS NULL AND c.maximum_end_date > c.end_date
            ORDER BY number LIMIT 1) option ON true
     WHERE upper(c."window") > %(on)s
       AND (c.decide_by IS NULL OR c.decide_by <= %(horizon)s)
       {narrowed}
"""

#: Of the same contracts only what their sets of boroughs are made of: most of them are merely listed.
_WINDOWS_BY_AREA = """
    SELECT c.service_area_id, c.is_demonstration, part.borough_id, c.id,
           lower(c."window"), upper(c."window") - 1, NULL, NULL,
           NULL, c.annual_value, NULL, false, false, NULL, '', ''
      FROM contracts_contract c
      JOIN boroughs_servicearea area ON area.id = c.service_area_id AND area.flagged
     CROSS JOIN LATERAL unnest(c.borough_ids) AS part (borough_id)
     WHERE upper(c."window") > %(on)s
       AND (c.decide_by IS NULL OR c.decide_by <= %(horizon)s)
       {narrowed}
"""

_QUERIES = {
    Kind.SHARED_SUPPLIER: _LIVE_BY_SUPPLIER,
    Kind.SHARED_PRODUCT: _LIVE_BY_PRODUCT,
    Kind.RENEWAL_WINDOW: _WINDOWS_BY_AREA,
    Kind.PIPELINE: _LIVE_BY_AREA,
}
_SUBJECT_COLUMN = {
    Kind.SHARED_SUPPLIER: "link.supplier_id",
    Kind.SHARED_PRODUCT: "c.product_id",
    Kind.RENEWAL_WINDOW: "c.service_area_id",
    Kind.PIPELINE: "c.service_area_id",
}

_SHARED_PROCUREMENTS = """
    SELECT p.service_area_id, p.is_demonstration, p.id, p.borough_id, p.start_on,
           coalesce(stage.left_on, stage.planned_end), p.contract_id, p.assumed, left(p.title, 130)
      FROM pipeline_procurement p
      JOIN boroughs_servicearea area ON area.id = p.service_area_id AND area.flagged
      LEFT JOIN pipeline_procurementstage stage
        ON stage.procurement_id = p.id AND stage.stage = 'publication'
     WHERE p.visibility IN ('members', 'public') AND p.ended_on IS NULL AND p.start_on >= %(on)s
       {narrowed}
"""


def evidence_of(kind: Kind, on: dt.date, subjects: Collection[int] | None = None) -> dict[Subject, Evidence]:
    """Return what the flags of a kind are made of, by subject (R4).

    For the kind *pipeline* only service areas with a procurement that others may see are looked at, with
    the contracts that have a window there.

    Args:
        kind: of flag.
        on: the day of the run.
        subjects: ids of suppliers, products or service areas; all without.
    """
    if kind is not Kind.PIPELINE:
        return {subject: Evidence(own, []) for subject, own in live_stakes(kind, on, subjects).items()}
    purchases = shared_procurements(on, subjects)
    stakes = live_stakes(kind, on, {subject.id for subject in purchases})
    return {subject: Evidence(stakes.get(subject, []), own) for subject, own in purchases.items()}


def shared_procurements(on: dt.date, areas: Collection[int] | None = None) -> dict[Subject, list[Purchase]]:
    """Return the procurements that members or everybody may see and that have not started, by service area.

    Args:
        on: the day of the run.
        areas: ids of service areas; all that are not switched off without.
    """
    narrowed = "" if areas is None else "AND p.service_area_id = ANY(%(areas)s::bigint[])"
    with connection.cursor() as cursor:
        query = _SHARED_PROCUREMENTS.format(narrowed=narrowed)
        cursor.execute(query, {"on": on, "areas": sorted(areas or ())})
        rows = cursor.fetchall()
    found: dict[tuple[int, bool], list[Purchase]] = {}
    for row in sorted(rows):
        found.setdefault(row[:2], []).append(Purchase._make(row[2:]))
    return {Subject(Kind.PIPELINE, *key): purchases for key, purchases in sorted(found.items())}


def live_stakes(
    kind: Kind, on: dt.date, subjects: Collection[int] | None = None
) -> dict[Subject, list[Stake]]:
    """Return each subject of a kind with the boroughs' parts in its live contracts, in order of subject.

    Suppliers of one group are one subject, the group's ultimate owner on the day (R10). For renewal windows
    a part is its window and annual value; :func:`whole_stakes` has the rest of those that count.

    Live is a contract whose window has not closed (R2); for a shared supplier or product also one with no end
    date that started, or whose start is not known and that was last confirmed (R7), within
    ``FLAG_UNDATED_YEARS``. Left out (R4): service areas that are switched off, windows
    whose decide-by date lies beyond the horizon, for shared suppliers areas that are no technology, and for
    shared suppliers and products contracts with so many suppliers that sharing one says little (frameworks).

    Args:
        kind: of flag.
        on: the day of the run.
        subjects: ids of suppliers, products or service areas; all without.
    """
    groups = groups_on_day(on) if kind is Kind.SHARED_SUPPLIER else {}
    if kind is Kind.SHARED_SUPPLIER and subjects is not None:
        subjects = {*subjects, *(member for member, top in groups.items() if top in subjects)}
    values = {
        **_what_counts(on),
        "subjects": sorted(subjects or ()),
        "members": list(groups),
        "tops": list(groups.values()),
    }
    narrowed = "" if subjects is None else f"AND {_SUBJECT_COLUMN[kind]} = ANY(%(subjects)s::bigint[])"
    with connection.cursor() as cursor:
        cursor.execute(_QUERIES[kind].format(narrowed=narrowed), values)
        rows = cursor.fetchall()
    by_subject: dict[tuple[int, bool], list[Stake]] = {}
    for row in rows:
        by_subject.setdefault(row[:2], []).append(Stake._make(row[2:]))
    tops = set(groups.values())
    return {
        # A contract with two companies of a group is one contract with the group.
        Subject(kind, *key): list(dict.fromkeys(stakes)) if key[0] in tops else stakes
        for key, stakes in sorted(by_subject.items())
    }


def whole_stakes(on: dt.date, contracts: Collection[int]) -> dict[tuple[int, int], Stake]:
    """Return the boroughs' parts in contracts that have a window, with all that is said of those that count.

    Args:
        on: the day of the run.
        contracts: by id.

    Returns:
        the parts by borough and contract.
    """
    query = _LIVE_BY_AREA.format(narrowed="AND c.id = ANY(%(contracts)s::bigint[])")
    with connection.cursor() as cursor:
        cursor.execute(query, {**_what_counts(on), "contracts": sorted(contracts)})
        return {row[2:4]: Stake._make(row[2:]) for row in cursor.fetchall()}


def _what_counts(on: dt.date) -> dict[str, Any]:
    """Return the values that the settings give to the queries."""
    areas = ServiceArea.objects.filter(technology__in=settings.FLAG_SUPPLIER_TECHNOLOGY)
    return {
        "on": on,
        "started_after": on - relativedelta(years=settings.FLAG_UNDATED_YEARS),
        "horizon": on + relativedelta(months=settings.FLAG_HORIZON_MONTHS),
        "areas": list(areas.values_list("id", flat=True)),
        "any_area": "unknown" in settings.FLAG_SUPPLIER_TECHNOLOGY,
        "most_suppliers": settings.FLAG_MOST_SUPPLIERS,
    }


@dataclass(frozen=True)
class Subjects:
    """What a part of a run looks at: ids of suppliers, of products and of service areas.

    ``buying_areas`` are service areas of which only the flags of the pipeline are looked at.
    """

    suppliers: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    service_areas: frozenset[int] = frozenset()
    buying_areas: frozenset[int] = frozenset()

    def of(self, kind: Kind) -> frozenset[int]:
        """Return the ids of the subjects of a kind of flag."""
        return {
            Kind.SHARED_SUPPLIER: self.suppliers,
            Kind.SHARED_PRODUCT: self.products,
            Kind.RENEWAL_WINDOW: self.service_areas,
            Kind.PIPELINE: self.service_areas | self.buying_areas,
        }[kind]


_SUBJECTS_TOUCHED = """
    SELECT 'supplier', link.supplier_id FROM contracts_contractsupplier link
      JOIN contracts_contract c ON c.id = link.contract_id
     WHERE link.contract_id = ANY(%(contracts)s::bigint[])
       AND (c.service_area_id = ANY(%(areas)s::bigint[]) OR c.service_area_id IS NULL AND %(any_area)s)
    UNION
    SELECT 'product', c.product_id FROM contracts_contract c
     WHERE c.id = ANY(%(contracts)s::bigint[]) AND c.product_id IS NOT NULL
    UNION
    SELECT 'area', c.service_area_id FROM contracts_contract c
      JOIN boroughs_servicearea area ON area.id = c.service_area_id AND area.flagged
     WHERE c.id = ANY(%(contracts)s::bigint[]) AND upper(c."window") > %(on)s
       AND (c.decide_by IS NULL OR c.decide_by <= %(horizon)s)
    UNION
    SELECT CASE WHEN flag.supplier_id IS NOT NULL THEN 'supplier'
                WHEN flag.product_id IS NOT NULL THEN 'product' ELSE 'area' END,
           coalesce(flag.supplier_id, flag.product_id, flag.service_area_id)
      FROM unnest(%(contracts)s::bigint[]) AS one (id)
     CROSS JOIN LATERAL ( -- contract by contract, so that the index of contracts is used
           SELECT flag_id FROM pipeline_flagborough
            WHERE contract_ids @> ARRAY[one.id] OR listed_contract_ids @> ARRAY[one.id]) part
      JOIN pipeline_flag flag ON flag.id = part.flag_id
     WHERE flag.expired IS NULL AND flag.kind = ANY(%(kinds)s)
"""


def subjects_of_contracts(contracts: Iterable[int], on: dt.date) -> Subjects:
    """Return the subjects that must be looked at again because contracts changed, came or went (R4).

    They are the suppliers, with their groups, the product and the service area that each contract has now,
    if it counts there, and those of the flags that it is in.
    """
    values = {
        **_what_counts(on),
        "contracts": sorted(set(contracts)),
        "kinds": [kind.value for kind in Kind],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUBJECTS_TOUCHED, values)
        rows = cursor.fetchall()
    groups, suppliers = groups_on_day(on), {pk for kind, pk in rows if kind == "supplier"}
    return Subjects(
        suppliers=frozenset(suppliers | {groups.get(pk, pk) for pk in suppliers}),
        products=frozenset(pk for kind, pk in rows if kind == "product"),
        service_areas=frozenset(pk for kind, pk in rows if kind == "area"),
    )


_AREAS_OF_PROCUREMENT = """
    SELECT service_area_id FROM pipeline_procurement
     WHERE id = %(procurement)s AND service_area_id IS NOT NULL AND visibility IN ('members', 'public')
    UNION
    SELECT flag.service_area_id
      FROM pipeline_flag flag JOIN pipeline_flagborough part ON part.flag_id = flag.id
     WHERE flag.expired IS NULL AND flag.kind = 'pipeline'
       AND part.procurement_ids && ARRAY[%(procurement)s]::bigint[]
"""


def subjects_of_procurement(procurement: int) -> Subjects:
    """Return what must be looked at again because a procurement changed: its area, and those of its flags."""
    with connection.cursor() as cursor:
        cursor.execute(_AREAS_OF_PROCUREMENT, {"procurement": procurement})
        return Subjects(buying_areas=frozenset(area for (area,) in cursor.fetchall()))
