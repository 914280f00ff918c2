"""Working days in England (R1). Pure: the bank holidays are a library's table."""

import datetime as dt
from functools import cache

import holidays


@cache
def _bank_holidays(year: int) -> frozenset[dt.date]:
    """Return England's bank holidays of a year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is neither at a weekend nor a bank holiday of England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_day_on_or_before(day: dt.date) -> dt.date:
    """Return the day itself if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day


def minus_working_days(day: dt.date, count: int) -> dt.date:
    """Return the working day that lies ``count`` working days before a day."""
    day = working_day_on_or_before(day)
    for _ in range(count):
        day = working_day_on_or_before(day - dt.timedelta(days=1))
    return day


def working_day_on_or_after(day: dt.date) -> dt.date:
    """Return the day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day
