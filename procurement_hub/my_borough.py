"""What waits for a borough: the first thing that its officers see after signing in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from boroughs.models import Borough, Person
from boroughs.notifications.reading import Told, in_words, notifications_of
from boroughs.words import counted, plain_date
from contracts.models import Contract, ContractPair, Suggestion
from pipeline.models import Procurement
from pipeline.summaries import FlagSummary, top_flags
from pipeline.timeline_summaries import MyTimelines, my_timelines

SHOWN = 8
MOST_FLAGS = 5
MOST_NEWS = 5
MOST_TIMELINES = 8
MOST_DAYS = 6


@dataclass(frozen=True)
class Decision:
    """A contract to decide on, what happens if nobody does, and whether a timeline is open already."""

    contract: Contract
    if_nothing: str
    is_planned: bool = False


@dataclass(frozen=True)
class MyBorough:
    """A borough, the contracts it must decide on next, who else could join, and what to confirm.

    ``missed`` counts live contracts whose decide-by date is past: their replacement will be late.
    ``stale`` are live contracts that nobody has confirmed for a year (R7), ``stale_number`` all of them.
    ``suggestions`` and ``same`` count what waits for an answer: values that a source says otherwise (R8), and
    records that may be one contract.
    """

    borough: Borough
    decide_soon: list[Decision]
    missed: int
    flags: list[FlagSummary]
    stale: list[Contract]
    stale_number: int
    news: list[Told]
    timelines: MyTimelines
    suggestions: int = 0
    same: int = 0


def my_borough(person: Person, borough: Borough, today: dt.date) -> MyBorough:
    """Return what waits for a borough; LOTI staff who look at one read nothing new of their own there."""
    live = borough.contracts.live_on(today).defer("search")
    unused = Count("options", filter=Q(options__used_on__isnull=True))
    timelines = Procurement.objects.of_borough(borough).open().filter(contract=OuterRef("pk"))
    soon: Any = live.filter(decide_by__gte=today).annotate(
        unused_options=unused, is_planned=Exists(timelines)
    )
    stale = live.stale_on(today)
    first = F("confirmed_on").asc(nulls_first=True)
    missed, number_stale, suggestions, same = _numbers(
        borough,
        live.filter(decide_by__lt=today),
        stale,
        Suggestion.objects.open().of_borough(borough),
        ContractPair.objects.undecided().of_borough(borough),
    )
    news = notifications_of(person)[:MOST_NEWS] if person.borough_id == borough.pk else ()
    told = (in_words(one, person) for one in news)
    return MyBorough(
        borough=borough,
        decide_soon=[
            Decision(contract, if_nothing_is_done(contract), contract.is_planned)
            for contract in soon.order_by("decide_by", "pk")[:SHOWN]
        ],
        missed=missed,
        flags=top_flags(person, borough, today, MOST_FLAGS),
        stale=list(stale.order_by(first, "pk")[:SHOWN]),
        stale_number=number_stale,
        news=[one for one in told if one],
        timelines=my_timelines(person, borough, today, most=MOST_TIMELINES, most_near=MOST_DAYS),
        suggestions=suggestions,
        same=same,
    )


def _numbers(borough: Borough, *waiting: QuerySet[Any, Any]) -> list[int]:
    """Return how many rows each of some querysets has: one query for all."""
    numbers = [
        Subquery(rows.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number"))
        for rows in waiting
    ]
    found = Borough.objects.filter(pk=borough.pk).values_list(*numbers).get()
    return [number or 0 for number in found]


def if_nothing_is_done(contract: Any) -> str:
    """Say what happens to a contract when its decide-by date passes.

    Args:
        contract: with its number of ``unused_options``; its end date is known, else it has no decide-by date.
    """
    ends = f"It ends on {plain_date(contract.end_date)}"
    if contract.unused_options:
        until = plain_date(contract.maximum_end_date)
        return f"{ends} with {counted(contract.unused_options, 'option')} left, at most until {until}."
    if contract.options_known:
        return f"{ends} and there is no option left."
    return f"{ends}. Whether it can be extended is not known."
