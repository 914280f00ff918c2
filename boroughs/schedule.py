"""The backward schedule: when a borough must begin to start on a given date (R3). Pure: no database."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from boroughs.calendar import is_working_day, minus_working_days, working_day_on_or_before
from boroughs.words import counted, plain_date

#: Clear days for which a key decision stands on the forward plan at least: regulation 9 of the Local
#: Authorities (Executive Arrangements) (Meetings and Access to Information) (England) Regulations 2012,
#: SI 2012/2089. Neither the day of the notice nor that of the decision is one of them. A borough may ask
#: for more: each gate says how many.
FORWARD_PLAN_CLEAR_DAYS = 28

#: Days beyond a body's last recorded meeting for which its dates still count as recorded: most bodies
#: meet each month. Later than that, nobody has said yet when the body meets.
MEETINGS_REACH_DAYS = 31

#: How far ahead an earliest start is looked for.
MOST_DAYS_AHEAD = 3650

#: The ``before_stage`` of a gate that is passed after the last stage, before the contract starts.
START = "start"


@dataclass(frozen=True)
class StageLength:
    """A stage of a route and its length in days, calendar or working."""

    stage: str
    name: str
    days: int
    working_days: bool = False
    source: str = ""


@dataclass(frozen=True)
class GateRule:
    """A gate, passed before ``before_stage`` begins, with its lead time in calendar days.

    ``meetings`` are the recorded days on which its body meets, in order; without any, the decision falls
    where it is needed. ``assumed`` marks a gate of the default profile. A ``key_decision`` stands on the
    forward plan for ``forward_plan_days`` clear days.
    """

    body: str
    before_stage: str
    lead_days: int
    key_decision: bool = False
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    meetings: tuple[dt.date, ...] = ()
    source: str = ""
    assumed: bool = False
    forward_plan_days: int = FORWARD_PLAN_CLEAR_DAYS

    def applies_to(self, value: Decimal | None) -> bool:
        """Tell whether a value (GBP excluding VAT) lies in the gate's band; an unknown value does."""
        if value is None:
            return True
        low = self.value_from if self.value_from is not None else Decimal(0)
        return low <= value and (self.value_to is None or value < self.value_to)

    @property
    def name(self) -> str:
        """What the step is called: the body that decides."""
        return self.body

    @property
    def days(self) -> int:
        """Calendar days from the first paper to the decision, the forward plan's among them."""
        return max(self.lead_days, self.forward_plan_days + 1 if self.key_decision else 0)

    def meeting_for(self, day: dt.date) -> dt.date | None:
        """Return the last recorded meeting that is early enough for what begins on a day.

        ``None`` where none is recorded for then: none at all, none so early, or none so late that the
        dates reach as far as that day. A meeting on a day that is no working day does not count.
        """
        meetings = self.meetings
        if not meetings or day > meetings[-1] + dt.timedelta(days=MEETINGS_REACH_DAYS):
            return None
        place = bisect_right(meetings, day)
        while place and not is_working_day(meetings[place - 1]):
            place -= 1
        return meetings[place - 1] if place else None


@dataclass(frozen=True)
class Step:
    """One step of a schedule: it begins on ``begins`` and what follows begins on ``ends``.

    ``decided`` is the day on which a gate's body decides, on or before ``ends``; ``at_meeting`` tells
    whether that is a recorded meeting.
    """

    rule: StageLength | GateRule
    begins: dt.date
    ends: dt.date
    decided: dt.date | None = None
    at_meeting: bool = False

    @property
    def name(self) -> str:
        """Return the stage, or the body that decides."""
        return self.rule.name

    @property
    def is_gate(self) -> bool:
        """Tell gates from stages."""
        return isinstance(self.rule, GateRule)

    @property
    def days(self) -> int:
        """Return its length in days, working ones where ``working_days`` says so."""
        return self.rule.days

    @property
    def working_days(self) -> bool:
        """Tell whether its length is counted in working days."""
        return isinstance(self.rule, StageLength) and self.rule.working_days

    @property
    def source(self) -> str:
        """Return where its length is from."""
        return self.rule.source

    @property
    def without_meeting(self) -> bool:
        """Tell whether the body's meetings are recorded, but none for then."""
        return isinstance(self.rule, GateRule) and bool(self.rule.meetings) and not self.at_meeting

    @property
    def assumed(self) -> bool:
        """Tell whether it rests on the default profile, or on a meeting that nobody has recorded."""
        return isinstance(self.rule, GateRule) and (self.rule.assumed or self.without_meeting)

    @property
    def papers(self) -> dt.date | None:
        """Return the day on which a gate's papers must be there."""
        if not isinstance(self.rule, GateRule) or self.decided is None:
            return None
        return working_day_on_or_before(self.decided - dt.timedelta(days=self.rule.lead_days))

    @property
    def forward_plan(self) -> dt.date | None:
        """Return the day by which a key decision must be on the forward plan."""
        if not isinstance(self.rule, GateRule) or self.decided is None or not self.rule.key_decision:
            return None
        return working_day_on_or_before(self.decided - dt.timedelta(days=self.rule.forward_plan_days + 1))

    @property
    def why(self) -> str:
        """Say in sentences why it begins when it does."""
        if isinstance(self.rule, StageLength):
            return _why_stage(self)
        return _why_gate(self, self.rule)


