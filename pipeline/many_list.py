"""The bars of the chart of many: timelines that the reader may see, and contracts that end, at most 300."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Prefetch, QuerySet
from django.urls import reverse

from boroughs.places import Places
from boroughs.words import counted, plain_date
from contracts.models import Contract
from contracts.querysets import ContractQuerySet
from pipeline.many_chart import Bar, Gate, Range, What
from pipeline.many_filters import ManyQuestion
from pipeline.models import Milestone
from pipeline.procurement_querysets import ProcurementQuerySet

#: Bars on one drawing: more cannot be read, and the page would be slow to load.
MOST_BARS = 300
#: What is left out is counted no further.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Found:
    """The bars that are drawn, and what is left out, as sentences."""

    bars: list[Bar]
    left_out: list[str]


def bars_of(
    question: ManyQuestion, among: ProcurementQuerySet, places: Places, drawn: Range, today: dt.date
) -> Found:
    """Return what the chart draws: timelines first, then the contracts that end soonest.

    At most seven queries, whatever is found.

    Args:
        question: filters and grouping.
        among: the timelines that the reader may see.
        places: boroughs and service areas, by which names are found.
        drawn: the days of the drawing; a timeline is in it if it has a day in common, a contract if it ends.
        today: contracts that have ended by now are left out.
    """
    left_out: list[str] = []
    bars: list[Bar] = []
    if question["show"] != "contracts":
        timelines = _timelines(question, among, places, drawn)
        bars += [_timeline_bar(row, question, places) for row in _drawable(timelines)]
        if len(bars) == MOST_BARS and (more := _count(timelines) - MOST_BARS) > 0:
            left_out.append(f"{_number(more, 'procurement')} that start later")
    if question["show"] != "procurements":
        contracts = _contracts(question, places, today)
        ending = contracts.filter(end_date__gte=drawn.first, end_date__lt=drawn.last)
        room = MOST_BARS - len(bars)
        rows = list(ending.order_by("end_date", "pk").values_list(*COLUMNS)[:room]) if room else []
        bars += [_contract_bar(row, question, places) for row in rows]
        if len(rows) == room and (more := _count(ending) - room) > 0:
            after = f" that end after {plain_date(rows[-1][3])}" if rows else " that end in this time"
            left_out.append(f"{_number(more, 'contract')}{after}")
        undated = _count(contracts_of(question, places).filter(end_date__isnull=True))
        if undated:
            left_out.append(f"{_number(undated, 'contract')} without an end date")
    return Found(bars, left_out)


def _number(number: int, noun: str) -> str:
    return (
        f"more than {MOST_COUNTED:,} {noun}s" if number > MOST_COUNTED - MOST_BARS else counted(number, noun)
    )


def _count(rows: QuerySet[Any, Any]) -> int:
    """Count rows, no further than ``MOST_COUNTED``: a count of a million costs what a million costs."""
    return rows.order_by()[:MOST_COUNTED].count()


def _timelines(
    question: ManyQuestion, among: ProcurementQuerySet, places: Places, drawn: Range
) -> ProcurementQuerySet:
    rows = among.open().filter(start_on__gte=drawn.first)
    if question["borough"]:
        rows = rows.filter(borough=places.boroughs[question["borough"]].pk)
    if question["area"]:
        rows = rows.in_areas(places.with_children(question["area"]))
    if question["q"]:
        rows = rows.mentioning(question["q"])
    if question["demonstration"]:
        rows = rows.filter(is_demonstration=question["demonstration"] == "only")
    return rows.alias(begins=Min("stages__planned_start")).filter(begins__lt=drawn.last)


def _drawable(timelines: ProcurementQuerySet) -> list[Any]:
    gates = Milestone.objects.filter(kind=Milestone.Kind.GATE).order_by("planned_on", "pk")
    rows = timelines.annotate(first_day=Min("stages__planned_start"))
    rows = rows.only("slug", "title", "borough_id", "service_area_id", "start_on", "is_demonstration")
    shown = rows.prefetch_related(Prefetch("milestones", queryset=gates, to_attr="gates"))
    return list(shown.order_by("start_on", "pk")[:MOST_BARS])


def contracts_of(question: ManyQuestion, places: Places) -> ContractQuerySet:
    """Return the contracts that the filters of the chart ask for, whenever they end."""
    rows: ContractQuerySet = Contract.objects.all()
    if question["borough"]:
        rows = rows.of_borough_numbered(places.boroughs[question["borough"]].pk)
    if question["area"]:
        rows = rows.in_areas(places.with_children(question["area"]))
    if question["q"]:
        rows = rows.mentioning(question["q"])
    if question["demonstration"]:
        rows = rows.filter(is_demonstration=question["demonstration"] == "only")
    return rows


def _contracts(question: ManyQuestion, places: Places, today: dt.date) -> ContractQuerySet:
    return contracts_of(question, places).live_on(today)


COLUMNS = (
    "pk",
    "title",
    "start_date",
    "end_date",
    "maximum_end_date",
    "decide_by",
    "decide_by_assumed",
    "service_area_id",
    "borough_ids",
    "is_demonstration",
)


def _timeline_bar(row: Any, question: ManyQuestion, places: Places) -> Bar:
    borough = places.borough_by_pk[row.borough_id].name
    area = places.full_area_name(row.service_area_id)
    by_borough = question["group"] == "borough"
    gates = tuple(Gate(one.name, one.done_on or one.planned_on, one.assumed) for one in row.gates)
    return Bar(
        What.PROCUREMENT,
        name=row.title,
        group=borough if by_borough else area,
        more=(area or "service area not known") if by_borough else borough,
        address=reverse("timeline", args=[row.slug]),
        begins=row.first_day,
        ends=row.start_on,
        gates=gates,
        is_demonstration=row.is_demonstration,
    )


def _contract_bar(row: tuple[Any, ...], question: ManyQuestion, places: Places) -> Bar:
    pk, title, begins, ends, last, decide_by, assumed, area_id, borough_ids, fictional = row
    names = [places.borough_by_pk[one].name for one in borough_ids if one in places.borough_by_pk]
    borough, area = ", ".join(names), places.full_area_name(area_id)
    by_borough = question["group"] == "borough"
    return Bar(
        What.CONTRACT,
        name=title,
        group=borough if by_borough else area,
        more=(area or "service area not known") if by_borough else borough,
        address=reverse("contract", args=[pk]),
        begins=begins,
        ends=ends,
        last=last,
        decide_by=decide_by,
        decide_by_assumed=assumed,
        is_demonstration=fictional,
    )
