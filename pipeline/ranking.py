"""How flags are ranked (R4). Pure: no database here. The weights are all in this file."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.flags import Finding, Kind

#: The most points that each part can give. A page shows this table.
WEIGHTS: Mapping[str, int] = {
    "decision": 40,
    "kind": 20,
    "specificity": 20,
    "value": 15,
    "nearness": 15,
    "boroughs": 10,
}

#: What each part asks, in words.
QUESTIONS: Mapping[str, str] = {
    "decision": "Can all of the boroughs that have a date still decide in time?",
    "kind": "Do they share a product, a supplier, a purchase under way or only a service area?",
    "specificity": "Is what they share rare among boroughs?",
    "value": "How large is the annual value together?",
    "nearness": "How soon must the first of them decide?",
    "boroughs": "How many boroughs are there?",
}

#: The share of the points for the kind: the same product over the same supplier over the same area (R4).
KIND_SHARE: Mapping[str, float] = {
    Kind.SHARED_PRODUCT: 1.0,
    Kind.SHARED_SUPPLIER: 0.6,
    Kind.PIPELINE: 0.5,
    Kind.RENEWAL_WINDOW: 0.4,
}

SMALLEST_VALUE = Decimal(10_000)  # GBP a year; below it the value gives nothing
LARGEST_VALUE = Decimal(10_000_000)  # GBP a year; from here on it gives everything
_VALUE_RANGE = math.log(LARGEST_VALUE / SMALLEST_VALUE)
MANY_BOROUGHS = 12  # from here on the number gives everything


@dataclass(frozen=True)
class ScorePart:
    """What one part of the score gave, out of the most that it can give."""

    name: str
    question: str
    points: float
    most: int


@dataclass(frozen=True)
class Score:
    """A flag's rank and the parts that it is the sum of; higher is shown first."""

    parts: tuple[ScorePart, ...]

    @property
    def total(self) -> float:
        """The sum of the parts, to three digits."""
        return round(sum(part.points for part in self.parts), 3)


def score(finding: Finding, *, on: dt.date, boroughs: int, horizon_months: int) -> Score:
    """Return the score of a flag, with its parts (R4).

    Args:
        finding: the flag as computed.
        on: the day of the run.
        boroughs: how many boroughs there are, for how rare something is.
        horizon_months: how far ahead decisions are looked at; months.
    """
    shares = _shares(finding, on, boroughs, horizon_months)
    return Score(
        tuple(
            ScorePart(name, QUESTIONS[name], round(most * shares[name], 3), most)
            for name, most in WEIGHTS.items()
        )
    )


def rank(finding: Finding, *, on: dt.date, boroughs: int, horizon_months: int) -> float:
    """Return the total of :func:`score` without its explanation, for many flags at once."""
    shares = _shares(finding, on, boroughs, horizon_months)
    return round(sum([round(most * shares[name], 3) for name, most in WEIGHTS.items()]), 3)


def _shares(finding: Finding, on: dt.date, boroughs: int, horizon_months: int) -> dict[str, float]:
    """Return the share of its points that each part gives, from 0 to 1."""
    return {
        "decision": decision_share(finding, on),
        "kind": KIND_SHARE[finding.kind],
        "specificity": specificity_share(finding.holders, boroughs),
        "value": value_share(finding.value),
        "nearness": nearness_share(finding.next_decision(on), on, horizon_months),
        "boroughs": borough_share(len(finding.parts)),
    }


def decision_share(finding: Finding, on: dt.date) -> float:
    """Return the share of the boroughs with a decide-by date that can still keep it."""
    dates = [part.decide_by for part in finding.parts if part.decide_by]
    return sum(day >= on for day in dates) / len(dates) if dates else 0.0


def specificity_share(holders: int, boroughs: int) -> float:
    """Return 1 for what two boroughs have, falling to 0 for what all have, as information content does.

    Args:
        holders: how many boroughs have the supplier, the product or a contract in the area.
        boroughs: how many boroughs there are.
    """
    most = max(boroughs, holders, 3)
    return math.log(most / max(holders, 2)) / math.log(most / 2)


def value_share(value: Decimal | None) -> float:
    """Return where an annual value lies between the smallest and the largest, on a logarithmic scale."""
    if value is None or value <= SMALLEST_VALUE:
        return 0.0
    return min(1.0, math.log(value / SMALLEST_VALUE) / _VALUE_RANGE)


def nearness_share(decide_by: dt.date | None, on: dt.date, horizon_months: int) -> float:
    """Return 1 for a decision within a month, falling to 0 at the horizon; whole months, so that a rank
    does not move every night."""
    if decide_by is None:
        return 0.0
    months = (decide_by.year - on.year) * 12 + decide_by.month - on.month
    return min(1.0, max(0.0, 1 - months / horizon_months))


def borough_share(boroughs: int) -> float:
    """Return the share of the points for a number of boroughs: each one more adds less."""
    return min(1.0, math.log(boroughs) / math.log(MANY_BOROUGHS))
