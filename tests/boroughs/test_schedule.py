"""The backward schedule and the decide-by date (R3)."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boroughs.calendar import is_working_day
from boroughs.schedule import GateRule, StageLength, backward_schedule, decide_by

START = dt.date(2028, 4, 3)  # a Monday
STAGES = (
    StageLength("specification", "Specification", 30),
    StageLength("tender_period", "Tender period", 28),
    StageLength("standstill", "Standstill", 8, working_days=True),
    StageLength("mobilisation", "Mobilisation", 60),
)
STARTS = st.dates(dt.date(2026, 1, 1), dt.date(2036, 12, 31))
LENGTHS = st.lists(st.tuples(st.integers(0, 120), st.booleans()), min_size=1, max_size=9)


def stages_of(lengths: list[tuple[int, bool]]) -> tuple[StageLength, ...]:
    """Return stages with these lengths, the first one first."""
    return tuple(
        StageLength(f"stage{number}", f"Stage {number}", days, working)
        for number, (days, working) in enumerate(lengths)
    )


def test_the_steps_of_a_known_case() -> None:
    board = GateRule("Board", "tender_period", 21)
    steps = backward_schedule(START, STAGES, [board], Decimal(200_000))
    assert [(step.name, step.begins) for step in steps] == [
        ("Specification", dt.date(2027, 11, 3)),
        ("Board", dt.date(2027, 12, 3)),
        ("Tender period", dt.date(2027, 12, 24)),  # 28 days back is a bank holiday
        ("Standstill", dt.date(2028, 1, 24)),
        ("Mobilisation", dt.date(2028, 2, 3)),
    ]
    assert steps[-1].ends == START


@pytest.mark.parametrize(
    ("low", "high", "value", "expected"),
    [
        (None, None, Decimal(1), True),
        (Decimal(100), None, Decimal(100), True),
        (Decimal(100), None, Decimal("99.99"), False),
        (None, Decimal(500), Decimal(500), False),
        (None, Decimal(500), Decimal("499.99"), True),
        (Decimal(100), Decimal(500), None, True),  # unknown is not zero: every gate may apply
    ],
)
def test_a_gate_applies_within_its_band(
    low: Decimal | None, high: Decimal | None, value: Decimal | None, expected: bool
) -> None:
    gate = GateRule("Board", "tender_period", 21, value_from=low, value_to=high)
    assert gate.applies_to(value) is expected


def test_a_key_decision_stands_on_the_forward_plan_for_28_clear_days() -> None:
    gate = GateRule("Cabinet", "mobilisation", lead_days=5, key_decision=True)
    step = next(step for step in backward_schedule(START, STAGES, [gate]) if step.is_gate)
    clear_days = (step.ends - step.begins).days - 1
    assert clear_days >= 28


def test_a_borough_may_ask_for_more_days_on_the_forward_plan_than_the_law() -> None:
    gate = GateRule("Cabinet", "mobilisation", lead_days=5, key_decision=True, forward_plan_days=35)
    step = next(step for step in backward_schedule(START, STAGES, [gate]) if step.is_gate)
    assert step.decided
    assert step.forward_plan
    assert (step.decided - step.forward_plan).days - 1 >= 35
    assert "35 clear days before" in step.why


def test_without_stages_nothing_can_be_said() -> None:
    with pytest.raises(ValueError, match="stages of a procurement route"):
        decide_by(START, [])


@given(STARTS, LENGTHS)
def test_every_step_begins_on_a_working_day_and_meets_the_next(
    start: dt.date, lengths: list[tuple[int, bool]]
) -> None:
    steps = backward_schedule(start, stages_of(lengths))
    assert all(is_working_day(step.begins) for step in steps)
    assert all(this.ends == after.begins for this, after in pairwise(steps))
    assert steps[-1].ends <= start


@given(STARTS, LENGTHS, st.data())
def test_a_longer_stage_never_gives_a_later_decide_by_date(
    start: dt.date, lengths: list[tuple[int, bool]], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(lengths) - 1))
    longer = [*lengths]
    longer[which] = (lengths[which][0] + data.draw(st.integers(1, 60)), lengths[which][1])
    assert decide_by(start, stages_of(longer)) <= decide_by(start, stages_of(lengths))


@given(STARTS, LENGTHS, st.integers(0, 90), st.integers(1, 60), st.booleans())
def test_more_lead_time_never_gives_a_later_decide_by_date(
    start: dt.date, lengths: list[tuple[int, bool]], lead: int, more: int, key: bool
) -> None:
    def first(days: int) -> dt.date:
        return decide_by(start, stages_of(lengths), [GateRule("Board", "stage0", days, key)])

    assert first(lead + more) <= first(lead) <= decide_by(start, stages_of(lengths))


@given(STARTS, LENGTHS, st.integers(1, 400))
def test_a_later_start_never_gives_an_earlier_decide_by_date(
    start: dt.date, lengths: list[tuple[int, bool]], later: int
) -> None:
    assert decide_by(start + dt.timedelta(days=later), stages_of(lengths)) >= decide_by(
        start, stages_of(lengths)
    )
