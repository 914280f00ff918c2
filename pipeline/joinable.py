"""Published procurements that other boroughs could join or learn from (R4). Pure: no database here."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from boroughs.calendar import working_day_on_or_before
from pipeline.flags import (
    Decide,
    Finding,
    Kind,
    Part,
    Purchase,
    Stake,
    by_borough,
    decision,
    one_a_product,
    total,
)

#: Two procurements are at the same time if their contracts start no further apart (docs/adr/0036).
AT_THAT_TIME = dt.timedelta(days=183)


def pipeline(
    purchases: Sequence[Purchase], stakes: Iterable[Stake], on: dt.date, decide: Decide
) -> list[Finding]:
    """Return one flag for each published procurement that others could join: the kind *pipeline* of R4.

    In it are the procurements of one service area whose contracts start within half a year of its own, and
    the boroughs of which a contract could be replaced on the day on which it starts.

    Args:
        purchases: the area's procurements that others may see.
        stakes: every borough's part in every contract of the area that has a window.
        on: the day of the run; procurements that have started and windows that have closed do not count.
        decide: when a borough must decide to start on a day (R3).

    Returns:
        findings in order of start. A procurement that is in another one's flag with all of its boroughs has
        no flag of its own, and one that nobody else can join in time any more has none.
    """
    coming = sorted((one for one in purchases if one.starts >= on), key=_soonest_first)
    windows = by_borough(stake for stake in stakes if stake.closes is not None and stake.closes >= on)
    found = [_around(one, coming, windows, decide) for one in coming]
    kept = _without_contained([finding for finding in found if _can_be_joined(finding, on)])
    holders = len({part.borough for finding in kept for part in finding.parts})
    return [replace(finding, holders=holders) for finding in kept]


def _can_be_joined(finding: Finding, on: dt.date) -> bool:
    """Tell whether another borough is in it that can still decide, or of which no date is known."""
    others = [part for part in finding.parts if finding.purchase not in part.purchases]
    return any(part.decide_by is None or part.decide_by >= on for part in others)


def _around(
    purchase: Purchase, coming: Sequence[Purchase], windows: Mapping[int, list[Stake]], decide: Decide
) -> Finding:
    """Return the finding about one procurement; its own borough may be the only one in it."""
    near: dict[int, list[Purchase]] = {}
    for one in coming:
        if abs(one.starts - purchase.starts) <= AT_THAT_TIME:
            near.setdefault(one.borough, []).append(one)
    parts = {borough: _buying(own, purchase, windows.get(borough, [])) for borough, own in near.items()}
    for borough, own in windows.items():
        if borough not in parts and (part := _replacing(borough, own, purchase, decide)):
            parts[borough] = part
    in_order = tuple(parts[borough] for borough in sorted(parts))
    return Finding(Kind.PIPELINE, in_order, holders=0, start_on=purchase.starts, purchase=purchase)


def _buying(own: Sequence[Purchase], purchase: Purchase, stakes: Sequence[Stake]) -> Part:
    """Return the part of a borough that has a procurement of its own; it shows what that replaces.

    Whoever publishes first can no longer take another in. The borough that the flag is about has nothing to
    decide: the others must come to it.
    """
    replaced = {one.replaces for one in own}
    counted, listed = one_a_product(stake for stake in stakes if stake.contract in replaced)
    first = None if purchase in own else _last_day(purchase, *own)
    return Part(
        borough=own[0].borough,
        counted=counted,
        listed=listed,
        window=None,
        decide_by=first,
        assumed=any(one.assumed for one in (purchase, *own)),
        value=total(stake.annual_value for stake in counted),
        purchases=tuple(own),
    )


def _replacing(borough: int, own: Sequence[Stake], purchase: Purchase, decide: Decide) -> Part | None:
    """Return the part of a borough whose contracts could be replaced when the procurement's starts.

    A contract that the procurement replaces is held jointly: its boroughs work together already.
    """
    open_then = [one for one in own if one.open_on(purchase.starts) and one.contract != purchase.replaces]
    if not open_then:
        return None
    counted, listed = one_a_product(open_then)
    by, assumed = decision(borough, counted, purchase.starts, decide)
    last = _last_day(purchase)
    if last is not None and last < by:
        by, assumed = last, purchase.assumed
    return Part(
        borough=borough,
        counted=counted,
        listed=listed,
        window=None,
        decide_by=by,
        assumed=assumed,
        value=total(stake.annual_value for stake in counted),
    )


def _last_day(*purchases: Purchase) -> dt.date | None:
    """Return the last working day before the first of some tenders is published, if any of them is."""
    first = min((one.publishes for one in purchases if one.publishes), default=None)
    return working_day_on_or_before(first - dt.timedelta(days=1)) if first else None


def _without_contained(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out procurements that are in another one's flag with all of its boroughs; the soonest wins."""
    kept: list[tuple[frozenset[int], frozenset[int], Finding]] = []
    for finding in sorted(findings, key=lambda one: (-len(one.parts), _start_of(one))):
        boroughs = frozenset(part.borough for part in finding.parts)
        bought = frozenset(one.procurement for part in finding.parts for one in part.purchases)
        own = finding.purchase.procurement if finding.purchase else 0
        if not any(boroughs <= others and own in theirs for others, theirs, _ in kept):
            kept.append((boroughs, bought, finding))
    return sorted((finding for _, _, finding in kept), key=_start_of)


def _start_of(finding: Finding) -> tuple[dt.date, int]:
    return _soonest_first(finding.purchase) if finding.purchase else (dt.date.max, 0)


def _soonest_first(purchase: Purchase) -> tuple[dt.date, int]:
    return (purchase.starts, purchase.procurement)
