"""Figures over reviews: what is shown of how many, and that nobody's score can be worked out (R6)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.figures import FEWEST, FEWEST_BOROUGHS, Batch, Given, enough, figure, middle, next_batch

DAY = dt.date(2027, 3, 1)


def given_scores(*boroughs: int, score: int = 3, first: int = 1) -> list[Given]:
    """Return a score for each borough that is named."""
    return [
        Given(key=number, borough=borough, score=score, day=DAY)
        for number, borough in enumerate(boroughs, first)
    ]


def batch(*scores: int, day: dt.date = DAY) -> Batch:
    """Return a batch of scores of as many boroughs."""
    return Batch(scores, frozenset(range(len(scores))), day)


@pytest.mark.parametrize(
    ("boroughs", "answer"),
    [((), False), ((1, 2), False), ((1, 1, 1), False), ((1, 1, 2), True), ((1, 2, 3), True)],
)
def test_a_figure_needs_three_reviews_of_two_boroughs(boroughs: tuple[int, ...], answer: bool) -> None:
    assert enough(boroughs) is answer
    assert (next_batch(given_scores(*boroughs)) is not None) is answer


def test_a_fourth_review_waits_for_two_more() -> None:
    shown = [replace(one, batch=1) for one in given_scores(1, 2, 3)]
    assert next_batch([*shown, *given_scores(4, first=4)]) is None
    assert next_batch([*shown, *given_scores(4, 5, first=4)]) is None
    new = next_batch([*shown, *given_scores(4, 5, 6, first=4)])
    assert new is not None
    assert (new.keys, new.dissolved) == ((4, 5, 6), ())


def test_a_score_that_was_withdrawn_leaves_with_the_next_batch_only() -> None:
    shown = [replace(one, batch=7) for one in given_scores(1, 2, 3)]
    shown[0] = replace(shown[0], stands=False)
    assert next_batch(shown) is None
    new = next_batch([*shown, *given_scores(4, 5, 6, first=4)])
    assert new is not None
    assert (new.keys, new.dissolved) == ((2, 3, 4, 5, 6), (7,))


def test_a_figure_has_its_spread_and_its_numbers() -> None:
    shown = figure([batch(1, 2, 5), batch(4, 4, 4, 4)], DAY)
    assert shown is not None
    assert shown.counts == (1, 1, 0, 4, 1)
    assert (shown.lowest, shown.highest, shown.reviews, shown.boroughs) == (1, 5, 7, 4)
    assert shown.mean == 3.4
    assert figure([], DAY) is None


@pytest.mark.parametrize(
    ("years", "mean"),
    [(0, 3.0), (2, 3.7), (4, 4.2), (6, 4.6)],
)
def test_what_is_two_years_older_weighs_half(years: int, mean: float) -> None:
    old = batch(1, 1, 1, day=DAY - dt.timedelta(days=365 * years))
    shown = figure([old, batch(5, 5, 5)], DAY)
    assert shown is not None
    assert shown.mean == mean


@given(days=st.integers(0, 4000))
def test_a_figure_does_not_move_because_time_passes(days: int) -> None:
    batches = [batch(1, 2, 2, day=DAY - dt.timedelta(days=900)), batch(5, 4, 5)]
    assert figure(batches, DAY) == figure(batches, DAY + dt.timedelta(days=days))


def test_the_median_is_of_the_means() -> None:
    figures = [
        one for one in (figure([batch(*scores)], DAY) for scores in ((1, 1, 1), (5, 5, 5), (2, 2, 2))) if one
    ]
    assert middle(figures) == 2.0
    assert middle(figures[:2]) == 3.0
    assert middle([]) is None


# --- Nobody can be worked out -----------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "write", "write", "change", "withdraw"]), st.integers(0, 30)),
    max_size=24,
)


def played(steps: Iterable[tuple[str, int]]) -> tuple[list[Given], list[frozenset[int]]]:
    """Play what people do to one subject; return all scores ever given and every batch ever shown.

    Each number chooses a borough of four for a new score, or a standing score to change or withdraw.
    """
    scores: list[Given] = []
    shown: list[frozenset[int]] = []
    for what, number in steps:
        standing = [place for place, one in enumerate(scores) if one.stands]
        if what == "write":
            scores.append(Given(len(scores), number % 4, 1 + number % 5, DAY))
        elif standing:
            place = standing[number % len(standing)]
            gone = scores[place]
            scores[place] = replace(gone, stands=False)
            if what == "change":
                scores.append(Given(len(scores), gone.borough, 1 + number % 5, DAY))
        new = next_batch([one for one in scores if one.stands or one.batch is not None])
        if new is not None:
            name = len(shown)
            shown.append(frozenset(new.keys))
            for place, one in enumerate(scores):
                if one.key in new.keys:
                    scores[place] = replace(one, batch=name)
                elif one.batch in new.dissolved:
                    scores[place] = replace(one, batch=None)
    return scores, shown


def reduced(rows: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Return the rows in echelon form, without those that the others give."""
    kept: list[list[Fraction]] = []
    for row in rows:
        left = list(row)
        for other in kept:
            lead = next(place for place, value in enumerate(other) if value)
            if left[lead]:
                left = [a - left[lead] / other[lead] * b for a, b in zip(left, other, strict=True)]
        if any(left):
            kept.append(left)
    return kept


def can_be_worked_out(wanted: Iterable[int], shown: Sequence[frozenset[int]], number: int) -> bool:
    """Tell whether the sum of some scores is a sum or difference of the batches that were ever shown."""
    rows = [[Fraction(place in keys) for place in range(number)] for keys in shown]
    those = set(wanted)
    target = [Fraction(place in those) for place in range(number)]
    found = reduced(rows)
    return len(reduced([*found, target])) == len(found)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_no_sum_or_difference_of_what_was_shown_is_about_few(steps: list[tuple[str, int]]) -> None:
    scores, shown = played(steps)
    borough_of = {one.key: one.borough for one in scores}
    ever = sorted(frozenset().union(*shown)) if shown else []
    few = [keys for size in range(1, FEWEST) for keys in combinations(ever, size)]
    for borough in set(borough_of.values()):
        own = [key for key in ever if borough_of[key] == borough]
        few += [keys for size in range(FEWEST, len(own) + 1) for keys in combinations(own, size)]
    for keys in few[:400]:
        assert not can_be_worked_out(keys, shown, len(scores))


@given(steps=STEPS)
def test_each_batch_brings_enough_that_is_new(steps: list[tuple[str, int]]) -> None:
    scores, shown = played(steps)
    borough_of = {one.key: one.borough for one in scores}
    before: frozenset[int] = frozenset()
    for keys in shown:
        new = keys - before
        assert len(new) >= FEWEST
        assert len({borough_of[key] for key in new}) >= FEWEST_BOROUGHS
        before |= keys


def test_the_check_itself_finds_a_leak() -> None:
    careless = [frozenset({0, 1, 2}), frozenset({0, 1, 2, 3})]
    assert can_be_worked_out([3], careless, 4)
    assert not can_be_worked_out([0], careless, 4)
