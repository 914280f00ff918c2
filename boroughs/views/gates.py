"""A borough's gates, and when to begin: the page that everybody may read, and its downloads."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.forms_gates import ScheduleQuestion
from boroughs.gate_words import band_in_words, bands
from boroughs.models import Borough, Gate, Meeting, ProcurementRoute
from boroughs.planning import in_sequence, rule_book
from boroughs.rights import Permission, has_permission
from boroughs.schedule_answer import Answer, Asked, answer
from boroughs.schedule_chart import schedule_chart
from boroughs.schedule_files import schedule_csv, schedule_ics
from boroughs.thresholds import threshold_facts, with_vat

MEETINGS_SHOWN = 6


@dataclass(frozen=True)
class ShownGate:
    """A gate with what the page says of it."""

    gate: Gate
    band: str
    meetings: list[dt.date]
    more: int


@require_safe
@login_not_required
def borough_gates(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a borough's gates as a sequence, and answer when it must begin if a question is asked."""
    borough = get_object_or_404(Borough, slug=slug)
    today = timezone.localdate()
    form = _form(request, today)
    found = _answer(borough, form, today)
    recorded = list(Gate.objects.filter(borough=borough))
    present = [gate for gate in recorded if gate.valid_to is None or gate.valid_to > today]
    counting = [gate for gate in present if gate.valid_from <= today]
    shown = in_sequence(counting or Gate.objects.usual_on(today))
    meetings = _meetings(borough, today)
    context: dict[str, Any] = {
        "borough": borough,
        "form": form,
        "answer": found,
        "no_stages": form.is_bound and form.is_valid() and found is None,
        "assumed": not counting,
        "bands": bands(shown),
        "stages": _by_stage(shown, meetings),
        "to_come": [_shown(gate, meetings) for gate in in_sequence(present) if gate.valid_from > today],
        "past": sorted(
            (_shown(gate, meetings) for gate in recorded if gate not in present),
            key=lambda one: one.gate.valid_to or today,
            reverse=True,
        ),
        "may_edit": has_permission(request.user, Permission.RECORD_GATES, borough),
    }
    if found:
        context |= _answered(found, request.GET.urlencode())
    return render(request, "gates/gates.html", context)


@require_safe
@login_not_required
def borough_schedule_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the schedule that answers a question as CSV; 400 with what to mend if it cannot be read."""
    found = _asked(request, slug)
    if isinstance(found, HttpResponse):
        return found
    return HttpResponse(
        schedule_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="schedule-{slug}.csv"'},
    )


@require_safe
@login_not_required
def borough_schedule_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the schedule that answers a question as a calendar; 400 with what to mend, as above."""
    found = _asked(request, slug)
    if isinstance(found, HttpResponse):
        return found
    page = request.build_absolute_uri(f"{reverse('borough_gates', args=[slug])}?{request.GET.urlencode()}")
    return HttpResponse(
        schedule_ics(found, page),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="schedule-{slug}.ics"'},
    )


def _form(request: HttpRequest, today: dt.date) -> ScheduleQuestion:
    """Return the question, bound only where something was asked."""
    asked = request.GET if {"value", "route", "start"} & request.GET.keys() else None
    return ScheduleQuestion(asked, ProcurementRoute.objects.all(), today)


def _answer(borough: Borough, form: ScheduleQuestion, today: dt.date) -> Answer | None:
    """Return the answer to a valid question; ``None`` without one, or where the route has no stages."""
    if not form.is_bound or not form.is_valid():
        return None
    route = form.route_asked
    asked = Asked(borough, form.cleaned_data["value"], route, form.cleaned_data["start"])
    return answer(asked, rule_book(today, route, borough).of(borough.pk), today)


def _asked(request: HttpRequest, slug: str) -> Answer | HttpResponse:
    """Return the answer for a download, or what is wrong with its address."""
    borough = get_object_or_404(Borough, slug=slug)
    today = timezone.localdate()
    form = ScheduleQuestion(request.GET, ProcurementRoute.objects.all(), today)
    if found := _answer(borough, form, today):
        return found
    problems = [f"{name}: {message}" for name, messages in form.errors.items() for message in messages]
    lines = [
        "The address of this download cannot be read:",
        *(problems or ["route: nobody has recorded how long its stages take."]),
        "",
    ]
    return HttpResponse("\n".join(lines), status=400, content_type="text/plain; charset=utf-8")


def _answered(found: Answer, query: str) -> dict[str, Any]:
    """Return what the page shows of an answer."""
    slug = [found.asked.borough.slug]
    value = found.asked.value
    return {
        "chart": schedule_chart(found.steps, found.asked.start, found.today),
        "with_vat": with_vat(value) if value is not None else None,
        "thresholds": threshold_facts(value, max(found.begin_by, found.today)),
        "ics": f"{reverse('borough_schedule_ics', args=slug)}?{query}",
        "csv": f"{reverse('borough_schedule_csv', args=slug)}?{query}",
    }


def _meetings(borough: Borough, today: dt.date) -> dict[str, list[dt.date]]:
    """Return the days to come on which each body meets, by its name in lower case."""
    days: dict[str, list[dt.date]] = {}
    for meeting in Meeting.objects.filter(borough=borough, on__gte=today).order_by("on"):
        days.setdefault(meeting.body.lower(), []).append(meeting.on)
    return days


def _shown(gate: Gate, meetings: dict[str, list[dt.date]]) -> ShownGate:
    days = meetings.get(gate.body.lower(), []) if gate.borough_id else []
    band = band_in_words(gate.value_from, gate.value_to)
    return ShownGate(gate, band, days[:MEETINGS_SHOWN], max(len(days) - MEETINGS_SHOWN, 0))


def _by_stage(gates: list[Gate], meetings: dict[str, list[dt.date]]) -> list[tuple[str, list[ShownGate]]]:
    """Return (stage, gates before it) in the order in which they are passed."""
    stages: dict[str, list[ShownGate]] = {}
    for gate in gates:
        stages.setdefault(gate.get_before_stage_display(), []).append(_shown(gate, meetings))
    return list(stages.items())
