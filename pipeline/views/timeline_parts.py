"""An officer adds, changes and takes away milestones and risks of a timeline."""

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from pipeline import procuring
from pipeline.forms_timeline_steps import MilestoneForm, RiskForm
from pipeline.models import Milestone, Procurement, Risk
from pipeline.views.timeline_editing import MAY, keeps, officer, page


def find_milestone(slug: str, pk: int) -> tuple[Milestone, Iterable[Borough]]:
    """Return a milestone of a timeline, and whose it is."""
    rows = Milestone.objects.select_related("procurement__borough")
    row = get_object_or_404(rows, procurement__slug=slug, pk=pk)
    return row, [row.procurement.borough]


def find_risk(slug: str, pk: int) -> tuple[Risk, Iterable[Borough]]:
    """Return a risk of a timeline, and whose it is."""
    row = get_object_or_404(
        Risk.objects.select_related("procurement__borough"), procurement__slug=slug, pk=pk
    )
    return row, [row.procurement.borough]


@require_http_methods(MAY)
@keeps
def milestone_add(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Add a milestone."""
    form = MilestoneForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        facts = procuring.MilestoneFacts(**form.cleaned_data)
        row = procuring.record_milestone(procurement=procurement, facts=facts, by=officer(request))
        messages.success(request, f"{row} is added.")
        return redirect(procurement)
    return page(request, procurement, form, "Add a milestone", "Add it")


@require_http_methods(MAY)
@requires_on(Permission.KEEP_TIMELINES, find_milestone)
def milestone_change(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    """Change a milestone or a gate, say that it is passed, or take it away."""
    procurement = milestone.procurement
    if "remove" in request.POST:
        procuring.remove_milestone(milestone=milestone, by=officer(request))
        messages.success(request, f"{milestone} is taken away.")
        return redirect(procurement)
    today = timezone.localdate()
    facts = {name: getattr(milestone, name) for name in procuring.MilestoneFacts.__dataclass_fields__}
    form = MilestoneForm(request.POST or None, today=today, initial=facts)
    if form.is_valid():
        changed = procuring.MilestoneFacts(**form.cleaned_data)
        try:
            procuring.change_milestone(milestone=milestone, facts=changed, by=officer(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{changed.name} is saved.")
        return redirect(procurement)
    return page(request, procurement, form, f"Change {milestone}", "Save", removes="Take it away")


@require_http_methods(MAY)
@keeps
def risk_add(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Add a risk."""
    form = RiskForm(request.POST or None)
    if form.is_valid():
        facts = procuring.RiskFacts(**form.cleaned_data)
        procuring.record_risk(procurement=procurement, facts=facts, by=officer(request))
        messages.success(request, "The risk is added.")
        return redirect(procurement)
    return page(request, procurement, form, "Add a risk", "Add it")


@require_http_methods(MAY)
@requires_on(Permission.KEEP_TIMELINES, find_risk)
def risk_change(request: HttpRequest, risk: Risk) -> HttpResponse:
    """Change a risk, or take it away."""
    procurement = risk.procurement
    if "remove" in request.POST:
        procuring.remove_risk(risk=risk, by=officer(request))
        messages.success(request, "The risk is taken away.")
        return redirect(procurement)
    facts = procuring.RiskFacts(text=risk.text, level=risk.level, response=risk.response)
    form = RiskForm(request.POST or None, initial=asdict(facts))
    if form.is_valid():
        changed = procuring.RiskFacts(**form.cleaned_data)
        try:
            procuring.change_risk(risk=risk, facts=changed, by=officer(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The risk is saved.")
        return redirect(procurement)
    return page(request, procurement, form, "Change a risk", "Save", removes="Take it away")
