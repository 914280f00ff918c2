"""Meetings of groups: agenda, invitation, moving, calling off, minutes, actions and reminders."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Event, Notification, Person
from boroughs.notifications.sending import message_of
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from community.actions.meetings import (
    call_off_meeting,
    change_meeting,
    give_action,
    proposed_agenda,
    remind_of_actions,
)
from community.calendar import invitation
from community.models import GroupMeeting, MeetingAction
from tests.factories import OfficerFactory, ProductFactory, SupplierFactory
from tests.factories.community import make_discussion, make_group, make_issue, make_meeting
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ics_of(client: Client, meeting: GroupMeeting) -> tuple[str, dict[str, str]]:
    """Return the method of a meeting's invitation, and what its entry says."""
    calendar = Calendar.from_ical(client.get(f"{meeting.get_absolute_url()}meeting.ics").content)
    (entry,) = calendar.walk("VEVENT")
    return str(calendar["method"]), {name: entry.get(name, "") for name in entry}


def test_a_meeting_is_called_moved_and_called_off_and_calendars_follow() -> None:
    boss, bea = OfficerFactory(), OfficerFactory()
    group = make_group(boss, name="Housing systems")
    group.memberships.create(person=bea)
    page, peer = signed_in(boss), signed_in(bea)
    address = f"{group.get_absolute_url()}meet/"
    day = timezone.localdate() + dt.timedelta(days=10)
    facts = {"title": "Exit plans", "on": f"{day:%d/%m/%Y}", "at": "14:00", "length": "90"}
    facts["place"] = "Town hall"
    wrong = text_of(page.post(address, {**facts, "on": "soon", "at": "noon", "length": "2"}))
    for words in ("Write a date such as", "Write a time such as 14:00.", "At least 10 minutes."):
        assert words in wrong
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert "This moment is past" in text_of(page.post(address, {**facts, "on": str(yesterday)}))
    assert peer.get(address).status_code == 403
    page.post(address, facts)
    meeting = GroupMeeting.objects.get()
    assert timezone.localtime(meeting.ends_at).strftime("%H:%M") == "15:30"
    tell_events()
    assert Notification.objects.filter(person=bea, event__kind="meeting_called").count() == 1
    method, entry = ics_of(peer, meeting)
    assert (method, int(entry["SEQUENCE"]), entry["STATUS"]) == ("PUBLISH", 0, "CONFIRMED")
    assert entry["LOCATION"] == "Town hall"
    page.post(f"{meeting.get_absolute_url()}change/", {**facts, "agenda": "1. Exit"})
    assert int(ics_of(peer, meeting)[1]["SEQUENCE"]) == 0, "a new agenda moves nothing"
    page.post(f"{meeting.get_absolute_url()}change/", {**facts, "at": "15.00"})
    moved = ics_of(peer, meeting)[1]
    assert (int(moved["SEQUENCE"]), moved["UID"]) == (1, entry["UID"])
    page.post(f"{meeting.get_absolute_url()}call-off/", {"why": "Half of us are ill."})
    method, gone = ics_of(peer, meeting)
    assert (method, int(gone["SEQUENCE"]), gone["STATUS"]) == ("CANCEL", 2, "CANCELLED")
    tell_events()
    assert Event.objects.filter(kind="meeting_called", notifications__person=bea).count() == 3
    assert "Half of us are ill." in text_of(peer.get(meeting.get_absolute_url()))
    again = page.post(f"{meeting.get_absolute_url()}change/", facts)
    assert "This meeting was called off." in text_of(again)


def test_the_agenda_begins_with_what_is_open() -> None:
    boss, ada, bea = OfficerFactory(), OfficerFactory(), OfficerFactory()
    supplier = SupplierFactory()
    product = ProductFactory(supplier=supplier)
    group = make_group(boss, kind="users", product=product)
    assert proposed_agenda(group) == ""
    issue = make_issue(by=ada, supplier=supplier, product=product, confirmed_by=[bea])
    make_issue(title="Of another product")
    question = make_discussion(group=group, title="Who has the new release?")
    make_meeting(group, boss)
    agenda = proposed_agenda(group)
    for words in (issue.title, question.title, "Ask for the exit plan"):
        assert words in agenda
    assert "Of another product" not in agenda
    shown = signed_in(boss).get(f"{group.get_absolute_url()}meet/")
    assert "Who has the new release?" in shown.content.decode()


def test_a_closed_groups_meeting_is_unknown_to_others() -> None:
    boss = OfficerFactory()
    meeting = make_meeting(make_group(boss, access="closed"), boss)
    outside = signed_in(OfficerFactory())
    for address in ("", "meeting.ics", "minutes/"):
        assert outside.get(f"{meeting.get_absolute_url()}{address}").status_code == 404


def test_minutes_are_written_once_it_has_begun() -> None:
    boss = OfficerFactory()
    meeting = make_meeting(make_group(boss), boss)
    minutes = f"{meeting.get_absolute_url()}minutes/"
    assert "has not begun yet" in text_of(signed_in(boss).post(minutes, {"text": "We agreed."}))
    with time_machine.travel(meeting.starts_at + dt.timedelta(minutes=5)):
        page = signed_in(boss)
        assert "1. Exit terms" in page.get(minutes).content.decode(), "the agenda is what minutes begin with"
        page.post(minutes, {"text": "We **agreed**."})
        assert b"<strong>agreed</strong>" in page.get(meeting.get_absolute_url()).content
        moved = page.post(
            f"{meeting.get_absolute_url()}change/",
            {"title": "x", "on": "1 April 2040", "at": "14:00", "length": "60"},
        )
        assert "write its minutes instead" in text_of(moved)


