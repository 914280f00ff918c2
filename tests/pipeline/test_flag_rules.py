"""What makes a flag, and what it carries (R4)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import Window
from pipeline.flags import (
    Decision,
    Finding,
    Kind,
    Stake,
    one_a_product,
    renewal_windows,
    shared_product,
    shared_supplier,
)
from tests.pipeline.stakes import CAMDEN, HACKNEY, ISLINGTON, TODAY, half_a_year_before, stake


def test_two_boroughs_with_one_supplier_are_a_flag() -> None:
    (flag,) = shared_supplier([stake(CAMDEN), stake(HACKNEY), stake(HACKNEY, annual_value=None)], TODAY)

    assert [part.borough for part in flag.parts] == [CAMDEN, HACKNEY]
    assert flag.value == Decimal(120_000)
    assert flag.unknown_values == 1


def test_one_borough_alone_is_none() -> None:
    assert shared_supplier([stake(CAMDEN), stake(CAMDEN)], TODAY) == []


def test_a_joint_contract_alone_is_none() -> None:
    assert shared_supplier([stake(CAMDEN, contract=900), stake(HACKNEY, contract=900)], TODAY) == []


def test_a_joint_contract_counts_once_in_the_value() -> None:
    (flag,) = shared_supplier(
        [stake(CAMDEN, contract=900), stake(HACKNEY, contract=900), stake(ISLINGTON)], TODAY
    )

    assert flag.value == Decimal(120_000)


def test_the_value_of_nothing_known_is_not_zero() -> None:
    (flag,) = shared_supplier([stake(CAMDEN, annual_value=None), stake(HACKNEY, annual_value=None)], TODAY)

    assert flag.value is None
    assert flag.unknown_values == 2


def test_a_borough_decides_next_by_its_first_date_that_is_not_past() -> None:
    past, soon, later = (dt.date(2026, month, 1) for month in (1, 9, 12))
    (flag,) = shared_supplier(
        [stake(CAMDEN, decide_by=day) for day in (later, past, soon)] + [stake(HACKNEY, decide_by=past)],
        TODAY,
    )

    assert [part.decide_by for part in flag.parts] == [soon, past]


def test_a_second_contract_for_the_same_product_is_listed_and_not_counted() -> None:
    small, large = stake(CAMDEN, product=5), stake(CAMDEN, product=5, annual_value=Decimal(90_000))
    other = stake(CAMDEN)

    assert one_a_product([small, other, large]) == ((large, other), (small,))


def test_boroughs_whose_windows_share_a_day_start_on_the_last_day_they_share() -> None:
    (flag,) = renewal_windows(
        [stake(CAMDEN, "2027-01-01", "2027-06-30"), stake(HACKNEY, "2027-04-01", "2027-12-31")],
        TODAY,
        half_a_year_before,
    )

    assert flag.common == Window(dt.date(2027, 4, 1), dt.date(2027, 6, 30))
    assert flag.start_on == dt.date(2027, 6, 30)
    assert flag.decide_by == dt.date(2026, 12, 30)
    assert [part.assumed for part in flag.parts] == [False, True]


def test_an_option_that_must_be_used_makes_its_notice_date_the_earlier_one() -> None:
    ends_first = stake(
        CAMDEN, "2026-12-01", "2028-12-31", end=dt.date(2027, 3, 1), has_option=True, notice_days=180
    )
    (flag,) = renewal_windows(
        [ends_first, stake(HACKNEY, "2028-10-01", "2029-06-30")], TODAY, half_a_year_before
    )

    assert flag.start_on == dt.date(2028, 12, 31)
    assert flag.parts[0].decide_by == dt.date(2026, 9, 2)  # 180 days before 1 March 2027
    assert flag.parts[1].decide_by == dt.date(2028, 7, 2)


def test_an_option_that_need_not_be_used_has_no_say() -> None:
    (flag,) = renewal_windows(
        [
            stake(CAMDEN, "2026-12-01", "2027-03-01", has_option=True, notice_days=180),
            stake(HACKNEY, "2026-12-01", "2029-06-30"),
        ],
        TODAY,
        half_a_year_before,
    )

    assert flag.parts[0].decide_by == dt.date(2026, 8, 31)


def test_contracts_open_on_the_start_count_and_others_of_the_common_days_are_listed() -> None:
    first, second = stake(CAMDEN, "2027-01-01", "2027-03-31"), stake(CAMDEN, "2027-03-01", "2027-06-30")
    (flag,) = renewal_windows(
        [first, second, stake(HACKNEY, "2027-01-01", "2027-12-31")], TODAY, half_a_year_before
    )

    assert flag.parts[0].counted == (second,)
    assert flag.parts[0].listed == (first,)


def test_of_two_stretches_the_one_is_taken_in_which_more_boroughs_can_still_decide() -> None:
    (flag,) = renewal_windows(
        [
            stake(CAMDEN, "2026-05-01", "2026-08-01"),
            stake(CAMDEN, "2027-05-01", "2027-08-01"),
            stake(HACKNEY, "2026-05-01", "2028-01-01"),
        ],
        TODAY,
        half_a_year_before,
    )

    assert flag.start_on == dt.date(2027, 8, 1)


def test_a_flag_stays_when_it_is_too_late_to_decide() -> None:
    (flag,) = renewal_windows(
        [stake(CAMDEN, "2026-05-01", "2026-08-01"), stake(HACKNEY, "2026-05-01", "2026-09-01")],
        TODAY,
        half_a_year_before,
    )

    assert flag.decide_by == dt.date(2026, 1, 31)
    assert flag.next_decision(TODAY) is None


def test_the_largest_contract_says_which_gates_apply_and_an_unknown_value_that_all_do() -> None:
    asked: list[Decimal | None] = []

    def decide(borough: int, start: dt.date, value: Decimal | None) -> Decision:
        asked.append(value)
        return half_a_year_before(borough, start, value)

    window = ("2027-01-01", "2027-06-30")
    renewal_windows(
        [
            stake(CAMDEN, *window),
            stake(CAMDEN, *window, value=Decimal(900_000)),
            stake(HACKNEY, *window),
            stake(HACKNEY, *window, value=None),
        ],
        TODAY,
        decide,
    )

    assert asked == [Decimal(900_000), None]


def test_of_each_borough_s_contracts_for_a_shared_product_the_largest_counts() -> None:
    large, small, theirs = (
        stake(CAMDEN, product=7, annual_value=Decimal(90_000)),
        stake(CAMDEN, product=7, annual_value=None),
        stake(HACKNEY, product=7, closes="2028-03-31", decide_by=dt.date(2027, 10, 1)),
    )
    (flag,) = shared_product([small, theirs, large], TODAY)
    camden, hackney = flag.parts
    assert (camden.counted, camden.listed) == ((large,), (small,))
    assert (hackney.counted, hackney.decide_by) == ((theirs,), dt.date(2027, 10, 1))
    assert (flag.kind, flag.holders, flag.value) == (Kind.SHARED_PRODUCT, 2, Decimal(150_000))
    assert shared_product([small, large], TODAY) == []
    assert shared_product([stake(CAMDEN, contract=900), stake(HACKNEY, contract=900)], TODAY) == []


held = st.tuples(
    st.integers(1, 4),  # borough
    st.integers(0, 40),  # first day of the window
    st.integers(0, 15),  # days
    st.sampled_from([None, 7, 8]),  # product
    st.sampled_from([None, Decimal(10_000), Decimal(90_000)]),  # a year
)


@given(st.lists(held, max_size=12))
def test_reading_only_what_counts_finds_the_same_as_reading_everything(rows: list[tuple[Any, ...]]) -> None:
    whole = [
        stake(
            borough,
            str(TODAY + dt.timedelta(days=first)),
            str(TODAY + dt.timedelta(days=first + days)),
            product=product,
            annual_value=value,
            has_option=True,
            notice_days=first,
        )
        for borough, first, days, product, value in rows
    ]
    narrow = [
        one._replace(product=None, value=None, end=None, has_option=False, notice_days=None, title="")
        for one in whole
    ]

    def given_whole(contracts: Collection[int]) -> dict[tuple[int, int], Stake]:
        return {(one.borough, one.contract): one for one in whole if one.contract in contracts}

    everything = renewal_windows(whole, TODAY, half_a_year_before)
    enough = renewal_windows(narrow, TODAY, half_a_year_before, given_whole)
    assert [_told(flag) for flag in enough] == [_told(flag) for flag in everything]


def _told(flag: Finding) -> list[object]:
    """Return all of a finding that is stored or said; of a contract that is listed only its id is."""
    parts = [replace(part, listed=()) for part in flag.parts]
    listed = [[one.contract for one in part.listed] for part in flag.parts]
    return [replace(flag, parts=tuple(parts)), listed]
