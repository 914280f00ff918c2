"""Working days of England (R1)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boroughs.calendar import is_working_day, minus_working_days, working_day_on_or_before

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2045, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 20), True),  # a Friday
        (dt.date(2026, 11, 21), False),  # a Saturday
        (dt.date(2026, 12, 25), False),  # Christmas Day
        (dt.date(2026, 12, 28), False),  # Boxing Day fell on a Saturday
        (dt.date(2027, 3, 26), False),  # Good Friday
        (dt.date(2027, 1, 4), True),  # a holiday in Scotland only
    ],
)
def test_working_days_are_those_of_england(day: dt.date, expected: bool) -> None:
    assert is_working_day(day) is expected


def test_counting_back_over_christmas_skips_what_is_not_worked() -> None:
    # 25 and 28 December 2026 and 1 January 2027 are bank holidays.
    assert minus_working_days(dt.date(2027, 1, 5), 8) == dt.date(2026, 12, 21)


@given(DAYS)
def test_the_working_day_before_is_one_and_the_nearest(day: dt.date) -> None:
    found = working_day_on_or_before(day)
    assert is_working_day(found)
    between = (found + dt.timedelta(days=ahead) for ahead in range(1, (day - found).days + 1))
    assert not any(is_working_day(skipped) for skipped in between)


@given(DAYS, st.integers(0, 60))
def test_counting_back_passes_exactly_so_many_working_days(day: dt.date, count: int) -> None:
    last = working_day_on_or_before(day)
    found = minus_working_days(day, count)
    passed = (found + dt.timedelta(days=ahead) for ahead in range(1, (last - found).days + 1))
    assert sum(is_working_day(each) for each in passed) == count
