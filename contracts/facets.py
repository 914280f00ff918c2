"""How many contracts a question finds, by borough and by service area, at a cost that does not grow.

Counting stops at ``BOUND``: beyond it a page says *more than 10,000*. The whole register is the exception:
its totals are counted in full and kept for a few minutes.
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from contracts.models import Contract
from contracts.querysets import ContractQuerySet

BOUND = 10_000
KEEP_TOTALS_SECONDS = 300
TOTALS = "contracts.facets.totals"

COUNT = """
WITH matched (area, boroughs) AS MATERIALIZED ({matched})
SELECT 'all', NULL::bigint, count(*) FROM matched
UNION ALL
SELECT 'area', area, count(*) FROM matched WHERE area IS NOT NULL GROUP BY area
UNION ALL
SELECT 'borough', borough, count(*) FROM matched, unnest(boroughs) AS borough GROUP BY borough
"""


@dataclass(frozen=True)
class Facets:
    """Numbers of contracts: altogether, by borough and by service area (primary keys).

    ``total`` is ``None`` for *more than 10,000*; a joint contract counts for each of its boroughs.
    """

    total: int | None
    boroughs: dict[int, int]
    areas: dict[int, int]


def count_facets(contracts: ContractQuerySet) -> Facets:
    """Count what a question finds, up to ``BOUND``; beyond it nothing is counted by borough or area."""
    found = _count(contracts.order_by().values("service_area_id", "borough_ids")[: BOUND + 1])
    if found.total is not None and found.total > BOUND:
        return Facets(None, {}, {})
    return found


def register_totals() -> Facets:
    """Count the whole register; where it is large, the numbers are up to five minutes old."""
    kept: Facets | None = cache.get(TOTALS)
    if kept:
        return kept
    found = count_facets(Contract.objects.all())
    if found.total is None:
        found = _count(Contract.objects.order_by().values("service_area_id", "borough_ids"))
        cache.set(TOTALS, found, KEEP_TOTALS_SECONDS)
    return found


def _count(matched: QuerySet[Any, Any]) -> Facets:
    numbers: dict[str, dict[int | None, int]] = {"all": {}, "area": {}, "borough": {}}
    sql, parameters = matched.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(matched=sql), parameters)
        for kind, key, number in cursor.fetchall():
            numbers[kind][key] = number
    return Facets(numbers["all"][None], _known(numbers["borough"]), _known(numbers["area"]))


def _known(numbers: dict[int | None, int]) -> dict[int, int]:
    return {key: number for key, number in numbers.items() if key is not None}
