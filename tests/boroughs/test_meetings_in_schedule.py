"""Gates in the backward schedule: their order, their bodies' meetings, the forward plan (R3)."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boroughs.calendar import is_working_day
from boroughs.schedule import (
    MEETINGS_REACH_DAYS,
    START,
    GateRule,
    StageLength,
    Step,
    backward_schedule,
    decide_by,
)

ON = dt.date(2028, 4, 3)  # a Monday
STAGES = (StageLength("specification", "Specification", 30), StageLength("tender", "Tender period", 28))
TENDER_BEGINS = dt.date(2028, 3, 6)

STARTS = st.dates(dt.date(2027, 1, 1), dt.date(2031, 12, 31))
MEETINGS = st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2032, 12, 31)), max_size=40, unique=True).map(
    lambda days: tuple(sorted(days))
)


@st.composite
def gates_strategy(draw: st.DrawFn) -> list[GateRule]:
    """Return up to four gates before stages or the start, some with meetings."""
    return [
        GateRule(
            f"Body {number}",
            draw(st.sampled_from(["specification", "tender", START])),
            draw(st.integers(0, 60)),
            draw(st.booleans()),
            meetings=draw(MEETINGS),
        )
        for number in range(draw(st.integers(0, 4)))
    ]


GATES = gates_strategy()


def gate_step(gate: GateRule, start: dt.date = ON) -> Step:
    return next(step for step in backward_schedule(start, STAGES, [gate]) if step.is_gate)


def meeting_by_search(meetings: tuple[dt.date, ...], day: dt.date) -> dt.date | None:
    """The last early enough of the working days on which a body meets, found by looking at all."""
    early = [one for one in meetings if one <= day and is_working_day(one)]
    known = bool(meetings) and (day - max(meetings)).days <= MEETINGS_REACH_DAYS
    return max(early) if early and known else None


@pytest.mark.parametrize(
    ("meetings", "decided", "at_meeting", "words"),
    [
        ([], TENDER_BEGINS, False, "No meeting dates are recorded"),
        ([(2028, 2, 2), (2028, 3, 1), (2028, 4, 5)], (2028, 3, 1), True, "meeting of 1 March 2028, the last"),
        ([(2028, 2, 2), (2028, 3, 6)], (2028, 3, 6), True, "meeting of 6 March 2028"),
        ([(2028, 2, 10)], (2028, 2, 10), True, "meeting of 10 February 2028"),
        ([(2028, 1, 12)], TENDER_BEGINS, False, "the recorded dates run from 12 January 2028 to 12 January"),
        ([(2028, 3, 8), (2028, 4, 5)], TENDER_BEGINS, False, "No meeting recorded for then"),
        ([(2028, 2, 16), (2028, 3, 5)], (2028, 2, 16), True, "16 February 2028"),  # 5 March is a Sunday
    ],
)
def test_a_decision_falls_on_the_last_meeting_that_is_early_enough(
    meetings: list[tuple[int, int, int]],
    decided: dt.date | tuple[int, int, int],
    at_meeting: bool,
    words: str,
) -> None:
    step = gate_step(GateRule("Cabinet", "tender", 14, meetings=tuple(dt.date(*day) for day in meetings)))
    day = decided if isinstance(decided, dt.date) else dt.date(*decided)
    assert (step.decided, step.at_meeting, step.ends) == (day, at_meeting, TENDER_BEGINS)
    assert step.papers == step.begins
    assert (day - step.begins).days >= 14
    assert step.assumed is (bool(meetings) and not at_meeting)
    assert words in step.why


def test_gates_before_one_stage_are_passed_in_their_order() -> None:
    gates = [GateRule("Board", "tender", 10), GateRule("Cabinet", "tender", 20)]
    names = [step.name for step in backward_schedule(ON, STAGES, gates)]
    assert names == ["Specification", "Board", "Cabinet", "Tender period"]


def test_a_gate_after_the_last_stage_is_passed_before_the_start() -> None:
    steps = backward_schedule(ON, STAGES, [GateRule("Contract board", START, 7)])
    assert (steps[-1].name, steps[-1].decided) == ("Contract board", ON)
    assert steps[-1].papers == dt.date(2028, 3, 27)


@pytest.mark.parametrize(
    ("lead", "forward_plan", "papers", "begins"),
    [
        (5, (2028, 2, 1), (2028, 2, 25), (2028, 2, 1)),
        (40, (2028, 2, 1), (2028, 1, 21), (2028, 1, 21)),
    ],
)
def test_a_key_decision_needs_both_its_papers_and_the_forward_plan(
    lead: int, forward_plan: tuple[int, ...], papers: tuple[int, ...], begins: tuple[int, ...]
) -> None:
    meeting = dt.date(2028, 3, 1)
    step = gate_step(GateRule("Cabinet", "tender", lead, key_decision=True, meetings=(meeting,)))
    assert step.forward_plan == dt.date(*forward_plan)
    assert step.papers == dt.date(*papers)
    assert step.begins == dt.date(*begins)
    assert "on the forward plan by 1 February 2028, 28 clear days before" in step.why


def test_a_stage_says_when_a_day_was_moved() -> None:
    steps = backward_schedule(dt.date(2028, 1, 22), [StageLength("tender", "Tender period", 28)])
    assert steps[0].begins == dt.date(2027, 12, 24)
    assert steps[0].why == "28 calendar days."
    moved = backward_schedule(dt.date(2028, 1, 25), [StageLength("tender", "Tender period", 28)])[0]
    assert (
        moved.why == "28 calendar days; 28 December 2027 is no working day, so it begins on the one before."
    )


def test_what_is_assumed_says_so() -> None:
    assert gate_step(GateRule("Board", "tender", 10, assumed=True)).assumed
    assert not gate_step(GateRule("Board", "tender", 10)).assumed


@given(STARTS, MEETINGS)
def test_the_meeting_chosen_is_the_one_found_by_looking_at_all(
    day: dt.date, meetings: tuple[dt.date, ...]
) -> None:
    assert GateRule("Board", "tender", 10, meetings=meetings).meeting_for(day) == meeting_by_search(
        meetings, day
    )


@given(STARTS, GATES)
def test_steps_meet_each_other_and_nothing_is_asked_of_a_day_off(
    start: dt.date, gates: list[GateRule]
) -> None:
    steps = backward_schedule(start, STAGES, gates)
    assert len(steps) == len(STAGES) + len(gates)
    assert all(this.ends == after.begins for this, after in pairwise(steps))
    for step in steps:
        days = [step.begins, step.ends, step.decided, step.papers, step.forward_plan]
        assert all(is_working_day(day) for day in days if day)
        if step.decided and step.papers:
            assert step.begins <= step.papers <= step.decided <= step.ends
        if step.forward_plan and step.decided:
            assert (step.decided - step.forward_plan).days - 1 >= 28
            assert step.begins <= step.forward_plan


@given(STARTS, GATES, st.data())
def test_another_gate_or_more_lead_time_never_gives_a_later_decide_by_date(
    start: dt.date, gates: list[GateRule], data: st.DataObject
) -> None:
    before = decide_by(start, STAGES, gates)
    extra = data.draw(GATES)
    if extra:
        place = data.draw(st.integers(0, len(gates)))
        assert decide_by(start, STAGES, [*gates[:place], extra[0], *gates[place:]]) <= before
    slower = [
        GateRule(gate.body, gate.before_stage, gate.lead_days + 7, gate.key_decision, meetings=gate.meetings)
        for gate in gates
    ]
    assert decide_by(start, STAGES, slower) <= before


@given(STARTS, GATES, st.integers(1, 400))
def test_a_later_start_never_gives_an_earlier_decide_by_date(
    start: dt.date, gates: list[GateRule], later: int
) -> None:
    assert decide_by(start, STAGES, gates) <= decide_by(start + dt.timedelta(days=later), STAGES, gates)


@given(STARTS, GATES, st.data())
def test_more_meetings_never_hurt_where_the_meetings_are_known(
    start: dt.date, gates: list[GateRule], data: st.DataObject
) -> None:
    steps = backward_schedule(start, STAGES, gates)
    more = [
        GateRule(
            gate.body,
            gate.before_stage,
            gate.lead_days,
            gate.key_decision,
            meetings=tuple(sorted({*gate.meetings, *data.draw(MEETINGS)})) if gate.meetings else (),
        )
        for gate in gates
    ]
    if not any(step.without_meeting for step in steps):
        assert decide_by(start, STAGES, more) >= steps[0].begins


@given(STARTS, GATES)
def test_waiting_for_a_meeting_never_gives_a_later_date_than_the_lead_time_alone(
    start: dt.date, gates: list[GateRule]
) -> None:
    alone = [GateRule(gate.body, gate.before_stage, gate.lead_days, gate.key_decision) for gate in gates]
    assert decide_by(start, STAGES, gates) <= decide_by(start, STAGES, alone)
