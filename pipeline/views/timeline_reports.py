"""The officer's own report, of one timeline and of all of a borough's, and their reminders."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.rights import Permission, requires, requires_in_borough
from pipeline.forms_reports import RemindersForm, SinceForm
from pipeline.models import Procurement
from pipeline.report_files import WORD_TYPE, report_csv, report_word
from pipeline.reporting import Report, report_of, reports_of
from pipeline.timeline_reminders import choose_days, days_chosen
from pipeline.views.timeline_editing import MAY, keeps, officer


@require_safe
@keeps
def timeline_report(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Show the report of one timeline to its own borough."""
    today = timezone.localdate()
    form = SinceForm(request.GET, today=today)
    report = report_of(procurement, form.day, today)
    context = {
        **_page(form, today),
        "timeline": procurement,
        "report": report,
        "word": _with(reverse("timeline_report_word", args=[procurement.slug]), form),
        "csv": _with(reverse("timeline_report_csv", args=[procurement.slug]), form),
    }
    return render(request, "pipeline/timeline_report.html", context)


@require_safe
@keeps
def timeline_report_word(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Send the report of one timeline as a Word document."""
    today, since = _days(request)
    report = report_of(procurement, since, today)
    title = f"Highlight report: {procurement.title}"
    content = report_word([report], title=title, summary="", since=since, today=today)
    return _file(content, WORD_TYPE, f"report-{procurement.slug}-{today.isoformat()}.docx")


@require_safe
@keeps
def timeline_report_csv(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Send the report of one timeline as CSV."""
    today, since = _days(request)
    return _csv(request, [report_of(procurement, since, today)], procurement.slug, today)


@require_safe
@requires_in_borough(Permission.KEEP_TIMELINES)
def borough_report(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Show the report of all of a borough's timelines to its own officers."""
    today = timezone.localdate()
    form = SinceForm(request.GET, today=today)
    context = {
        **_page(form, today),
        "borough": borough,
        "all": reports_of(borough, form.day, today),
        "word": _with(reverse("borough_report_word", args=[borough.slug]), form),
        "csv": _with(reverse("borough_report_csv", args=[borough.slug]), form),
    }
    return render(request, "pipeline/borough_report.html", context)


@require_safe
@requires_in_borough(Permission.KEEP_TIMELINES)
def borough_report_word(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Send the report of all of a borough's timelines as a Word document."""
    today, since = _days(request)
    found = reports_of(borough, since, today)
    summary = found.sentence
    if found.left_out:
        summary += f" {found.left_out} more, which start later, are left out."
    title = f"Highlight report: procurements of {borough}"
    content = report_word(found.reports, title=title, summary=summary, since=since, today=today)
    return _file(content, WORD_TYPE, f"report-{borough.slug}-{today.isoformat()}.docx")


@require_safe
@requires_in_borough(Permission.KEEP_TIMELINES)
def borough_report_csv(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Send the report of all of a borough's timelines as CSV."""
    today, since = _days(request)
    return _csv(request, reports_of(borough, since, today).reports, borough.slug, today)


@require_http_methods(MAY)
@requires(Permission.KEEP_ACCOUNT)
def reminders(request: HttpRequest) -> HttpResponse:
    """Let the reader choose how many days before each gate and milestone they are reminded."""
    present = ", ".join(map(str, days_chosen(officer(request))))
    form = RemindersForm(request.POST or None, initial={"days": present})
    if form.is_valid():
        days = form.cleaned_data["days"]
        choose_days(person=officer(request), days=days)
        said = f"You are reminded {_before(days)}." if days else "You are no longer reminded of anything."
        messages.success(request, said)
        return redirect("timeline_reminders")
    return render(request, "pipeline/reminders.html", {"form": form})


def _before(days: Sequence[int]) -> str:
    words = [
        "on the day itself" if one == 0 else f"{one} day{'s' if one != 1 else ''} before" for one in days
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _page(form: SinceForm, today: dt.date) -> dict[str, Any]:
    return {"form": form, "since": form.day, "today": today}


def _days(request: HttpRequest) -> tuple[dt.date, dt.date]:
    """Return today and the day of the last report that an address asks for."""
    today = timezone.localdate()
    return today, SinceForm(request.GET, today=today).day


def _with(path: str, form: SinceForm) -> str:
    return f"{path}?since={form.day.isoformat()}"


def _csv(request: HttpRequest, reports: Sequence[Report], name: str, today: dt.date) -> HttpResponse:
    content = report_csv(reports, request.build_absolute_uri("/").rstrip("/"))
    return _file(content.encode(), "text/csv; charset=utf-8", f"report-{name}-{today.isoformat()}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private"}
    return HttpResponse(content, content_type=kind, headers=disposition)
