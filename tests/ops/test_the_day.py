"""A run that passes midnight keeps the day on which it began."""

import datetime as dt

import time_machine

from tests.the_day import always

BEGUN = dt.date(2026, 11, 26)


def test_the_day_stays_when_midnight_has_passed() -> None:
    assert always(BEGUN)() == BEGUN


def test_the_day_of_a_moment_is_that_moments() -> None:
    assert always(BEGUN)(dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)) == dt.date(2027, 7, 2)


def test_a_test_that_travels_in_time_gets_the_day_it_travels_to() -> None:
    with time_machine.travel(dt.datetime(2030, 1, 2, 12, tzinfo=dt.UTC)):
        assert always(BEGUN)() == dt.date(2030, 1, 2)
