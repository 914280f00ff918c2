"""What an alignment plan is made from, and what it says (R5). Pure: no database here."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from dateutil.relativedelta import relativedelta

from boroughs.schedule import GateRule, StageLength, Step
from contracts.dates import Window
from pipeline.reach import Allowances, Held, Reach, Way

#: How far ahead a start is looked for.
YEARS_AHEAD = 5


@dataclass(frozen=True)
class Rules:
    """What a borough goes through to buy (R3); ``assumed`` where it has recorded no gates of its own."""

    stages: tuple[StageLength, ...]
    gates: tuple[GateRule, ...] = ()
    assumed: bool = False


@dataclass(frozen=True)
class BoroughCase:
    """A borough with the contracts that it would replace."""

    key: str
    name: str
    contracts: tuple[Held, ...]
    rules: Rules


@dataclass(frozen=True)
class Case:
    """What a plan is made from. Starts are looked for from ``today`` to ``last_day``, both included."""

    boroughs: tuple[BoroughCase, ...]
    today: dt.date
    last_day: dt.date
    allowances: Allowances = field(default_factory=Allowances)


class Standing(Enum):
    """What a borough, or one of its contracts, can do at a start date.

    Of a borough's contracts, the one whose standing comes first here says what the borough can do.
    """

    TOGETHER = "starts together"
    LATER = "joins later"
    ALONE = "can start, with no other"
    LATE = "would have had to decide earlier"
    BEYOND = "its window opens after the framework's end"
    ENDED = "ended before"
    UNDATED = "its end date is not known"
    NOTHING = "has no contract"

    @property
    def rank(self) -> int:
        """Its place in this order."""
        return list(Standing).index(self)


@dataclass(frozen=True)
class Turn:
    """What one contract can do at a start date.

    ``way`` and ``steps`` lead to ``start``: the day on which all start together, for a contract that joins
    later or is alone the last day on which it can, for one that is too late the day that it misses, which it
    could make up for on ``could_start``, begun today. ``decide_by`` is the earliest of the first step and the
    notices; a working day.
    """

    held: Held
    standing: Standing
    reach: Reach | None
    start: dt.date | None = None
    way: Way | None = None
    steps: tuple[Step, ...] = ()
    could_start: dt.date | None = None

    @property
    def schedule_by(self) -> dt.date | None:
        """The first day of the backward schedule; ``None`` where there is none."""
        return self.steps[0].begins if self.steps else None

    @property
    def notice_by(self) -> dt.date | None:
        """The earliest day for a notice; ``None`` where none is needed."""
        return self.way.notice_by if self.way else None

    @property
    def decide_by(self) -> dt.date | None:
        """The last day on which to begin; ``None`` where there is no way to start."""
        return min((day for day in (self.schedule_by, self.notice_by) if day), default=None)

    @property
    def tightest_gate(self) -> Step | None:
        """The gate that holds the schedule up the longest, from its papers until what follows it."""
        gates = [step for step in self.steps if step.is_gate]
        return max(gates, key=lambda step: step.ends - step.begins, default=None)


@dataclass(frozen=True)
class BoroughPlan:
    """A borough at a start date.

    ``turns`` are the contracts that make its standing, ``listed`` its others: a further contract for the
    same product, or one that cannot do as much. ``possible`` are the days on which it could start by itself.
    """

    borough: BoroughCase
    standing: Standing
    turns: tuple[Turn, ...]
    listed: tuple[Turn, ...]
    possible: tuple[Window, ...]

    @property
    def first(self) -> Turn | None:
        """The contract that must be decided first; of those without such a date, the first one."""
        return min(self.turns, key=lambda turn: turn.decide_by or dt.date.max, default=None)

    @property
    def decide_by(self) -> dt.date | None:
        """The last day on which the borough can decide, past or to come; ``None`` if it has none."""
        return self.first.decide_by if self.first else None

    @property
    def assumed(self) -> bool:
        """Tell whether the date rests on the default profile, or on a meeting that nobody has recorded.

        One that is due for a notice rests on the contract alone.
        """
        binding = [turn for turn in self.turns if turn.decide_by and turn.schedule_by == self.decide_by]
        return any(self.borough.rules.assumed or any(step.assumed for step in turn.steps) for turn in binding)


@dataclass(frozen=True)
class Outcome:
    """What a start date brings.

    ``value`` is the annual value of the contracts that start together, in GBP excluding VAT, ``None`` where
    none is known; ``unknown_values`` counts those left out (R1). ``decide_by`` is the first decision.
    """

    start: dt.date
    together: tuple[str, ...]
    contracts: int
    value: Decimal | None
    unknown_values: int
    decide_by: dt.date | None
    slack_days: int


@dataclass(frozen=True)
class Plan:
    """The alignment plan of some boroughs; ``start`` is ``None`` where no two can start together.

    ``chosen`` tells whether somebody set the start date. ``outcome`` is what it brings, ``alternatives`` are
    the best other start dates.
    """

    case: Case
    start: dt.date | None
    chosen: bool
    parts: tuple[BoroughPlan, ...]
    outcome: Outcome | None
    alternatives: tuple[Outcome, ...]

    def standing(self, *standings: Standing) -> list[BoroughPlan]:
        """Return the boroughs that stand so, the one that decides first at the head."""
        found = [part for part in self.parts if part.standing in standings]
        return sorted(found, key=lambda part: (part.decide_by or dt.date.max, part.borough.name))

    @property
    def together(self) -> list[BoroughPlan]:
        """The boroughs that start together."""
        return self.standing(Standing.TOGETHER)

    @property
    def later(self) -> list[BoroughPlan]:
        """The boroughs that join later."""
        return self.standing(Standing.LATER)

    @property
    def left_out(self) -> list[BoroughPlan]:
        """The boroughs that can do neither; all of them where there is no start date."""
        return self.standing(*list(Standing)[2:])


def five_years_on(today: dt.date) -> dt.date:
    """Return the last day on which a start is looked for."""
    return today + relativedelta(years=YEARS_AHEAD)