def test_an_action_has_an_owner_who_is_told_reminded_and_says_that_it_is_done() -> None:
    boss, bea = OfficerFactory(), OfficerFactory(name="Bea Lindqvist")
    group = make_group(boss)
    meeting = make_meeting(group, boss)
    day = timezone.localdate() + dt.timedelta(days=5)
    with pytest.raises(Refused, match="belongs to the group"):
        give_action(meeting=meeting, text="Ask", owner=bea, due_on=day, by=boss)
    group.memberships.create(person=bea)
    page = signed_in(boss)
    address = f"{meeting.get_absolute_url()}action/"
    wrong = page.post(address, {"text": "Ask", "owner": "0", "due_on": str(day)})
    assert "Choose one of the list." in text_of(wrong)
    page.post(address, {"text": "Ask the director", "owner": bea.pk, "due_on": str(day)})
    action = MeetingAction.objects.get(text="Ask the director")
    assert remind_of_actions(today=day - dt.timedelta(days=3)) == 1, "the other one of the meeting"
    assert remind_of_actions(today=day - dt.timedelta(days=1)) == 1
    remind_of_actions(today=day - dt.timedelta(days=1))
    tell_events()
    rows = Notification.objects.filter(person=bea, event__kind__startswith="meeting_action")
    kinds = rows.order_by("pk").values_list("event__kind", flat=True)
    assert list(kinds) == ["meeting_action_given", "meeting_action_due"]
    settle = f"/community/meetings/actions/{action.pk}/"
    assert signed_in(OfficerFactory()).post(settle, {"done": "1"}).status_code == 403
    signed_in(bea).post(settle, {"done": "1"})
    assert "done" in text_of(page.get(meeting.get_absolute_url()))
    assert remind_of_actions(today=day - dt.timedelta(days=1)) == 0
    page.post(settle)
    action.refresh_from_db()
    assert action.done_on is None


def test_its_page_asks_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    boss = OfficerFactory()
    group = make_group(boss)
    meeting = make_meeting(group, boss)
    day = timezone.localdate()
    for _ in range(5):
        person = OfficerFactory()
        group.memberships.create(person=person)
        give_action(meeting=meeting, text="Ask", owner=person, due_on=day, by=boss)
    page = signed_in(boss)
    own = meeting.get_absolute_url()
    for address in (own, f"{own}action/", group.get_absolute_url()):
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200


def invitations(person: Person) -> list[tuple[str, dict[str, str]]]:
    """Return the method and the entry of each invitation that somebody got, as it goes out."""
    tell_events()
    found = []
    for mail in person.mails.filter(kind="meeting_called").order_by("pk"):
        message = message_of(mail).message()
        parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
        assert len(parts) == 1
        assert message.get_content_type() == "multipart/alternative"
        content = parts[0].get_payload(decode=True)
        assert isinstance(content, bytes)
        calendar = Calendar.from_ical(content)
        assert parts[0].get_param("method") == str(calendar["METHOD"])
        entry = next(one for one in calendar.walk("VEVENT"))
        found.append((str(calendar["METHOD"]), {name: str(value) for name, value in entry.items()}))
    return found


def test_the_e_mail_is_an_invitation_that_moves_and_cancels_the_entry() -> None:
    boss, member = OfficerFactory(), OfficerFactory(email="member@camden.example")
    group = make_group(boss, name="Housing systems")
    group.memberships.create(person=member)
    meeting = make_meeting(group, boss)
    method, entry = invitations(member)[0]
    assert (method, entry["SEQUENCE"], entry["STATUS"]) == ("REQUEST", "0", "CONFIRMED")
    assert entry["ATTENDEE"] == "MAILTO:member@camden.example"
    assert entry["ORGANIZER"].startswith("MAILTO:")
    assert entry["UID"] == ics_of(signed_in(member), meeting)[1]["UID"], "the file and the e-mail are one"
    begins = meeting.starts_at + dt.timedelta(days=1)
    facts = {"starts_at": begins, "ends_at": begins + dt.timedelta(hours=1), "title": "Moved"}
    usual = {name: getattr(meeting, name) for name in ("place", "join_url", "agenda")}
    change_meeting(meeting=meeting, facts={**usual, **facts}, by=boss)
    method, moved = invitations(member)[1]
    assert (method, moved["SEQUENCE"], moved["UID"]) == ("REQUEST", "1", entry["UID"])
    call_off_meeting(meeting=meeting, why="Nobody can come.", by=boss)
    method, gone = invitations(member)[2]
    assert (method, gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", "2", "CANCELLED")
    assert gone["UID"] == entry["UID"]
    assert "boss" not in str(gone)


def test_a_meeting_that_is_gone_and_other_news_carry_no_invitation() -> None:
    boss, member = OfficerFactory(), OfficerFactory()
    group = make_group(boss)
    group.memberships.create(person=member)
    meeting = make_meeting(group, boss)
    meeting.delete()
    assert invitation(meeting_id=0, person=member) == ""
    tell_events()
    mail = member.mails.get(kind="meeting_called")
    assert mail.calendar == ""
    assert "text/calendar" not in message_of(mail).message().as_string()