def _why_stage(step: Step) -> str:
    length = counted(step.days, "working day" if step.working_days else "calendar day")
    exact = step.ends - dt.timedelta(days=step.days)
    if step.working_days or exact == step.begins:
        return f"{length}."
    return f"{length}; {plain_date(exact)} is no working day, so it begins on the one before."


def _why_gate(step: Step, gate: GateRule) -> str:
    if step.at_meeting:
        words = [f"Decided at the meeting of {plain_date(step.decided)}, the last one early enough."]
    elif gate.meetings:
        first, last = plain_date(gate.meetings[0]), plain_date(gate.meetings[-1])
        words = [f"No meeting recorded for then: the recorded dates run from {first} to {last}."]
        words.append("Its lead time alone is counted.")
    else:
        words = ["No meeting dates are recorded; its lead time is counted."]
    words.append(f"Papers {counted(gate.lead_days, 'day')} before, by {plain_date(step.papers)}.")
    if gate.key_decision:
        words.append(
            f"A key decision: on the forward plan by {plain_date(step.forward_plan)}, "
            f"{gate.forward_plan_days} clear days before."
        )
    return " ".join(words)


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
        gates: the borough's gates in the order in which they are passed; each comes directly before its
            stage, or before the start if its ``before_stage`` is ``START``.
        value: GBP excluding VAT, which decides the gates that apply; unknown: all of them do.

    Returns:
        steps in order of date, each beginning on a working day and each gate decided on one; empty
        without stages.
    """
    if not stages:
        return []
    applying = [gate for gate in gates if gate.applies_to(value)]
    day = working_day_on_or_before(start)
    steps = _gates_before(START, day, applying)
    for stage in reversed(stages):
        day = steps[-1].begins if steps else day
        begins = (
            minus_working_days(day, stage.days)
            if stage.working_days
            else working_day_on_or_before(day - dt.timedelta(days=stage.days))
        )
        steps.append(Step(stage, begins, day))
        steps += _gates_before(stage.stage, begins, applying)
    return steps[::-1]


def _gates_before(stage: str, day: dt.date, gates: Sequence[GateRule]) -> list[Step]:
    """Return the gates before a stage that begins on ``day``, the last one first."""
    steps = []
    for gate in reversed(gates):
        if gate.before_stage != stage:
            continue
        meeting = gate.meeting_for(day)
        decided = meeting or day
        begins = working_day_on_or_before(decided - dt.timedelta(days=gate.days))
        steps.append(Step(gate, begins, day, decided, at_meeting=meeting is not None))
        day = begins
    return steps


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


def earliest_start(
    begun: dt.date,
    stages: Sequence[StageLength],
    gates: Sequence[GateRule] = (),
    value: Decimal | None = None,
) -> dt.date | None:
    """Return the first working day on which a contract can start if the schedule is begun on a day (R3).

    A later start never has an earlier decide-by date, so that the first possible one is found by halving.

    Args:
        begun: the day on which the first step begins.
        stages, gates, value: see :func:`backward_schedule`.

    Returns:
        ``None`` where it would take longer than ``MOST_DAYS_AHEAD``.
    """
    low, high = 0, MOST_DAYS_AHEAD
    if decide_by(begun + dt.timedelta(days=high), stages, gates, value) < begun:
        return None
    while low < high:
        middle = (low + high) // 2
        if decide_by(begun + dt.timedelta(days=middle), stages, gates, value) >= begun:
            high = middle
        else:
            low = middle + 1
    return begun + dt.timedelta(days=low)
