"""The alignment plan of a collaboration: its members' contracts, as they are today (R5)."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from boroughs.models import Borough
from boroughs.time_line import short_date
from contracts.models import Contract
from pipeline.alignment import make_plan
from pipeline.alignment_cases import Asked, FlagCase, buying_the_same, contracts_of, read_case, rules_on
from pipeline.alignment_words import explanation, sentence
from pipeline.charts import window_chart
from pipeline.models import Collaboration, Flag, FlagBorough
from pipeline.plan_page import chart_in_words, rows_of, what_is_replaced


def subject_flag(collaboration: Collaboration, members: Collection[Borough]) -> Flag | None:
    """Return a flag, never saved, with those of the members that are in the collaboration's own.

    A collaboration that was opened by hand has the service area it is about instead. ``None`` where there is
    neither, or the flag's subject is gone.
    """
    own = collaboration.flag
    links: list[FlagBorough] = []
    if own is not None:
        wanted = {borough.pk for borough in members}
        links = list(own.borough_links.filter(borough__in=wanted).select_related("borough"))
        flag = Flag(
            kind=own.kind,
            supplier=own.supplier,
            product=own.product,
            service_area=own.service_area,
            is_demonstration=own.is_demonstration,
        )
    elif collaboration.service_area is not None:
        flag = Flag(
            kind=Flag.Kind.RENEWAL_WINDOW,
            service_area=collaboration.service_area,
            is_demonstration=collaboration.is_demonstration,
        )
    else:
        return None
    flag.pk = own.pk if own else 0  # a row without a key has no related ones, not even those set here
    vars(flag)["_prefetched_objects_cache"] = {"borough_links": links}
    return flag


def plan_case(
    collaboration: Collaboration, members: Collection[Borough], today: dt.date
) -> tuple[Flag, FlagCase] | None:
    """Return what the plan of a collaboration is made from, worked out anew from its members of today.

    Args:
        collaboration: with its flag's subject at hand.
        members: the boroughs that contribute.
        today: the day of the plan.

    Returns:
        ``None`` where there is nothing to plan for, or nobody has recorded how long buying takes.
    """
    flag = subject_flag(collaboration, members)
    book = rules_on(today)
    if flag is None or book is None:
        return None
    inside = {link.borough_id for link in flag.borough_links.all()}
    joining = [borough for borough in members if borough.pk not in inside]
    contracts = contracts_of(flag, joining, buying_the_same(flag, today), with_suppliers=False)
    case = read_case(flag, Asked(), contracts, joining, today, book)
    return (flag, case) if case else None


def contract_to_replace(case: FlagCase | None, borough: Borough) -> Contract | None:
    """Return the one contract of a borough that the plan is about; ``None`` where it has none or several."""
    if case is None:
        return None
    own = next((one for one in case.case.boroughs if one.key == borough.slug), None)
    if own is None or len(own.contracts) != 1:
        return None
    return case.contracts[own.contracts[0].key]


def plan_context(found: tuple[Flag, FlagCase] | None, start: dt.date | None) -> dict[str, Any]:
    """Return what a template shows of the plan.

    Args:
        found: from :func:`plan_case`.
        start: the day that is agreed, or looked at; the best one without it.
    """
    if found is None:
        return {"plan": None}
    flag, case = found
    plan = make_plan(case.case, start)
    rows = rows_of(plan, case)
    label = f"start {short_date(plan.start)}" if plan.start else ""
    return {
        "plan": plan,
        "sentence": sentence(plan, what_is_replaced(flag)),
        "explanation": explanation(plan),
        "together": [row for row in rows if row.part in plan.together],
        "later": [row for row in rows if row.part in plan.later],
        "left_out": [row for row in rows if row.part in plan.left_out],
        "rows": rows,
        "chart": window_chart(
            [row.dates for row in rows], start_on=plan.start, today=plan.case.today, start_label=label
        ),
        "chart_summary": chart_in_words(plan, rows),
    }
