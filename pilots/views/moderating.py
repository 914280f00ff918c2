"""Complaining about a pilot; for LOTI staff, what was complained of, deciding, and hiding a pilot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from pilots import moderating
from pilots.forms import ComplaintForm, DecideForm, HideForm
from pilots.models import Pilot, PilotComplaint

MAY = ["GET", "HEAD", "POST"]
#: Complaints, and hidden pilots, that one page lists.
MOST = 100


@require_http_methods(MAY)
@requires(Permission.SEE_PILOTS)
def pilot_complain(request: HttpRequest, pk: int) -> HttpResponse:
    """Complain about a published pilot."""
    found = get_object_or_404(Pilot.objects.published().with_names(), pk=pk)
    form = ComplaintForm(posted(request))
    if form.is_valid():
        try:
            moderating.complain(pilot=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "LOTI staff read your complaint, and you hear what they decide.")
            return redirect(found)
    context = {"form": form, "pilot": found, "title": "Complain about it", "button": "Send"}
    return render(request, "pilots/form.html", context)


@require_safe
@requires(Permission.MODERATE_PILOTS)
def pilot_complaints(request: HttpRequest) -> HttpResponse:
    """Show LOTI staff the complaints to decide, and the pilots that are hidden."""
    complaints = PilotComplaint.objects.filter(result=PilotComplaint.Result.OPEN)
    hidden = Pilot.objects.filter(state=Pilot.State.HIDDEN).with_names().order_by("hidden_at", "pk")
    context = {
        "complaints": complaints.select_related("pilot__borough")
        .defer("pilot__search", "pilot__candid_search")
        .order_by("made_at", "pk")[:MOST],
        "hidden": hidden[:MOST],
    }
    return render(request, "pilots/complaints.html", context)


@require_http_methods(MAY)
@requires(Permission.MODERATE_PILOTS)
def pilot_complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a complaint, and take the decision."""
    rows = PilotComplaint.objects.select_related("pilot__borough", "by")
    found = get_object_or_404(rows.defer("pilot__search", "pilot__candid_search"), pk=pk)
    form = DecideForm(posted(request))
    if form.is_valid():
        try:
            moderating.decide_complaint(complaint=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error("result", str(refused))
        else:
            messages.success(request, "Decided. Both sides are told.")
            return redirect("pilot_complaints")
    context = {"complaint": found, "pilot": found.pilot, "form": form}
    return render(request, "pilots/complaint.html", context)


@require_http_methods(MAY)
@requires(Permission.MODERATE_PILOTS)
def pilot_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a published pilot and say why."""
    found = get_object_or_404(Pilot.objects.with_names(), pk=pk)
    form = HideForm(posted(request))
    if form.is_valid():
        try:
            moderating.hide(pilot=found, why=form.cleaned_data["why"], by=person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Hidden: its borough reads why, and can mend it.")
            return redirect(found)
    context = {"form": form, "pilot": found, "title": "Hide it", "button": "Hide it", "warning": True}
    return render(request, "pilots/form.html", context)
