"""When digests are due. Pure: no database here.

A digest carries what people were told before its moment. Whether one is due is a comparison of that
moment with the digests that were made, so that a missed run is caught up and a repeated one does nothing.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from boroughs.models import Frequency

LONDON = ZoneInfo("Europe/London")
#: The hour at which digests are due, in London.
HOUR = 7
MONDAY = 0
DIGESTS = (Frequency.DAILY, Frequency.WEEKLY)


def last_due(frequency: Frequency, now: dt.datetime) -> dt.datetime:
    """Return the last moment at which a digest was due: seven in the morning, of each day or of Mondays.

    Args:
        frequency: daily or weekly.
        now: any moment, with its zone.
    """
    there = now.astimezone(LONDON)
    due = dt.datetime.combine(there.date(), dt.time(HOUR), LONDON)
    if due > there:
        due = dt.datetime.combine(there.date() - dt.timedelta(days=1), dt.time(HOUR), LONDON)
    if frequency == Frequency.WEEKLY:
        monday = due.date() - dt.timedelta(days=(due.weekday() - MONDAY) % 7)
        due = dt.datetime.combine(monday, dt.time(HOUR), LONDON)
    return due
