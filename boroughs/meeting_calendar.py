"""Reads the days of meetings from an iCalendar file (RFC 5545). Pure: no database."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

LONDON = ZoneInfo("Europe/London")
#: How far a meeting that repeats without end is followed, from its first day.
YEARS_FOLLOWED = 5
MOST_REPEATED = 20
MOST_OF_ONE = 400

#: What a repeated meeting may say of itself. Other rules, such as those by the second, are not for meetings,
#: and some of them take a very long time to find that no day fits.
_PLAIN_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
_MONTHLY_PARTS = _PLAIN_PARTS | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_PARTS = {
    "DAILY": _PLAIN_PARTS,
    "WEEKLY": _PLAIN_PARTS,
    "MONTHLY": _MONTHLY_PARTS,
    "YEARLY": _MONTHLY_PARTS,
}

Days = dict[dt.date, str]


class NotRead(ValueError):
    """Why an event was not read, in words for the reader."""


def read_calendar(content: bytes) -> tuple[Days, list[str]]:
    """Return the days of a calendar's events with their names, and what could not be read.

    Cancelled events are left out; repeated ones are followed for ``YEARS_FOLLOWED`` years, with the days
    that were added, left out or moved.

    Args:
        content: of an ICS file, of a size that was checked.

    Returns:
        days in London with the events' names, and a line for each event that could not be read.
    """
    problems: list[str] = []
    try:
        events = [
            event for part in Calendar.from_ical(content, multiple=True) for event in part.walk("VEVENT")
        ]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return {}, ["The file begins like an ICS calendar and goes on like none"]
    moved = {(_uid(event), day) for event in events if (day := _day(event.get("RECURRENCE-ID")))}
    days: Days = {}
    repeated = 0
    for event in events:
        name = " ".join(str(event.get("SUMMARY", "")).split())[:120]
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        repeated += "RRULE" in event
        try:
            if repeated > MOST_REPEATED and "RRULE" in event:
                raise NotRead("too many meetings that repeat")
            found = list(_days_of(event))
        except NotRead as problem:
            problems.append(f"{name or 'An event'}: {problem}")
            continue
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            problems.append(f"{name or 'An event'}: its date cannot be read")
            continue
        is_move = event.get("RECURRENCE-ID") is not None
        days.update({day: name for day in found if is_move or (_uid(event), day) not in moved})
    return days, problems


def _uid(event: Any) -> str:
    return str(event.get("UID", ""))


def _days_of(event: Any) -> Iterator[dt.date]:
    """Yield the days of one event.

    Raises:
        NotRead: without a readable beginning, or with a rule that is not for meetings.
    """
    first = _day(event.get("DTSTART"))
    if first is None:
        raise NotRead("no readable date")
    left_out = set(_listed(event.get("EXDATE")))
    rule = event.get("RRULE")
    repeated = _repeated(first, rule) if rule else [first]
    yield from (day for day in [*repeated, *_listed(event.get("RDATE"))] if day not in left_out)


def _repeated(first: dt.date, rule: Any) -> list[dt.date]:
    """Return the days of a repeated event, counted in whole days, a bounded number of them."""
    if isinstance(rule, list):
        raise NotRead("more than one rule of repetition: add its dates by hand")
    how = str((rule.get("FREQ") or [""])[0]).upper()
    if not set(rule) <= _PARTS.get(how, set()):
        raise NotRead("repeats in a way that the hub does not read: add its dates by hand")
    if any(int(step) < 1 for step in rule.get("INTERVAL") or ()):  # such a rule would be followed for ever
        raise NotRead("repeats at no interval: add its dates by hand")
    last = first.replace(year=first.year + YEARS_FOLLOWED, day=min(first.day, 28))
    plain = {name: value for name, value in rule.items() if name != "UNTIL"}
    if until := rule.get("UNTIL"):
        last = min(last, _day_of(until[0]))
    text = ";".join(f"{name}={','.join(str(part) for part in value)}" for name, value in plain.items())
    days = rrulestr(text, dtstart=dt.datetime.combine(first, dt.time()))
    found = []
    for moment in islice(days, MOST_OF_ONE):
        if moment.date() > last:
            break
        found.append(moment.date())
    return found


def _listed(value: Any) -> list[dt.date]:
    """Return the days of an EXDATE or RDATE, which may come once or several times."""
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return [_day_of(part.dt) for several in lists for part in several.dts if not isinstance(part.dt, tuple)]


def _day(value: Any) -> dt.date | None:
    moment = getattr(value, "dt", None)
    return _day_of(moment) if isinstance(moment, dt.date) else None


def _day_of(moment: dt.date) -> dt.date:
    """Return the day in London of a day or a moment (R1)."""
    if not isinstance(moment, dt.datetime):
        return moment
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date()
