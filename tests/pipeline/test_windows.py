"""Which boroughs share a day (R4): by examples, and against all subsets of boroughs on small inputs."""

import datetime as dt
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from contracts.dates import Window
from pipeline.windows import maximal_sets, merged

NEW_YEAR = dt.date(2027, 1, 1)
CAMDEN, HACKNEY, ISLINGTON, LAMBETH = 1, 2, 3, 4


def day(number: int) -> dt.date:
    return NEW_YEAR + dt.timedelta(days=number)


def found(windows: dict[int, list[tuple[int, int]]], on: int = 0) -> set[tuple[int, ...]]:
    dated = {borough: [(day(a), day(b)) for a, b in dates] for borough, dates in windows.items()}
    return {tuple(sorted(shared.boroughs)) for shared in maximal_sets(dated, day(on))}


def test_a_chain_is_not_one_set() -> None:
    windows = {CAMDEN: [(0, 10)], HACKNEY: [(8, 20)], ISLINGTON: [(18, 30)]}

    assert found(windows) == {(CAMDEN, HACKNEY), (HACKNEY, ISLINGTON)}


def test_a_set_inside_another_is_dropped() -> None:
    windows = {CAMDEN: [(0, 10), (50, 60)], HACKNEY: [(5, 10), (55, 60)], ISLINGTON: [(7, 8)]}

    assert found(windows) == {(CAMDEN, HACKNEY, ISLINGTON)}


def test_one_day_is_enough_and_touching_days_are_not() -> None:
    assert found({CAMDEN: [(0, 10)], HACKNEY: [(10, 20)]}) == {(CAMDEN, HACKNEY)}
    assert found({CAMDEN: [(0, 10)], HACKNEY: [(11, 20)]}) == set()


def test_two_windows_of_one_borough_are_no_set() -> None:
    assert found({CAMDEN: [(0, 10), (5, 20)]}) == set()


def test_a_window_that_closed_is_not_live() -> None:
    windows = {CAMDEN: [(0, 10)], HACKNEY: [(0, 10)]}

    assert found(windows, on=10) == {(CAMDEN, HACKNEY)}
    assert found(windows, on=11) == set()


def test_the_days_are_given_from_the_opening_of_the_last_window_whatever_the_day_of_the_run() -> None:
    windows = {CAMDEN: [(day(0), day(30))], HACKNEY: [(day(10), day(40))], ISLINGTON: [(day(60), day(70))]}

    for on in (0, 20, 30):
        (shared,) = maximal_sets(windows, day(on))
        assert shared.stretches == (Window(day(10), day(30)),)


def test_a_set_that_meets_twice_is_one_set_with_two_stretches() -> None:
    windows = {CAMDEN: [(day(0), day(5)), (day(20), day(25))], HACKNEY: [(day(0), day(40))]}

    (shared,) = maximal_sets(windows, day(0))

    assert shared.stretches == (Window(day(0), day(5)), Window(day(20), day(25)))


def test_windows_that_follow_each_other_without_a_gap_are_one() -> None:
    assert merged([(day(6), day(9)), (day(0), day(5)), (day(11), day(12))]) == [
        Window(day(0), day(9)),
        Window(day(11), day(12)),
    ]


stretches = st.tuples(st.integers(0, 25), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
registers = st.dictionaries(st.integers(1, 6), st.lists(stretches, max_size=3), max_size=6)


def open_days(windows: list[tuple[int, int]], on: int) -> set[int]:
    return {number for first, last in windows for number in range(first, last + 1) if number >= on}


def by_trying_all_subsets(windows: dict[int, list[tuple[int, int]]], on: int) -> set[tuple[int, ...]]:
    days = {borough: open_days(dates, on) for borough, dates in windows.items()}
    sharing = [
        frozenset(chosen)
        for size in range(2, len(days) + 1)
        for chosen in combinations(sorted(days), size)
        if set.intersection(*(days[borough] for borough in chosen))
    ]
    return {tuple(sorted(one)) for one in sharing if not any(one < other for other in sharing)}


@given(registers, st.integers(0, 20))
def test_the_sets_are_those_found_by_trying_all_subsets(
    windows: dict[int, list[tuple[int, int]]], on: int
) -> None:
    assert found(windows, on) == by_trying_all_subsets(windows, on)


@given(registers, st.integers(0, 20))
def test_on_every_day_of_a_stretch_all_boroughs_of_the_set_are_open(
    windows: dict[int, list[tuple[int, int]]], on: int
) -> None:
    dated = {borough: [(day(a), day(b)) for a, b in dates] for borough, dates in windows.items()}

    for shared in maximal_sets(dated, day(on)):
        for stretch in shared.stretches:
            assert stretch.closes >= day(on)
            for number in range((stretch.closes - stretch.opens).days + 1):
                moment = stretch.opens + dt.timedelta(days=number)
                for borough in shared.boroughs:
                    live = [dates for dates in dated[borough] if dates[1] >= day(on)]
                    assert any(first <= moment <= last for first, last in live)
