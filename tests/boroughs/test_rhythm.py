"""When digests are due: seven in London, summer and winter, each day or on Mondays."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Frequency
from boroughs.notifications.rhythm import LONDON, last_due

YEAR_2020 = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
MOMENTS = st.timedeltas(dt.timedelta(0), dt.timedelta(days=7000)).map(lambda later: YEAR_2020 + later)


@pytest.mark.parametrize(
    ("frequency", "now", "due"),
    [
        (Frequency.DAILY, "2027-07-07T06:00+00:00", "2027-07-07T06:00+00:00"),  # summer: seven is six UTC
        (Frequency.DAILY, "2027-07-07T05:59+00:00", "2027-07-06T06:00+00:00"),
        (Frequency.DAILY, "2027-01-07T06:59+00:00", "2027-01-06T07:00+00:00"),
        (Frequency.DAILY, "2027-03-28T06:30+00:00", "2027-03-28T06:00+00:00"),  # the clocks went forward
        (Frequency.DAILY, "2027-10-31T06:30+00:00", "2027-10-30T06:00+00:00"),  # and back
        (Frequency.WEEKLY, "2027-07-05T06:00+00:00", "2027-07-05T06:00+00:00"),  # a Monday
        (Frequency.WEEKLY, "2027-07-05T05:59+00:00", "2027-06-28T06:00+00:00"),
        (Frequency.WEEKLY, "2027-11-03T12:00+00:00", "2027-11-01T07:00+00:00"),
    ],
)
def test_the_last_moment(frequency: Frequency, now: str, due: str) -> None:
    assert last_due(frequency, dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(due)


@given(MOMENTS)
def test_it_is_never_to_come_and_never_long_ago(now: dt.datetime) -> None:
    daily, weekly = last_due(Frequency.DAILY, now), last_due(Frequency.WEEKLY, now)
    assert weekly <= daily <= now
    assert now - daily <= dt.timedelta(hours=25)
    assert now - weekly <= dt.timedelta(days=7, hours=1)
    assert (daily.astimezone(LONDON).hour, weekly.astimezone(LONDON).weekday()) == (7, 0)


@given(MOMENTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=30)))
def test_it_never_goes_back(now: dt.datetime, later: dt.timedelta) -> None:
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        assert last_due(frequency, now) <= last_due(frequency, now + later)
