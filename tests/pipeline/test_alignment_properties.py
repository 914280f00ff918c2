"""The alignment plan against a planner that tries every day, and what must hold for every plan (R5)."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from boroughs.calendar import is_working_day
from boroughs.words import counted, money, plain_date
from contracts.dates import Term
from pipeline.alignment import make_plan
from pipeline.alignment_plan import Case, Standing
from pipeline.alignment_words import explanation, sentence
from pipeline.flags import total
from tests.pipeline.alignment_cases import (
    OPTIONS,
    TODAY,
    cases,
    every_day,
    is_decision_day,
    weight_by_hand,
)

some = settings(max_examples=40, deadline=None)


def best_by_hand(one: Case) -> tuple[Any, ...] | None:
    """Return the weight of the best of all days."""
    return max((weight for day in every_day(one) if (weight := weight_by_hand(one, day))), default=None)


@some
@given(cases())
def test_no_day_is_better_than_the_best_start(one: Case) -> None:
    plan = make_plan(one)
    assert (weight_by_hand(one, plan.start) if plan.start else None) == best_by_hand(one)


@some
@given(cases(), st.data())
def test_on_any_day_those_start_who_can(one: Case, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(list(every_day(one))))
    plan = make_plan(one, day)
    weight = weight_by_hand(one, day)
    assert plan.outcome
    if weight is None:
        assert len(plan.together) < 2
    else:
        value, boroughs, contracts, slack, _ = weight
        assert len(plan.together) == len(plan.outcome.together) == boroughs
        assert plan.outcome.contracts == contracts
        assert (plan.outcome.value or 0) == value
        assert plan.outcome.slack_days == slack


@some
@given(cases(), OPTIONS, st.data())
def test_one_more_option_makes_no_plan_worse(one: Case, option: Any, data: st.DataObject) -> None:
    before = make_plan(one)
    place = data.draw(st.sampled_from(range(len(one.boroughs))))
    held = one.boroughs[place]
    richer = tuple(
        replace(
            contract,
            term=Term(None, contract.term.end, contract.term.break_date, (*contract.term.options, option)),
        )
        for contract in held.contracts
    )
    boroughs = tuple(replace(each, contracts=richer) if each is held else each for each in one.boroughs)
    after = make_plan(replace(one, boroughs=boroughs))
    if before.start:
        assert after.start
        was, now = weight_by_hand(one, before.start), weight_by_hand(after.case, after.start)
        assert was
        assert now
        assert now >= was


@some
@given(cases())
def test_who_starts_can_still_decide_on_a_working_day_not_after_any_notice(one: Case) -> None:
    for part in make_plan(one).together:
        for turn in part.turns:
            assert turn.decide_by
            assert is_decision_day(turn.decide_by)
            assert turn.schedule_by
            assert turn.decide_by <= turn.schedule_by
            assert turn.notice_by is None or turn.decide_by <= turn.notice_by
            assert turn.way
            assert all(turn.decide_by <= option.notice_by for option in turn.way.options)
        assert part.decide_by == min(turn.decide_by for turn in part.turns if turn.decide_by)


@some
@given(cases(), st.data())
def test_every_borough_stands_somewhere_and_nothing_is_lost(one: Case, data: st.DataObject) -> None:
    plan = make_plan(one, data.draw(st.none() | st.sampled_from(list(every_day(one)))))
    assert [part.borough for part in plan.parts] == list(one.boroughs)
    assert len(plan.together) + len(plan.later) + len(plan.left_out) == len(one.boroughs)
    for part in plan.parts:
        keys = sorted(turn.held.key for turn in (*part.turns, *part.listed))
        assert keys == sorted(contract.key for contract in part.borough.contracts)
        assert part.turns or part.standing is Standing.NOTHING


@some
@given(cases())
def test_who_is_too_late_has_a_decide_by_date_in_the_past(one: Case) -> None:
    for part in make_plan(one).left_out:
        if part.standing is Standing.LATE:
            assert part.decide_by
            assert is_working_day(part.decide_by)
            assert part.decide_by < TODAY


@some
@given(cases())
def test_the_alternatives_are_no_better_and_differ(one: Case) -> None:
    plan = make_plan(one)
    assert len(plan.alternatives) <= 2
    assert plan.outcome or not plan.alternatives
    shown = [outcome for outcome in (plan.outcome, *plan.alternatives) if outcome]
    weights = [weight_by_hand(one, outcome.start) for outcome in shown]
    assert weights == sorted(weights, reverse=True, key=lambda weight: weight or ())
    for place, outcome in enumerate(shown):
        for other in shown[:place]:
            assert outcome.together != other.together or abs((outcome.start - other.start).days) >= 90


@some
@given(cases())
def test_the_order_of_boroughs_changes_nothing(one: Case) -> None:
    turned = make_plan(replace(one, boroughs=one.boroughs[::-1]))
    plan = make_plan(one)
    assert turned.start == plan.start
    assert {part.borough.key: part.standing for part in turned.parts} == {
        part.borough.key: part.standing for part in plan.parts
    }


@some
@given(cases())
def test_the_figures_of_the_explanation_are_those_of_the_boroughs(one: Case) -> None:
    plan = make_plan(one)
    if plan.start is None:
        assert explanation(plan) == []
        return
    together = [part for part in plan.parts if part.standing is Standing.TOGETHER]
    held = {turn.held.key: turn.held for part in together for turn in part.turns}
    values = [contract.annual_value for contract in held.values()]
    decisions = [turn.decide_by for part in together for turn in part.turns if turn.decide_by]
    known, first = total(values), min(decisions)
    said = explanation(plan)
    assert said[0].startswith(
        f"{len(together)} boroughs of {len(one.boroughs)} can start on {plain_date(plan.start)}, "
        f"with {counted(len(held), 'contract')}: "
    )
    assert money(known) in said[0]
    assert (f"{counted(values.count(None), 'contract')} of unknown value" in said[0]) is (
        None in values and known is not None
    )
    assert f"by {plain_date(first)}, {counted((first - TODAY).days, 'day')} from" in said[1]
    assert f"together on {plain_date(plan.start)}." in sentence(plan, "systems")
    assert f"must decide by {plain_date(first)}" in sentence(plan, "systems")
