"""The backward schedule: when a borough must begin to start on a given date (R3). Pure: no database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from boroughs.calendar import minus_working_days, working_day_on_or_before

#: Clear days for which a key decision stands on the forward plan before it is taken: regulation 9 of
#: the Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England)
#: Regulations 2012, SI 2012/2089.
FORWARD_PLAN_CLEAR_DAYS = 28


@dataclass(frozen=True)
class StageLength:
    """A stage of a route and its length in days, calendar or working."""

    stage: str
    name: str
    days: int
    working_days: bool = False


@dataclass(frozen=True)
class GateRule:
    """A gate, passed before ``before_stage`` begins, with its lead time in calendar days."""

    body: str
    before_stage: str
    lead_days: int
    key_decision: bool = False
    value_from: Decimal | None = None
    value_to: Decimal | None = None

    def applies_to(self, value: Decimal | None) -> bool:
        """Tell whether a value (GBP excluding VAT) lies in the gate's band; an unknown value does."""
        if value is None:
            return True
        low = self.value_from if self.value_from is not None else Decimal(0)
        return low <= value and (self.value_to is None or value < self.value_to)

    @property
    def days(self) -> int:
        """Calendar days from the first paper to the decision, the forward plan's among them."""
        return max(self.lead_days, FORWARD_PLAN_CLEAR_DAYS + 2 if self.key_decision else 0)


@dataclass(frozen=True)
class Step:
    """One step of a schedule: it begins on ``begins`` and what follows begins on ``ends``."""

    name: str
    begins: dt.date
    ends: dt.date
    is_gate: bool = False


def backward_schedule(
    start: dt.date,
    stages: Sequence[StageLength],
    gates: Sequence[GateRule] = (),
    value: Decimal | None = None,
) -> list[Step]:
    """Return the steps that lead to a start date, the first one first (R3).

    Args:
        start: the day on which the new contract begins to run.
        stages: the route's stages in the order in which they happen.
        gates: the borough's gates; each comes directly before its stage.
        value: GBP excluding VAT, which decides the gates that apply; unknown: all of them do.

    Returns:
        steps in order of date, each beginning on a working day; empty without stages.
    """
    steps: list[Step] = []
    day = working_day_on_or_before(start)
    for stage in reversed(stages):
        begins = (
            minus_working_days(day, stage.days)
            if stage.working_days
            else working_day_on_or_before(day - dt.timedelta(days=stage.days))
        )
        steps.append(Step(stage.name, begins, day))
        day = begins
        for gate in gates:
            if gate.before_stage == stage.stage and gate.applies_to(value):
                begins = working_day_on_or_before(day - dt.timedelta(days=gate.days))
                steps.append(Step(gate.body, begins, day, is_gate=True))
                day = begins
    return steps[::-1]


def decide_by(
    start: dt.date,
    stages: Sequence[StageLength],
    gates: Sequence[GateRule] = (),
    value: Decimal | None = None,
) -> dt.date:
    """Return the last day on which a borough can begin and still start on ``start`` (R3).

    Raises:
        ValueError: without stages, since then nothing is known about how long it takes.
    """
    steps = backward_schedule(start, stages, gates, value)
    if not steps:
        raise ValueError("A backward schedule needs the stages of a procurement route.")
    return steps[0].begins
