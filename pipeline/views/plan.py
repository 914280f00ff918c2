"""The alignment plan of a flag with its what-if, and its case as a file (R5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.panel import unreadable
from boroughs.rights import Permission, requires
from boroughs.time_line import short_date
from contracts.models import Contract
from pipeline.alignment import make_plan
from pipeline.alignment_cases import (
    Asked,
    FlagCase,
    buying_the_same,
    contracts_of,
    may_join,
    read_case,
    rules_on,
)
from pipeline.alignment_file import written_case
from pipeline.alignment_plan import Plan
from pipeline.alignment_words import explanation, sentence, worth
from pipeline.charts import window_chart
from pipeline.forms_plan import WhatIf
from pipeline.groups import groups_on_day
from pipeline.models import Flag, FlagAnswer, FlagBorough
from pipeline.plan_page import chart_in_words, others_of, rows_of, what_is_replaced

NO_ROUTE = "Nobody has recorded how long the stages of the usual procurement route take: there is no plan."


@dataclass(frozen=True)
class AskedPlan:
    """What somebody asks of a flag; ``case`` is ``None`` where nobody has recorded how long buying takes.

    ``outside`` are the boroughs that may join it; ``with_own`` is the case with the reader's borough
    taken in, where it is one of them.
    """

    form: WhatIf
    contracts: Mapping[int, Contract]
    case: FlagCase | None
    outside: Sequence[Borough] = ()
    with_own: FlagCase | None = None


def visible_flag(request: HttpRequest, pk: int) -> Flag:
    """Return a flag with its boroughs; 404 for one that the reader may not see (R9)."""
    links = FlagBorough.objects.select_related("borough")
    reader: Any = request.user
    groups = groups_on_day(timezone.localdate())
    flags = Flag.objects.visible_to(reader, groups=groups)
    flags = flags.with_mute_of(reader.borough_id).with_joint_of(reader.borough_id)
    flags = flags.select_related("service_area__parent", "supplier", "product")
    answers = FlagAnswer.objects.select_related("borough", "answered_by__profile")
    fetched = flags.prefetch_related(Prefetch("borough_links", links), Prefetch("answers", answers))
    flag: Flag = get_object_or_404(fetched, pk=pk)
    flag.groups_read = groups
    return flag


def asked_plan(request: HttpRequest, flag: Flag, today: dt.date, *, with_suppliers: bool) -> AskedPlan:
    """Read the what-if of an address, and everything that its plan is made from.

    Args:
        request: its query is the what-if.
        flag: with its boroughs fetched.
        today: the day of the plan.
        with_suppliers: fetch what the evidence shows, too.
    """
    same = buying_the_same(flag, today, flag.groups_read)
    outside = may_join(flag, same)
    inside = sorted((link.borough for link in flag.borough_links.all()), key=lambda borough: borough.name)
    form = WhatIf(request.GET, inside, outside, today)
    joining = [borough for borough in outside if borough.slug in form.asked.joining]
    reader: Any = request.user
    own = [one for one in outside if one.pk == reader.borough_id and one not in joining]
    contracts = contracts_of(flag, [*joining, *own], same, with_suppliers=with_suppliers)
    book = rules_on(today)
    case = read_case(flag, form.asked, contracts, joining, today, book) if book else None
    with_own = read_case(flag, Asked(), contracts, own, today, book) if book and own else None
    return AskedPlan(form, contracts, case, outside, with_own)


def plan_context(asked: AskedPlan, flag: Flag, address: str) -> dict[str, Any]:
    """Return what the plan's template shows.

    Args:
        asked: what is asked of the flag.
        flag: whose plan.
        address: of the flag's page, without a query.
    """
    form = asked.form
    context: dict[str, Any] = {"flag": flag, "form": form, "address": address, "choices": _choices(form)}
    if asked.case is None:
        return context | {"no_route": NO_ROUTE}
    plan = make_plan(asked.case.case, form.asked.start)
    rows = rows_of(plan, asked.case)
    starts = {one.start: f"{address}{form.query(one.start)}" for one in plan.alternatives}
    return context | {
        "plan": plan,
        "sentence": sentence(plan, what_is_replaced(flag)),
        "explanation": explanation(plan),
        "worth": worth(plan.outcome) if plan.outcome else "",
        "together": [row for row in rows if row.part in plan.together],
        "later": [row for row in rows if row.part in plan.later],
        "left_out": [row for row in rows if row.part in plan.left_out],
        "rows": rows,
        "chart": _chart(plan, rows),
        "chart_summary": chart_in_words(plan, rows),
        "alternatives": others_of(plan, asked.case.boroughs, starts),
        "any_assumed": any(row.part.assumed for row in rows),
        "what_if": bool(form.query(form.asked.start)),
        "best": f"{address}{form.query(None)}" if plan.chosen else "",
        "case_address": f"{address}plan.json{form.query(form.asked.start)}",
        "flag_differs": bool(
            flag.start_on and plan.start and flag.start_on != plan.start and not plan.chosen
        ),
        "decided_otherwise": _decided_otherwise(plan, flag),
    }


def _decided_otherwise(plan: Plan, flag: Flag) -> bool:
    """Tell whether a flag without a start says another first decision than its plan does."""
    if flag.start_on or plan.outcome is None:
        return False
    coming = [link.decide_by for link in flag.borough_links.all() if link.decide_by]
    coming = [day for day in coming if day >= plan.case.today]
    return bool(coming) and min(coming) != plan.outcome.decide_by


def _chart(plan: Plan, rows: list[Any]) -> Any:
    return window_chart(
        [row.dates for row in rows],
        start_on=plan.start,
        today=plan.case.today,
        start_label=f"start {short_date(plan.start)}" if plan.start else "",
    )


def _choices(form: WhatIf) -> list[dict[str, Any]]:
    """Return the two lists of boroughs of the form, each with what is ticked."""
    hints = {
        "without": "They are in the flag. Tick whom the plan should do without.",
        "with": "They are not in the flag and buy the same, so that they may join it.",
    }
    found = []
    for name, hint in hints.items():
        ticked = form.ticked(name)
        options = [(slug, label, slug in ticked) for slug, label in form.fields[name].choices]  # type: ignore[attr-defined]
        if options:
            found.append(
                {
                    "name": name,
                    "label": form.fields[name].label,
                    "hint": hint,
                    "options": options,
                    "errors": form.errors.get(name, []),
                    "ticked": sum(one[2] for one in options),
                }
            )
    return found


@require_safe
@requires(Permission.SEE_FLAGS)
def plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the case of a flag's plan as the JSON that ``plan_alignment`` reads.

    A flag that the reader may not see answers 404 (R9); an address that cannot be read, 400 with the reasons.
    """
    flag = visible_flag(request, pk)
    asked = asked_plan(request, flag, timezone.localdate(), with_suppliers=False)
    if asked.form.errors:
        return unreadable(asked.form)
    if asked.case is None:
        return HttpResponse(f"{NO_ROUTE}\n", status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(
        written_case(asked.case.case, asked.form.asked.start),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="plan-{flag.pk}.json"'},
    )
