"""What is the same thing, and how response times are told."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.pitch_rules import (
    ENOUGH_CASES,
    Offer,
    days_in_words,
    free_again_on,
    is_same,
    normal_title,
    remembered_since,
)

OFFERS = st.builds(
    Offer,
    area=st.integers(1, 3),
    title=st.sampled_from(["", "damp sensors", "forms"]),
    product=st.none() | st.integers(1, 3),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Damp sensors for homes", "damp sensors, for the HOMES!"),
        ("Repairs & maintenance", "Maintenance and repairs"),
        ("Café forms", "cafe  forms"),
    ],
)
def test_titles_that_say_the_same(one: str, other: str) -> None:
    assert normal_title(one) == normal_title(other)


def test_titles_that_do_not() -> None:
    assert normal_title("Damp sensors") != normal_title("Damp meters")
    assert normal_title("The") == "the"


@given(st.text(max_size=150) | st.lists(st.text(max_size=80), max_size=9).map(" ".join))
def test_the_normal_form_is_its_own(title: str) -> None:
    assert normal_title(normal_title(title)) == normal_title(title)


@given(OFFERS, OFFERS)
def test_sameness_goes_both_ways_and_never_over_service_areas(one: Offer, other: Offer) -> None:
    assert is_same(one, other) == is_same(other, one)
    if is_same(one, other):
        assert one.area == other.area
        assert one.product == other.product is not None or one.title == other.title != ""


def test_a_product_counts_whatever_the_title_says() -> None:
    assert is_same(Offer(1, "damp sensors", 7), Offer(1, "moisture alarms", 7))
    assert not is_same(Offer(1, "", None), Offer(1, "", None))


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
def test_what_is_free_again_is_remembered_no_more(day: dt.date) -> None:
    assume((day.month, day.day) != (2, 29))
    assert remembered_since(free_again_on(day)) > day
    assert remembered_since(free_again_on(day) - dt.timedelta(days=1)) <= day


@pytest.mark.parametrize(
    ("hours", "answered", "words"),
    [
        (5, 5, "1 day"),
        (24, 9, "1 day"),
        (25, 9, "2 days"),
        (24 * 12, 40, "12 days"),
        (24, ENOUGH_CASES - 1, "not enough answers yet (fewer than 5)"),
    ],
)
def test_times_are_told_in_days_from_enough_cases(hours: int, answered: int, words: str) -> None:
    assert days_in_words(dt.timedelta(hours=hours), answered) == words


def test_no_answer_tells_no_time() -> None:
    assert days_in_words(None, 0).startswith("not enough answers")
