"""Sums of demand give nobody's figure away: shown against readers who reckon by brute force (R9)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.confidence import can_be_renewed, can_be_shown, changes, spread

SMALL = st.lists(st.integers(0, 24), min_size=3, max_size=4) | st.lists(
    st.integers(0, 11), min_size=5, max_size=5
)
#: Figures that are alike for some reader, where a rule gives away the most.
ALIKE = st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(2, 4)).map(
    lambda one: [one[0], *[one[1]] * one[2]]
)


def amounts(*numbers: int) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def parts(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Yield every way of writing a total as so many whole numbers from 0 up."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in parts(total - first, places - 1):
            yield (first, *rest)


def what_a_reader_cannot_rule_out(figures: Sequence[int], reader: int) -> Iterator[tuple[int, ...]]:
    """Yield the others' figures that fit all that one of the boroughs knows: its own figure, the sum, how
    many gave one, the spread, and that the rules let the sum be shown."""
    own, total = figures[reader], sum(figures)
    said = spread(amounts(*figures))
    for others in parts(total - own, len(figures) - 1):
        if can_be_shown(amounts(own, *others)) and spread(amounts(own, *others)) == said:
            yield others


def is_given_away(figures: Sequence[int], reader: int) -> bool:
    """Tell whether some borough's figure is the same in everything that a reader cannot rule out."""
    seen: list[set[int]] = [set() for _ in figures[1:]]
    for others in what_a_reader_cannot_rule_out(figures, reader):
        for place, amount in enumerate(others):
            seen[place].add(amount)
        if all(len(values) > 1 for values in seen):
            return False
    return True


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(SMALL | ALIKE)
def test_no_member_can_work_out_another_ones_figure(figures: list[int]) -> None:
    assume(can_be_shown(amounts(*figures)))
    assert not [reader for reader in range(len(figures)) if is_given_away(figures, reader)]


def test_with_three_boroughs_each_learns_the_others_sum_and_no_more() -> None:
    possible = list(what_a_reader_cannot_rule_out([40, 30, 50], 0))
    assert {sum(others) for others in possible} == {80}
    assert len(possible) > 40


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ([400, 300], "each would read the other's off"),
        ([400, 300, 0], "nought is no third figure"),
        ([9_000, 30, 20], "the second would know the largest within a per cent"),
        ([9, 8, 8], "so few whole numbers can be guessed"),
        ([25, 3, 3], "the first would know that the others are alike, or it would not be shown"),
        ([], "there is nothing"),
    ],
)
def test_it_is_not_shown(figures: list[int], why: str) -> None:
    assert not can_be_shown(amounts(*figures)), why


class TestRenewing:
    """The difference of two sums is a sum, too."""

    SHOWN = {1: Decimal(400), 2: Decimal(300), 3: Decimal(500)}

    def test_the_fourth_borough_waits_until_three_have_moved(self) -> None:
        now = self.SHOWN | {4: Decimal(350)}
        assert not can_be_renewed(self.SHOWN, now)
        assert not can_be_renewed(self.SHOWN, now | {5: Decimal(300)})
        assert can_be_renewed(self.SHOWN, now | {5: Decimal(300), 6: Decimal(380)})

    def test_one_that_leaves_is_not_read_off_either(self) -> None:
        bigger = self.SHOWN | {4: Decimal(350)}
        assert not can_be_renewed(bigger, self.SHOWN)

    @given(
        st.lists(st.dictionaries(st.integers(1, 6), st.integers(0, 500), max_size=3), min_size=1, max_size=12)
    )
    def test_each_renewal_mixes_changes_of_three_or_more(self, rounds: list[dict[int, int]]) -> None:
        """So every further sum brings a reader, who knows their own change, two unknown ones at least."""
        now: dict[int, Decimal] = {}
        shown: list[dict[int, Decimal]] = [{}]
        for one in rounds:
            now = now | {borough: Decimal(amount) for borough, amount in one.items()}
            if can_be_renewed(shown[-1], now) and now != shown[-1]:
                shown.append(now)
        for before, after in pairwise(shown):
            assert len(changes(before, after)) >= 3


class TestSpread:
    """How far figures lie apart, in words that name none of them."""

    def test_it_waits_for_five(self) -> None:
        assert spread(amounts(1, 2, 3, 4)) == ""
        assert spread(amounts(1, 2, 3, 4, 0)) == ""

    @pytest.mark.parametrize(
        ("largest", "said"),
        [(20, "at most twice"), (21, "two to five"), (60, "five to ten"), (101, "more than ten")],
    )
    def test_it_is_a_class_and_not_a_figure(self, largest: int, said: str) -> None:
        assert said in spread(amounts(10, 12, 14, 15, largest))
