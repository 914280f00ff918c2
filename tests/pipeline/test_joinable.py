"""Flags of the pipeline: a published procurement, and who buys or could replace at that time (R4)."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.flags import Kind, Purchase, Stake
from pipeline.joinable import AT_THAT_TIME, pipeline
from pipeline.reasons import Names, reasons, sentence
from tests.pipeline.stakes import (
    CAMDEN,
    HACKNEY,
    ISLINGTON,
    LAMBETH,
    NAMES,
    TODAY,
    half_a_year_before,
    numbers,
    stake,
)

START = dt.date(2028, 4, 3)
WORDS = Names("Housing management system", NAMES)


def purchase(borough: int, starts: dt.date = START, **fields: Any) -> Purchase:
    """Return a procurement with the next number."""
    values: dict[str, Any] = {"procurement": next(numbers), "title": "Housing system", **fields}
    return Purchase(borough=borough, starts=starts, **values)


def open_then(borough: int, **fields: Any) -> Stake:
    """Return a contract that could be replaced on ``START``."""
    return stake(borough, "2028-01-01", "2028-06-30", **fields)


def test_those_who_could_replace_at_that_time_are_in_it() -> None:
    bought = purchase(CAMDEN)
    early = stake(LAMBETH, "2027-01-01", "2028-04-02")
    (flag,) = pipeline([bought], [open_then(HACKNEY), early], TODAY, half_a_year_before)
    assert flag.kind is Kind.PIPELINE
    assert [part.borough for part in flag.parts] == [CAMDEN, HACKNEY]
    assert flag.start_on == START
    assert flag.purchase == bought
    assert flag.parts[0].purchases == (bought,)
    assert flag.parts[0].decide_by is None
    assert flag.parts[1].decide_by == START - dt.timedelta(days=182)


def test_nobody_else_at_that_time_is_no_flag() -> None:
    assert pipeline([purchase(CAMDEN)], [open_then(CAMDEN)], TODAY, half_a_year_before) == []
    far = START + AT_THAT_TIME + dt.timedelta(days=1)
    assert pipeline([purchase(CAMDEN), purchase(HACKNEY, far)], [], TODAY, half_a_year_before) == []


def test_one_that_nobody_can_join_in_time_any_more_is_none() -> None:
    soon = purchase(CAMDEN, TODAY + dt.timedelta(days=100))
    contract = stake(HACKNEY, "2026-07-01", "2026-12-31")
    assert pipeline([soon], [contract], TODAY, half_a_year_before) == []
    out = purchase(CAMDEN, publishes=TODAY)
    assert pipeline([out], [open_then(HACKNEY)], TODAY, half_a_year_before) == []
    (flag,) = pipeline([out, purchase(LAMBETH)], [open_then(HACKNEY)], TODAY, half_a_year_before)
    assert flag.purchase is not None
    assert flag.purchase.borough == LAMBETH  # Camden's tender is out, Lambeth's can be joined


def test_one_that_has_started_is_over() -> None:
    started = purchase(CAMDEN, TODAY - dt.timedelta(days=1))
    contract = stake(HACKNEY, "2026-01-01", "2026-12-31")
    assert pipeline([started], [contract], TODAY, half_a_year_before) == []


def test_a_tender_that_goes_out_earlier_is_the_last_day_to_join() -> None:
    monday = dt.date(2027, 3, 1)
    bought = purchase(CAMDEN, publishes=monday, assumed=False)
    (flag,) = pipeline([bought], [open_then(HACKNEY)], TODAY, half_a_year_before)
    assert flag.parts[1].decide_by == dt.date(2027, 2, 26)  # the working day before
    assert flag.parts[1].assumed is False


def test_two_procurements_at_one_time_are_one_flag_about_the_first() -> None:
    first = purchase(CAMDEN, publishes=dt.date(2027, 6, 1))
    second = purchase(HACKNEY, START + AT_THAT_TIME, publishes=dt.date(2027, 3, 1))
    (flag,) = pipeline([second, first], [], TODAY, half_a_year_before)
    assert flag.purchase == first
    assert flag.parts[1].purchases == (second,)
    assert flag.parts[1].decide_by == dt.date(2027, 2, 26)  # before the first of the two tenders


def test_the_contract_that_is_replaced_is_shown_and_its_joint_holder_is_no_news() -> None:
    ours, theirs = open_then(CAMDEN, contract=900), open_then(HACKNEY, contract=900)
    bought = purchase(CAMDEN, replaces=900)
    assert pipeline([bought], [ours, theirs], TODAY, half_a_year_before) == []
    (flag,) = pipeline([bought], [ours, theirs, open_then(ISLINGTON)], TODAY, half_a_year_before)
    assert [part.borough for part in flag.parts] == [CAMDEN, ISLINGTON]
    assert flag.parts[0].counted == (ours,)


def test_what_it_says() -> None:
    bought = purchase(CAMDEN, publishes=dt.date(2027, 6, 1))
    other = purchase(LAMBETH, START + dt.timedelta(days=30))
    (flag,) = pipeline([bought, other], [open_then(HACKNEY)], TODAY, half_a_year_before)
    assert sentence(flag, WORDS, TODAY) == (
        "Camden buys “Housing system” from 3 April 2028; Lambeth buys in the same service area at that time; "
        "Hackney could replace their housing management systems then. "
        "Hackney and Lambeth must decide by 28 May 2027 (assumed)."
    )
    said = " ".join(reasons(flag, WORDS, TODAY))
    assert (
        "Camden: buys “Housing system”, tender to be published on 1 June 2027, starts on 3 April 2028" in said
    )
    assert "tender published on 1 June 2027" in " ".join(reasons(flag, WORDS, dt.date(2027, 6, 2)))


DAYS = st.dates(TODAY, TODAY + dt.timedelta(days=900))
BOROUGHS = st.integers(1, 4)
PURCHASES = st.lists(st.tuples(BOROUGHS, DAYS), max_size=5)
WINDOWS = st.lists(st.tuples(BOROUGHS, DAYS, st.integers(0, 300)), max_size=6)


@given(PURCHASES, WINDOWS)
def test_every_set_is_found_and_none_lies_inside_another(
    bought: list[tuple[int, dt.date]], windows: list[tuple[int, dt.date, int]]
) -> None:
    purchases = [Purchase(number, *one) for number, one in enumerate(bought)]
    stakes = [
        stake(borough, day.isoformat(), (day + dt.timedelta(days=length)).isoformat())
        for borough, day, length in windows
    ]
    found = pipeline(purchases, stakes, TODAY, half_a_year_before)

    wanted = {}
    for one in purchases:
        near = {other.borough for other in purchases if abs(other.starts - one.starts) <= AT_THAT_TIME}
        open_now = {other.borough for other in stakes if other.open_on(one.starts)}
        in_time = one.starts >= TODAY + dt.timedelta(days=182)
        # Nothing is known of when tenders are published: who buys at that time can be spoken to.
        possible = near - {one.borough} or (in_time and open_now - {one.borough})
        near |= open_now
        if possible:
            wanted[one.procurement] = near
    said = {
        flag.purchase.procurement: (
            {part.borough for part in flag.parts},
            {one.procurement for part in flag.parts for one in part.purchases},
        )
        for flag in found
        if flag.purchase
    }
    assert len(said) == len(found)
    assert all(boroughs == wanted[number] for number, (boroughs, _) in said.items())
    for number, boroughs in wanted.items():  # nothing is missing
        assert any(boroughs <= others and number in theirs for others, theirs in said.values())
    for number, (boroughs, _) in said.items():  # nothing lies inside another
        assert not any(
            boroughs <= others and number in theirs for one, (others, theirs) in said.items() if one != number
        )
