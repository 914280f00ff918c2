"""The dates of a timeline: proposed, moved, compared. No database."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boroughs.calendar import is_working_day
from boroughs.schedule import GateRule, StageLength, backward_schedule
from pipeline.timeline_chart import DrawnDay, DrawnStage, timeline_chart
from pipeline.timelines import (
    Plan,
    State,
    moved_by,
    plan_of,
    said_of_move,
    slip,
    state_of_day,
    state_of_stage,
)

DAY = dt.date(2027, 6, 1)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2035, 12, 31))
LENGTHS = st.lists(st.integers(1, 120), min_size=1, max_size=6)
NAMES = ["specification", "publication", "tender_period", "evaluation", "award_decision", "signature"]

#: The first look at the bank holidays takes longer than Hypothesis likes on a busy machine.
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def days(number: int) -> dt.timedelta:
    """Return a stretch of some days."""
    return dt.timedelta(days=number)


def planned(start: dt.date, lengths: list[int], lead: int) -> Plan:
    """Return the plan of a route whose last stage has a gate before it."""
    stages = [StageLength(name, name, length) for name, length in zip(NAMES, lengths, strict=False)]
    gate = GateRule("Cabinet", stages[-1].stage, lead, assumed=True)
    return plan_of(backward_schedule(start, stages, [gate]))


@quick
@given(DAYS, LENGTHS, st.integers(0, 60))
def test_a_plan_leads_without_gaps_to_the_start(start: dt.date, lengths: list[int], lead: int) -> None:
    plan = planned(start, lengths, lead)
    assert [stage.stage for stage in plan.stages] == NAMES[: len(lengths)]
    for before, after in zip(plan.stages, plan.stages[1:], strict=False):
        assert before.begins <= before.ends <= after.begins
    assert plan.stages[-1].ends <= start
    (gate,) = plan.gates
    assert gate.on <= plan.stages[-1].begins
    assert gate.papers_on is not None
    assert gate.papers_on <= gate.on
    assert plan.assumed


@quick
@given(DAYS, st.integers(1, 400))
def test_a_moved_day_is_a_working_day_not_before_it_was_asked_for(day: dt.date, number: int) -> None:
    moved = moved_by(day, number)
    assert is_working_day(moved)
    assert days(0) <= moved - (day + days(number)) <= days(5)


@quick
@given(DAYS)
def test_what_is_not_moved_stays_even_at_a_weekend(day: dt.date) -> None:
    assert moved_by(day, 0) == day
    assert slip(day, day) == ""


@quick
@given(DAYS, st.integers(1, 500))
def test_what_slips_one_way_slips_back_the_other(day: dt.date, number: int) -> None:
    later, earlier = slip(day, day + days(number)), slip(day + days(number), day)
    assert later == earlier.replace("earlier", "later")
    assert later.startswith(f"{number:,} day")


@pytest.mark.parametrize(
    ("entered", "left", "today", "state"),
    [
        (None, None, DAY - days(1), State.COMING),
        (None, None, DAY, State.COMING),
        (None, None, DAY + days(1), State.LATE),
        (DAY, None, DAY + days(10), State.RUNNING),
        (DAY, None, DAY + days(11), State.LATE),
        (DAY, DAY + days(40), DAY + days(50), State.DONE),
    ],
)
def test_where_a_stage_stands(
    entered: dt.date | None, left: dt.date | None, today: dt.date, state: State
) -> None:
    assert state_of_stage((DAY, DAY + days(10)), entered, left, today) is state


def test_what_was_passed_over_is_not_overdue() -> None:
    state = state_of_stage((DAY, DAY), None, None, DAY + days(9), passed_over=True)
    assert state is State.SKIPPED


def test_where_a_milestone_stands() -> None:
    assert state_of_day(DAY, None, DAY) is State.COMING
    assert state_of_day(DAY, None, DAY + days(1)) is State.LATE
    assert state_of_day(DAY, DAY + days(9), DAY + days(20)) is State.DONE


def test_a_move_is_said_with_both_days_and_the_difference() -> None:
    said = said_of_move("Evaluation begins", DAY, DAY + days(12))
    assert str(said) == "Evaluation begins: 13 June 2027 instead of 1 June 2027, 12 days later."
    assert str(said_of_move("It ends", DAY, DAY - days(1))).endswith(
        "31 May 2027 instead of 1 June 2027, 1 day earlier."
    )


@quick
@given(DAYS, st.integers(-200, 200), st.integers(-200, 900))
def test_everything_is_drawn_inside_the_drawing(day: dt.date, slipped: int, ahead: int) -> None:
    stage = DrawnStage(
        "Evaluation",
        (day, day + days(30)),
        (day + days(slipped), day + days(slipped + 30)),
        day,
        None,
        State.LATE,
    )
    gate = DrawnDay("Cabinet", day + days(ahead), None, State.COMING, is_gate=True)
    chart = timeline_chart([stage], [gate], day + days(400), day + days(60))
    places = [float(mark.rstrip("%")) for row in chart.rows for mark in [row.diamond] if mark]
    spans = [span for row in chart.rows for span in (row.planned, row.first, row.real) if span]
    places += [float(value.rstrip("%")) for span in spans for value in (span.x, span.end)]
    assert all(0 <= place <= 100 for place in places)
    assert chart.any_slipped == (slipped != 0)
    assert [row.is_gate for row in chart.rows].count(True) == 1
