"""The calendar file of a meeting (RFC 5545): its identifier and sequence let a calendar move or cancel it."""

from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from boroughs.calendar_files import new_calendar, timed
from boroughs.models import Person
from boroughs.notifications.letters import full_address
from community.models import GroupMeeting


def calendar_of(meeting: GroupMeeting, invited: Person | None = None) -> Calendar:
    """Return a meeting for a calendar; read again after a change, it moves or cancels the entry.

    Args:
        meeting: with its group at hand.
        invited: to whom it goes as an invitation by e-mail (RFC 5546); without anybody it is a file to take.
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
    usual = "REQUEST" if invited else "PUBLISH"
    calendar.add("method", "CANCEL" if meeting.cancelled_at else usual)
    if invited:
        _invite(entry, meeting, invited)
    calendar.add_component(entry)
    return calendar


def _invite(entry: Event, meeting: GroupMeeting, person: Person) -> None:
    """Say who invites whom: the hub for the group, without asking for an answer that nobody would read."""
    organiser = vCalAddress(f"MAILTO:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = vText(str(meeting.group))
    entry.add("organizer", organiser)
    attendee = vCalAddress(f"MAILTO:{person.email}")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")
    entry.add("attendee", attendee)


def invitation(meeting_id: int, person: Person) -> str:
    """Return what goes along with an e-mail about a meeting, as it stands now; empty where it is gone.

    Args:
        meeting_id: which.
        person: who is written to.
    """
    meeting = GroupMeeting.objects.select_related("group").filter(pk=meeting_id).first()
    return calendar_of(meeting, person).to_ical().decode() if meeting else ""
