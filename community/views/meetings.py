"""Pages of meetings: calling one, its page, its invitation, minutes, actions."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Person
from boroughs.peers import name_for_peers
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from community.actions import meetings as actions
from community.calendar import calendar_of
from community.forms_meetings import ActionForm, CallOffForm, MeetingForm, MinutesForm
from community.models import Group, GroupMeeting, MeetingAction
from community.rights import looks_after
from community.views.groups import kept
from toolkit.markdown import render as markdown

MAY = ["GET", "HEAD", "POST"]


def _found(request: HttpRequest, pk: int) -> GroupMeeting:
    """Return a meeting of a group that the reader may read; 404 for any other (R9)."""
    groups = Group.objects.visible_to(request.user)
    rows = GroupMeeting.objects.filter(group__in=groups.values("pk")).select_related("group__product")
    return get_object_or_404(rows, pk=pk)


def _kept(request: HttpRequest, pk: int) -> GroupMeeting:
    """Return a meeting of a group that the reader looks after; 403 for one that they only read."""
    found = _found(request, pk)
    if not looks_after(request.user, found.group):
        raise PermissionDenied("You need to look after this group.")
    return found


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a meeting of a group; the agenda begins with what is open."""
    group = kept(request, slug)
    initial = {"agenda": actions.proposed_agenda(group), "length": 60}
    form = MeetingForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            made = actions.call_meeting(group=group, facts=form.facts(), by=person_of(request))
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "Called. The members are invited.")
            return redirect(made)
    context = {"form": form, "group": group, "title": "Call a meeting", "button": "Call it", "back": group}
    return render(request, "community/form.html", context)


@require_safe
@requires(Permission.TAKE_PART)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting: when, where, its agenda, its minutes, and what came of it to do."""
    found = _found(request, pk)
    person = person_of(request)
    rows = found.actions.select_related("owner__borough").order_by("done_on", "due_on", "pk")
    today = timezone.localdate()
    context = {
        "meeting": found,
        "agenda": markdown(found.agenda),
        "minutes": markdown(found.minutes),
        "actions": [(one, name_for_peers(one.owner), one.owner_id == person.pk) for one in rows],
        "cares": looks_after(person, found.group),
        "is_coming": found.starts_at > timezone.now() and not found.cancelled_at,
        "today": today,
    }
    return render(request, "community/meeting.html", context)


@require_safe
@requires(Permission.TAKE_PART)
def meeting_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation of a meeting for a calendar; read again, it moves or cancels the entry."""
    found = _found(request, pk)
    return HttpResponse(
        calendar_of(found).to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{found.pk}.ics"'},
    )


def _form(
    request: HttpRequest, found: GroupMeeting, form: forms.Form, title: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "button": "Save", "back": found, "group": found.group, **more}
    return render(request, "community/form.html", context)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where and about what a meeting is."""
    found = _kept(request, pk)
    form = MeetingForm(posted(request), meeting=found)
    if form.is_valid():
        try:
            actions.change_meeting(meeting=found, facts=form.facts(), by=person_of(request))
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, "Saved. Where time or place is another one, the members are told.")
            return redirect(found)
    return _form(request, found, form, "Change the meeting")


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def meeting_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting off and say why."""
    found = _kept(request, pk)
    form = CallOffForm(posted(request))
    if form.is_valid():
        try:
            actions.call_off_meeting(meeting=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Called off. The members are told why.")
            return redirect(found)
    return _form(request, found, form, "Call the meeting off", button="Call it off", warning=True)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the minutes of a meeting."""
    found = _kept(request, pk)
    form = MinutesForm(posted(request), initial={"text": found.minutes or found.agenda})
    if form.is_valid():
        try:
            actions.write_minutes(meeting=found, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. The members read them on the meeting’s page.")
            return redirect(found)
    return _form(request, found, form, "Minutes")


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def meeting_action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what somebody took on."""
    found = _kept(request, pk)
    form = ActionForm(posted(request), group=found.group)
    if form.is_valid():
        said = form.cleaned_data
        owner = Person.objects.get(pk=said["owner"])
        try:
            actions.give_action(
                meeting=found, text=said["text"], owner=owner, due_on=said["due_on"], by=person_of(request)
            )
        except Refused as refused:
            form.add_error("owner", str(refused))
        else:
            messages.success(request, "Noted. They are told, and reminded the day before.")
            return redirect(found)
    return _form(request, found, form, "An action")


@require_POST
@requires(Permission.TAKE_PART)
def meeting_action_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an action is done, or that it is not: its owner, and who looks after the group."""
    action = get_object_or_404(MeetingAction.objects.select_related("meeting"), pk=pk)
    found = _found(request, action.meeting_id)
    if action.owner_id != person_of(request).pk and not looks_after(request.user, found.group):
        raise PermissionDenied("Its owner, or who looks after the group, says that it is done.")
    actions.settle_action(action=action, is_done="done" in request.POST)
    messages.success(request, "Noted.")
    return redirect(found)
