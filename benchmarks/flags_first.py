"""What one would write first: every contract of a service area against every other. Finds pairs only."""

import datetime as dt
from itertools import combinations

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import connection
from django.db.models import Q

#: A service area and two boroughs whose windows there share a day; the lower id first.
Pair = tuple[int, int, int]


def loop(on: dt.date) -> set[Pair]:
    """Return the pairs by comparing contracts in Python, those of each service area with each other."""
    from boroughs.models import ServiceArea
    from contracts.models import Contract

    horizon = on + relativedelta(months=settings.FLAG_HORIZON_MONTHS)
    found: set[Pair] = set()
    for area in ServiceArea.objects.filter(flagged=True):
        live = Contract.objects.filter(service_area=area, window__endswith__gt=on)
        live = live.filter(Q(decide_by=None) | Q(decide_by__lte=horizon)).prefetch_related("boroughs")
        held = [(one.window, [borough.pk for borough in one.boroughs.all()]) for one in live]
        for (ours, mine), (theirs, others) in combinations(held, 2):
            if ours.lower < theirs.upper and theirs.lower < ours.upper:
                found.update((area.pk, min(a, b), max(a, b)) for a in mine for b in others if a != b)
        for _, together in held:
            found.update((area.pk, min(pair), max(pair)) for pair in combinations(together, 2))
    return found


def join(on: dt.date) -> set[Pair]:
    """Return the pairs by joining the contracts of each service area with each other in SQL."""
    with connection.cursor() as cursor:
        horizon = on + relativedelta(months=settings.FLAG_HORIZON_MONTHS)
        cursor.execute(_JOIN, {"on": on, "horizon": horizon})
        return set(cursor.fetchall())


def pairs_of_flags() -> set[Pair]:
    """Return the pairs in the hub's live flags of renewal windows."""
    from pipeline.models import FlagBorough

    held: dict[tuple[int, int], list[int]] = {}
    parts = FlagBorough.objects.filter(flag__kind="renewal_window", flag__expired=None)
    for flag, area, borough in parts.values_list("flag", "flag__service_area", "borough"):
        held.setdefault((flag, area), []).append(borough)
    return {(area, min(a, b), max(a, b)) for (_, area), own in held.items() for a, b in combinations(own, 2)}


_JOIN = """
    WITH live AS (
        SELECT c.service_area_id AS area, part.borough_id AS borough, c."window"
          FROM contracts_contract c
          JOIN boroughs_servicearea area ON area.id = c.service_area_id AND area.flagged
          JOIN contracts_contractborough part ON part.contract_id = c.id
         WHERE upper(c."window") > %(on)s AND (c.decide_by IS NULL OR c.decide_by <= %(horizon)s)
    )
    SELECT DISTINCT one.area, one.borough, other.borough
      FROM live one
      JOIN live other ON other.area = one.area AND other.borough > one.borough
       AND other."window" && one."window"
"""
