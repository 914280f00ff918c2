"""When a reading of an indicator is due. Pure: no database."""

import datetime as dt

from dateutil.relativedelta import relativedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
#: Days after the end of a period in which it is read.
GRACE_DAYS = 30


def last_period(begins: dt.date, every: str, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of the last period that is over on a day; nothing before the first is.

    Args:
        begins: the first day of the first period.
        every: how often it is read: a key of ``MONTHS``.
        day: on which one asks.
    """
    passed = relativedelta(day, begins)
    number = (passed.years * 12 + passed.months) // MONTHS[every]
    if number < 1:
        return None
    first, following = (begins + relativedelta(months=MONTHS[every] * one) for one in (number - 1, number))
    return first, following - dt.timedelta(days=1)


def overdue_period(
    begins: dt.date, every: str, ended_on: dt.date | None, read_to: dt.date | None, day: dt.date
) -> tuple[dt.date, dt.date] | None:
    """Return the last period of which a reading is missing although its time is over; nothing where none is.

    Args:
        begins: the first day of the first period.
        every: how often it is read.
        ended_on: the last day on which the indicator counts; ``None`` while it does.
        read_to: the last day of which there is a reading; ``None`` for none.
        day: on which one asks.
    """
    period = last_period(begins, every, day - dt.timedelta(days=GRACE_DAYS))
    if period is None or (ended_on and period[1] > ended_on) or (read_to and read_to >= period[1]):
        return None
    return period
