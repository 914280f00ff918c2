"""An officer records the days on which the borough's bodies meet: read, looked at, then saved (R3)."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from boroughs.actions import gates as actions
from boroughs.calendar import is_working_day
from boroughs.forms_gates import MeetingsForm
from boroughs.meeting_dates import MOST_BYTES, MOST_DATES, Found, read_file, read_pasted
from boroughs.models import Borough, Gate, Meeting
from boroughs.rights import Permission, requires_in_borough
from boroughs.views.gate_editing import bodies_of
from boroughs.words import counted


@dataclass(frozen=True)
class Preview:
    """What was read, sorted into what would be recorded and what not, in order of date.

    ``left`` is what could not be used, as it goes back into the box: without the reasons, to be mended.
    """

    new: list[tuple[dt.date, str]]
    known: list[dt.date]
    past: list[dt.date]
    unreadable: list[str]
    left: str


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.RECORD_GATES)
def meetings_add(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Read dates and show what would be recorded; what was looked at is saved by its own button."""
    gates = list(Gate.objects.of_borough_from(borough, timezone.localdate()).order_by("body"))
    bodies = bodies_of(gates)
    if not bodies:
        messages.error(request, "Record the gates first: meetings belong to the bodies that decide at them.")
        return redirect("gates_edit", borough.slug)
    asked = request.GET.get("body")
    initial = {"body": asked if asked in bodies else bodies[0]}
    form = MeetingsForm(request.POST or None, request.FILES or None, bodies=bodies, initial=initial)
    preview = None
    if form.is_valid():
        if "save" in request.POST:
            _save(request, borough, form)
            if not form.cleaned_data["pasted"]:
                return redirect("gates_edit", borough.slug)
            form = MeetingsForm(bodies=bodies, initial=form.cleaned_data)
        elif found := _read(form):
            preview = _preview(borough, form.cleaned_data["body"], found)
            form = _with_what_is_left(form, preview, bodies)
    return render(
        request,
        "gates/meetings.html",
        {"borough": borough, "form": form, "preview": preview, "body": form["body"].value()},
    )


@require_POST
@requires_in_borough(Permission.RECORD_GATES)
def meetings_remove(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Ask, then remove meetings that were chosen on the page of gates."""
    texts = [text for text in request.POST.getlist("meeting") if re.fullmatch(r"[0-9]{1,18}", text)]
    chosen = list(Meeting.objects.filter(borough=borough, pk__in=[int(text) for text in texts[:MOST_DATES]]))
    if not chosen:
        messages.error(request, "Choose the meeting dates to remove first.")
        return redirect("gates_edit", borough.slug)
    if "yes" not in request.POST:
        return render(request, "gates/meetings_remove.html", {"borough": borough, "meetings": chosen})
    by: Any = request.user
    number = actions.remove_meetings(borough=borough, ids=[meeting.pk for meeting in chosen], by=by)
    messages.success(request, f"{counted(number, 'meeting date')} removed.")
    return redirect("gates_edit", borough.slug)


def _read(form: MeetingsForm) -> Found | None:
    """Read what was pasted and uploaded; ``None`` with messages at the fields if nothing can be used."""
    found = read_pasted(form.cleaned_data["pasted"])
    file = form.cleaned_data["file"]
    if file:
        try:
            if file.size > MOST_BYTES:
                raise ValueError(f"{file.name} is larger than 1 MB: a list of meetings is much smaller.")
            uploaded = read_file(file.name, file.read())
        except ValueError as problem:
            form.add_error("file", str(problem))
            return None
        for day, name in uploaded.days.items():
            found.days.setdefault(day, name)
        for line, why in uploaded.refused.items():
            found.refuse(line, why)
    if not found.days and not found.unreadable:
        form.add_error("pasted", "Paste some dates, or choose a file with them.")
    elif not found.days:
        form.add_error("pasted", f"None of these could be read: {'; '.join(found.unreadable[:10])}")
    elif len(found.days) > MOST_DATES:
        form.add_error("pasted", f"These are more than {MOST_DATES} dates: leave out past years.")
    return None if form.errors else found


def _preview(borough: Borough, body: str, found: Found) -> Preview:
    today = timezone.localdate()
    known = set(Meeting.objects.of_body(borough, body).values_list("on", flat=True))
    days = sorted(found.days)
    return Preview(
        new=[(day, found.days[day]) for day in days if day >= today and day not in known],
        known=[day for day in days if day in known],
        past=[day for day in days if day < today and day not in known],
        unreadable=found.unreadable,
        left="\n".join(found.refused),
    )


def _with_what_is_left(form: MeetingsForm, preview: Preview, bodies: list[str]) -> MeetingsForm:
    """Return the form with what could not be read still in its box, to be mended."""
    left = {**form.cleaned_data, "pasted": preview.left}
    return MeetingsForm(bodies=bodies, initial=left)


def _save(request: HttpRequest, borough: Borough, form: MeetingsForm) -> None:
    """Record the days that were ticked in the preview."""
    days = _ticked(request.POST)
    body = form.cleaned_data["body"]
    by: Any = request.user
    source = form.cleaned_data["source"] or "Recorded by an officer"
    number = actions.record_meetings(borough=borough, body=body, days=days, source=source, by=by)
    if number:
        left = " What could not be used is still in the box below." if form.cleaned_data["pasted"] else ""
        messages.success(request, f"{body}: {counted(number, 'meeting date')} recorded.{left}")
    else:
        messages.error(request, "No new date was ticked, so nothing was recorded.")


def _ticked(data: QueryDict) -> list[dt.date]:
    """Return the days of the preview that were ticked; what is no day to come is passed over."""
    days = []
    for text in data.getlist("day")[:MOST_DATES]:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            continue
        if is_working_day(day) and day >= timezone.localdate():
            days.append(day)
    return days
