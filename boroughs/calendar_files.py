"""Calendars to take away or to subscribe to: whole days, whose entries keep their identifiers."""

import datetime as dt
import hashlib

from django.utils import timezone
from icalendar import Calendar, Event


def new_calendar(name: str, what: str) -> Calendar:
    """Return an empty calendar.

    Args:
        name: how a calendar program lists it.
        what: what kind of calendar it is, for whoever looks into the file.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Procurement Hub//{what}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def whole_day(day: dt.date, summary: str, address: str, *, identity: str) -> Event:
    """Return an entry of one whole day that leaves its reader free.

    Args:
        day: in London.
        summary: what the calendar shows.
        address: the full address of the page about it.
        identity: the same text makes the same identifier, so that a calendar that reads it again moves the
            entry instead of adding another.
    """
    event = Event()
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@procurement-hub")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    event.add("url", address)
    return event


def timed(begins: dt.datetime, ends: dt.datetime, summary: str, address: str, *, identity: str) -> Event:
    """Return an entry that has a beginning and an end; see :func:`whole_day` for the rest.

    Args:
        begins: aware; written in UTC, which every calendar program turns into its reader's time.
        ends: aware.
        summary: what the calendar shows.
        address: the full address of the page about it.
        identity: the same text makes the same identifier.
    """
    event = Event()
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@procurement-hub")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins.astimezone(dt.UTC))
    event.add("dtend", ends.astimezone(dt.UTC))
    event.add("summary", summary)
    event.add("url", address)
    return event
