"""Writes of meetings: called, moved, called off, minuted; actions given, reminded of and done."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from community import codes
from community.models import Discussion, Group, GroupMeeting, MeetingAction, SharedIssue

#: What may be changed of a meeting that was called.
FIELDS = frozenset({"title", "starts_at", "ends_at", "place", "join_url", "agenda"})
#: So many open matters of each kind go on the agenda that the hub proposes.
MOST = 10


def proposed_agenda(group: Group) -> str:
    """Return an agenda in Markdown from what is open: issues, unanswered questions, actions not done."""
    parts = []
    issues = SharedIssue.objects.running().filter(product=group.product_id, product__isnull=False)
    if found := [f"- [{one}]({one.get_absolute_url()})" for one in issues.order_by("raised_at")[:MOST]]:
        parts += ["**Shared issues**", "\n".join(found)]
    questions = Discussion.objects.unanswered().filter(group=group).order_by("begun_at")
    if found := [f"- [{one}]({one.get_absolute_url()})" for one in questions[:MOST]]:
        parts += ["**Questions without an answer**", "\n".join(found)]
    actions = MeetingAction.objects.filter(meeting__group=group, done_on=None).order_by("due_on", "pk")
    if found := [f"- {one.text}" for one in actions[:MOST]]:
        parts += ["**Actions from before**", "\n".join(found)]
    return "\n\n".join(parts)


@transaction.atomic
def call_meeting(*, group: Group, facts: Mapping[str, Any], by: Person) -> GroupMeeting:
    """Call a meeting; the members are invited.

    Args:
        group: whose.
        facts: by field of ``FIELDS``.
        by: who looks after the group.

    Raises:
        Refused: for a group that is closed down, or a moment that is past.
    """
    if group.ended_on:
        raise Refused("This group is closed down.")
    _refuse_past(facts["starts_at"])
    meeting = GroupMeeting(group=group, called_by=by)
    _set(meeting, facts)
    _tell(meeting, "called", by)
    return meeting


def _refuse_past(starts_at: dt.datetime) -> None:
    if starts_at <= timezone.now():
        raise Refused("This moment is past: choose a later one.")


def _set(meeting: GroupMeeting, facts: Mapping[str, Any]) -> None:
    for name in FIELDS & facts.keys():
        setattr(meeting, name, facts[name])
    meeting.save()


def _tell(meeting: GroupMeeting, what: str, by: Person) -> None:
    if meeting.group.is_demonstration:
        return
    announce(
        kind=codes.MEETING,
        key=f"{codes.MEETING}:{meeting.pk}:{what}:{meeting.sequence}",
        subject=meeting,
        by=by,
        data={
            "meeting": meeting.pk,
            "group": meeting.group.name,
            "group_id": meeting.group_id,
            "title": meeting.title,
            "what": what,
            "starts": meeting.starts_at.isoformat(),
            "why": meeting.cancelled_because,
        },
    )


def _locked(meeting: GroupMeeting) -> GroupMeeting:
    rows = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=meeting.pk)


@transaction.atomic
def change_meeting(*, meeting: GroupMeeting, facts: Mapping[str, Any], by: Person) -> GroupMeeting:
    """Change a meeting; members are told where its time or place is another one.

    Raises:
        Refused: once it was called off or has begun, and for a moment that is past.
    """
    found = _locked(meeting)
    _refuse_over(found)
    _refuse_past(facts["starts_at"])
    moved = any(getattr(found, name) != facts[name] for name in ("starts_at", "ends_at", "place", "join_url"))
    if moved:
        found.sequence += 1
    _set(found, facts)
    if moved:
        _tell(found, "moved", by)
    return found


def _refuse_over(meeting: GroupMeeting) -> None:
    if meeting.cancelled_at:
        raise Refused("This meeting was called off.")
    if meeting.starts_at <= timezone.now():
        raise Refused("This meeting has begun: write its minutes instead.")


@transaction.atomic
def call_off_meeting(*, meeting: GroupMeeting, why: str, by: Person) -> GroupMeeting:
    """Call a meeting off; the members are told why.

    Raises:
        Refused: once it was called off or has begun.
    """
    found = _locked(meeting)
    _refuse_over(found)
    found.sequence += 1
    found.cancelled_at, found.cancelled_because = timezone.now(), why
    found.save()
    _tell(found, "called off", by)
    return found


@transaction.atomic
def write_minutes(*, meeting: GroupMeeting, text: str) -> GroupMeeting:
    """Keep the minutes of a meeting.

    Raises:
        Refused: before it begins, and of one that was called off.
    """
    found = _locked(meeting)
    if found.cancelled_at:
        raise Refused("This meeting was called off.")
    if found.starts_at > timezone.now():
        raise Refused("This meeting has not begun yet.")
    found.minutes, found.minutes_at = text, timezone.now()
    found.save()
    return found


@transaction.atomic
def give_action(
    *, meeting: GroupMeeting, text: str, owner: Person, due_on: dt.date, by: Person
) -> MeetingAction:
    """Note what somebody took on; they are told, and reminded the day before.

    Raises:
        Refused: for somebody who does not belong to the group.
    """
    if not meeting.group.memberships.filter(person=owner).exists():
        raise Refused("Whoever takes something on belongs to the group: let them in first.")
    made = MeetingAction.objects.create(meeting=meeting, text=text, owner=owner, due_on=due_on)
    _tell_owner(made, codes.ACTION_GIVEN, by)
    return made


def _tell_owner(action: MeetingAction, code: str, by: Person | None) -> None:
    if action.owner_id is None or action.meeting.group.is_demonstration:
        return
    announce(
        kind=code,
        key=f"{code}:{action.pk}:{action.due_on.isoformat()}",
        subject=action.meeting,
        by=by,
        data={
            "meeting": action.meeting_id,
            "title": action.meeting.title,
            "text": action.text,
            "due": action.due_on.isoformat(),
            "person": action.owner_id,
        },
    )


@transaction.atomic
def settle_action(*, action: MeetingAction, is_done: bool) -> MeetingAction:
    """Say that something is done, or that it is not after all."""
    found = MeetingAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    found.done_on = timezone.localdate() if is_done else None
    found.save()
    return found


@transaction.atomic
def remind_of_actions(*, today: dt.date) -> int:
    """Remind of what is due tomorrow; return of how much. A second time the same day tells nobody again."""
    rows = MeetingAction.objects.filter(done_on=None, due_on=today + dt.timedelta(days=1))
    found = list(rows.select_related("meeting__group"))
    for one in found:
        _tell_owner(one, codes.ACTION_DUE, None)
    return len(found)
