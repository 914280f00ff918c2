"""The page of one timeline, as members and as everybody see it, its calendar and its history."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, has_permission, is_of_borough, requires
from boroughs.views.history import history_page
from pipeline.models import Procurement, ProcurementStage
from pipeline.notice_calculator import calculate
from pipeline.notice_rules import purchase_of, rules_on, written
from pipeline.notice_terms import Kind
from pipeline.procurement_list import line
from pipeline.procuring import may_publish
from pipeline.timeline_files import timeline_calendar
from pipeline.timeline_history import TIMELINE_HISTORY
from pipeline.timeline_page import contacts_of, dates_of, facts_of_page, gaps_of, lots_of

#: Lines of the log that a page shows.
MOST_CHANGES = 50


@require_safe
@requires(Permission.SEE_SHARED_TIMELINES)
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a timeline to members: what is planned, what happened, what slipped, whom to ask.

    One that the reader may not see answers 404 (R9). Risks and notes are shown to its borough only.
    """
    procurement = _visible(request, slug)
    inside = is_of_borough(request.user, procurement.borough)
    shown = _page(procurement, request, inside=inside)
    stages = [step.row for step in shown["dates"].steps if step.kind == "stage"]
    context = {
        **shown,
        "contacts": contacts_of(procurement, request.user),
        "changes": procurement.changes.all()[:MOST_CHANGES],
        "inside": inside,
        "keeps": has_permission(request.user, Permission.KEEP_TIMELINES, procurement.borough),
        "gaps": gaps_of(procurement),
        **_notices(procurement, stages),
    }
    if inside:
        context["risks"] = list(procurement.risks.all())
        context["publishes"] = may_publish(request.user, procurement.borough)
    return render(request, "pipeline/timeline.html", context)


@require_safe
@login_not_required
def opportunity(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published procurement to anyone: every known date, whom to ask, where to bid."""
    procurement = get_object_or_404(Procurement.objects.public().with_all_names(), slug=slug)
    seen = procurement.changes.filter(at__gte=procurement.published_at)
    context = {**_page(procurement, request, inside=False), "changes": seen[:MOST_CHANGES]}
    return render(request, "pipeline/opportunity.html", context)


@require_safe
@login_not_required
def timeline_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all dates of a timeline as a calendar, to whoever may see it.

    Calendar programs cannot sign in: a published one is open to all, any other is unknown without a session.
    """
    visible = Procurement.objects.visible_to(request.user).select_related("borough")
    procurement = get_object_or_404(visible.prefetch_related("stages", "milestones"), slug=slug)
    name = "opportunity" if procurement.is_public else "timeline"
    address = request.build_absolute_uri(reverse(name, args=[slug]))
    return HttpResponse(
        timeline_calendar(procurement, address),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.ics"'},
    )


@require_safe
@requires(Permission.SEE_SHARED_TIMELINES)
def timeline_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every change of a timeline to its own borough: risks, notes and people are among them."""
    procurement = _visible(request, slug)
    if not is_of_borough(request.user, procurement.borough):
        raise Http404("The history of a timeline is for its own borough.")
    return history_page(request, procurement, TIMELINE_HISTORY, above=("Timelines", reverse("timelines")))


def _notices(procurement: Procurement, stages: Iterable[ProcurementStage]) -> dict[str, Any]:
    """Return which notices of the Procurement Act a procurement needs, and the way to the calculator."""
    purchase = purchase_of(procurement, stages)
    today = timezone.localdate()
    return {
        "notices": calculate(purchase, rules_on(purchase.published_on or today), today),
        "works": purchase.kind is Kind.WORKS,
        "calculator": f"{reverse('notices')}?{urlencode(written(purchase))}",
    }


def _visible(request: HttpRequest, slug: str) -> Procurement:
    return get_object_or_404(Procurement.objects.visible_to(request.user).with_all_names(), slug=slug)


def _page(procurement: Procurement, request: HttpRequest, *, inside: bool) -> dict[str, Any]:
    """Return what both pages of a timeline show."""
    today = timezone.localdate()
    dates = dates_of(procurement, today, inside=inside)
    contract = procurement.contract
    return {
        "timeline": procurement,
        "line": line(procurement, today),
        "dates": dates,
        "chart": dates.chart,
        "facts": facts_of_page(procurement),
        "lots": lots_of(procurement),
        "replaces": contract,
        "today": today,
        "ics": reverse("timeline_ics", args=[procurement.slug]),
    }
