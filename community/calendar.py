"""The calendar file of a meeting (RFC 5545): its identifier and sequence let a calendar move or cancel it."""

from icalendar import Calendar

from boroughs.calendar_files import new_calendar, timed
from boroughs.notifications.letters import full_address
from community.models import GroupMeeting


def calendar_of(meeting: GroupMeeting) -> Calendar:
    """Return a meeting for a calendar; read again after a change, it moves or cancels the entry.

    Args:
        meeting: with its group at hand.
    """
    address = full_address(meeting.get_absolute_url())
    identity = f"community.GroupMeeting:{meeting.pk}"
    entry = timed(meeting.starts_at, meeting.ends_at, meeting.title, address, identity=identity)
    entry.add("sequence", meeting.sequence)
    entry.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    if place := ", ".join(filter(None, [meeting.place, meeting.join_url])):
        entry.add("location", place)
    entry.add("description", f"{meeting.group}\n{address}")
    calendar = new_calendar(str(meeting.group), "Meeting")
    calendar.add("method", "CANCEL" if meeting.cancelled_at else "PUBLISH")
    calendar.add_component(entry)
    return calendar
