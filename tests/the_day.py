"""A run that passes midnight ends with the day on which it began.

Tests take ``timezone.localdate()`` when they are read in, and what they call asks again later: midnight
may pass between the two. A test that travels in time (time-machine) gets the day it travels to.
"""

import datetime as dt
import os
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

#: Tells the processes of a parallel run the day on which the first of them began.
DAY_OF_THE_RUN = "HUB_TEST_DAY"
ask_the_clock = timezone.localdate


def always(day: dt.date) -> Callable[..., dt.date]:
    """Return a ``localdate()`` that answers ``day``, unless a test travels in time."""

    def localdate(value: dt.datetime | None = None, timezone: Any = None) -> dt.date:
        """Return the local day of ``value`` (default: the run's day)."""
        if value is None and not time_machine.escape_hatch.is_travelling():
            return day
        return ask_the_clock(value, timezone)

    return localdate


def hold() -> None:
    """Let Django's ``localdate()`` answer with the day on which this run began in London."""
    now = dt.datetime.now(ZoneInfo("Europe/London"))
    day = dt.date.fromisoformat(os.environ.setdefault(DAY_OF_THE_RUN, now.date().isoformat()))
    timezone.localdate = always(day)
