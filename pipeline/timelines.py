"""A timeline's dates: proposed from the backward schedule, moved, compared. Pure: no database here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from boroughs.calendar import working_day_on_or_after
from boroughs.schedule import StageLength, Step
from boroughs.words import counted, plain_date


@dataclass(frozen=True)
class PlannedStage:
    """A stage as it is planned: it begins on ``begins``, and what follows begins on ``ends``."""

    stage: str
    begins: dt.date
    ends: dt.date


@dataclass(frozen=True)
class PlannedGate:
    """A gate as it is planned: the day of its decision, and by when its papers and its notice are there."""

    name: str
    on: dt.date
    papers_on: dt.date | None = None
    forward_plan_on: dt.date | None = None
    assumed: bool = False


@dataclass(frozen=True)
class Plan:
    """What a backward schedule proposes for a timeline, in the order in which it happens."""

    stages: tuple[PlannedStage, ...]
    gates: tuple[PlannedGate, ...]

    @property
    def assumed(self) -> bool:
        """Tell whether a gate of it rests on the usual gates, or on a meeting that nobody has recorded."""
        return any(gate.assumed for gate in self.gates)


def plan_of(steps: Sequence[Step]) -> Plan:
    """Return the stages and gates of a backward schedule (R3)."""
    stages, gates = [], []
    for step in steps:
        if isinstance(step.rule, StageLength):
            stages.append(PlannedStage(step.rule.stage, step.begins, step.ends))
        else:
            on = step.decided or step.ends
            gates.append(PlannedGate(step.name, on, step.papers, step.forward_plan, step.assumed))
    return Plan(tuple(stages), tuple(gates))


def found_again(
    before: Sequence[tuple[str, dt.date]], after: Sequence[tuple[str, dt.date]]
) -> dict[int, int]:
    """Return which gate of a new plan each gate of the plan before is, by their places.

    A body may decide more than once. As many decisions of it as before are the same ones in their order; of
    more or fewer, those are the same that are nearest in time.

    Args:
        before: name and day of each gate as it was planned, in the order in which they happen.
        after: the same of the new plan.
    """
    found: dict[int, int] = {}
    for name in {name for name, _ in before}:
        old = [place for place, one in enumerate(before) if one[0] == name]
        new = [place for place, one in enumerate(after) if one[0] == name]
        if len(old) == len(new):
            found.update(zip(old, new, strict=True))
            continue
        apart = [(abs((after[then][1] - before[now][1]).days), now, then) for now in old for then in new]
        taken: set[int] = set()
        for _, now, then in sorted(apart):
            if now not in found and then not in taken:
                found[now] = then
                taken.add(then)
    return found


class State(Enum):
    """Where a stage or a milestone stands; the value is how a page says it."""

    DONE = "done"
    RUNNING = "running"
    LATE = "overdue"
    COMING = "to come"
    SKIPPED = "passed over"


def state_of_stage(
    planned: tuple[dt.date, dt.date],
    entered: dt.date | None,
    left: dt.date | None,
    today: dt.date,
    *,
    passed_over: bool = False,
) -> State:
    """Return where a stage stands on a day.

    Args:
        planned: the day on which it should begin, and the one on which what follows should.
        entered, left: when it was really entered and left.
        today: a stage is late when it should have begun before this day, or have been left before it.
        passed_over: whether a later stage has been entered: this one will not be any more.
    """
    begins, ends = planned
    if left:
        return State.DONE
    if entered:
        return State.LATE if ends < today else State.RUNNING
    if passed_over:
        return State.SKIPPED
    return State.LATE if begins < today else State.COMING


def state_of_day(planned: dt.date, done: dt.date | None, today: dt.date) -> State:
    """Return where a milestone stands on a day; it is late when it should have been passed before."""
    if done:
        return State.DONE
    return State.LATE if planned < today else State.COMING


def slip(first: dt.date, now: dt.date) -> str:
    """Say by how many days a date has moved from what was planned at first; nothing where it has not."""
    days = (now - first).days
    if not days:
        return ""
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than planned at first"


def moved_by(day: dt.date, days: int) -> dt.date:
    """Return a planned day moved by some days, on a working day: the next one where it would be none."""
    return working_day_on_or_after(day + dt.timedelta(days=days)) if days else day


@dataclass(frozen=True)
class Move:
    """A date that moved: what it is the date of, and the day before and after; ``said`` is its sentence."""

    what: str
    before: dt.date
    after: dt.date
    said: str

    def __str__(self) -> str:
        return self.said


#: What the log is told: a sentence, or a date that moved.
Said = str | Move


def said_of_move(what: str, before: dt.date, after: dt.date) -> Move:
    """Say that a planned date has moved, for the log that everybody reads."""
    days = counted(abs((after - before).days), "day")
    which = "later" if after > before else "earlier"
    return Move(
        what, before, after, f"{what}: {plain_date(after)} instead of {plain_date(before)}, {days} {which}."
    )


def said_of_event(what: str, planned: dt.date, happened: dt.date, sentence: str) -> Said:
    """Say that something planned has happened; on another day than planned, that is a move too."""
    return sentence if planned == happened else Move(what, planned, happened, sentence)


@dataclass(frozen=True)
class Slip:
    """A date that is later now than it was: what, from when to when, and the reasons that were given."""

    what: str
    before: dt.date
    after: dt.date
    reasons: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """By how many days; below zero where it came forward."""
        return (self.after - self.before).days

    @property
    def by(self) -> str:
        """Say by how much, as *33 days later*."""
        return f"{counted(abs(self.days), 'day')} {'later' if self.days > 0 else 'earlier'}"


def slips_of(moves: Sequence[tuple[str, dt.date, dt.date, str]]) -> list[Slip]:
    """Sum up moves of dates: from where each was before the first to where it is after the last.

    Args:
        moves: what moved, from, to and why (or nothing), the earliest first.

    Returns:
        one slip for each date that is elsewhere now, the largest first; what came back to its day is none.
    """
    summed: dict[str, Slip] = {}
    for what, before, after, why in moves:
        known = summed.get(what, Slip(what, before, before))
        reasons = known.reasons + ((why,) if why and why not in known.reasons else ())
        summed[what] = Slip(what, known.before, after, reasons)
    moved = [one for one in summed.values() if one.days]
    return sorted(moved, key=lambda one: (-one.days, one.after, one.what))
