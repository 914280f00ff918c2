"""A flag found again is the same flag (R4)."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity import keep_identity


def test_a_set_changed_by_some_contracts_is_the_same_flag() -> None:
    assert keep_identity([{1, 2, 3, 9}], {70: {1, 2, 3, 4}}) == {0: 70}


def test_half_is_enough_and_less_is_not() -> None:
    assert keep_identity([{1, 2, 8, 9}], {70: {1, 2, 3, 4}}) == {0: 70}
    assert keep_identity([{1, 7, 8, 9}], {70: {1, 2, 3, 4}}) == {}
    assert keep_identity([{1, 2}], {70: {1, 2, 3, 4, 5}}) == {}


def test_the_largest_overlap_wins() -> None:
    found = [{1, 2, 3}, {1, 2, 3, 4}]

    assert keep_identity(found, {70: {1, 2, 3, 4}}) == {1: 70}


def test_the_older_flag_wins_where_the_overlap_is_the_same() -> None:
    assert keep_identity([{1, 2}], {71: {1, 2}, 70: {1, 2}}) == {0: 70}


def test_a_flag_that_falls_apart_stays_with_one_of_its_parts() -> None:
    assert keep_identity([{1, 2}, {3, 4}], {70: {1, 2, 3, 4}}) == {0: 70}


contracts = st.sets(st.integers(1, 8), min_size=1)


@given(st.lists(contracts, max_size=5), st.dictionaries(st.integers(70, 75), contracts, max_size=5))
def test_no_flag_is_given_twice_and_every_overlap_is_at_least_half(
    found: list[set[int]], stored: dict[int, set[int]]
) -> None:
    kept = keep_identity(found, stored)

    assert len(set(kept.values())) == len(kept)
    for place, flag in kept.items():
        assert 2 * len(found[place] & stored[flag]) >= max(len(found[place]), len(stored[flag]))


@given(st.dictionaries(st.integers(70, 75), contracts, max_size=5))
def test_sets_found_unchanged_are_their_own_flags(stored: dict[int, set[int]]) -> None:
    different = {flag: own for flag, own in stored.items() if list(stored.values()).count(own) == 1}

    assert keep_identity(list(different.values()), different) == dict(enumerate(different))
