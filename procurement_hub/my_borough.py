"""What waits for an officer's borough: the first thing they see after signing in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from boroughs.models import Borough, Person
from boroughs.words import counted, plain_date
from contracts.models import Contract
from pipeline.summaries import FlagSummary, top_flags

SHOWN = 8
MOST_FLAGS = 5


@dataclass(frozen=True)
class Decision:
    """A contract to decide on, and what happens if nobody does."""

    contract: Contract
    if_nothing: str


@dataclass(frozen=True)
class MyBorough:
    """An officer's borough, the contracts it must decide on next, and who else could join."""

    borough: Borough
    decide_soon: list[Decision]
    missed: int
    flags: list[FlagSummary]


def my_borough(person: Person, today: dt.date) -> MyBorough | None:
    """Return what waits for somebody's borough; ``None`` for those who are no officers.

    ``missed`` counts live contracts whose decide-by date is past: their replacement will be late.
    """
    if person.borough is None:
        return None
    live = person.borough.contracts.live_on(today)
    soon = live.filter(decide_by__gte=today).order_by("decide_by", "pk").prefetch_related("options")
    return MyBorough(
        borough=person.borough,
        decide_soon=[Decision(contract, if_nothing_is_done(contract)) for contract in soon[:SHOWN]],
        missed=live.filter(decide_by__lt=today).count(),
        flags=top_flags(person, person.borough, today, MOST_FLAGS),
    )


def if_nothing_is_done(contract: Any) -> str:
    """Say what happens to a contract when its decide-by date passes.

    Args:
        contract: with its ``options`` prefetched; its end date is known, else it has no decide-by date.
    """
    unused = [option for option in contract.options.all() if option.used_on is None]
    ends = f"It ends on {plain_date(contract.end_date)}"
    if unused:
        until = plain_date(contract.maximum_end_date)
        return f"{ends} with {counted(len(unused), 'option')} left, at most until {until}."
    if contract.options_known:
        return f"{ends} and there is no option left."
    return f"{ends}. Whether it can be extended is not known."
