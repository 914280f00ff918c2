"""The calculator of notices for everybody, the same for one procurement, and choosing its own notice."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from pipeline.board.linking import link_notice, offered_notices
from pipeline.forms_notices import CalculatorForm, OwnNoticeForm
from pipeline.models import Procurement
from pipeline.notice_calculator import calculate
from pipeline.notice_rules import rules_on, sources_on
from pipeline.views.timeline_editing import MAY, keeps, officer, page


@require_safe
@login_not_required
def notices(request: HttpRequest) -> HttpResponse:
    """Say which notices of the Procurement Act a purchase needs, by when; its address holds the question."""
    today = timezone.localdate()
    form = CalculatorForm(request.GET if "kind" in request.GET else None, initial=USUAL)
    context = {"form": form, "today": today}
    if form.is_bound and form.is_valid():
        purchase = form.purchase()
        day = purchase.published_on or today
        context |= {
            "answer": calculate(purchase, rules_on(day), today),
            "sources": sources_on(day),
            "day": day,
        }
    else:
        context |= {"sources": sources_on(today), "day": today}
    return render(request, "pipeline/notices.html", context)


USUAL = {"kind": "goods-services", "way": "competition", "advertised": True, "large_spender": True}


@require_http_methods(MAY)
@keeps
def timeline_notice(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """Let an officer say which tender notice is their procurement's own, so that the board has both once."""
    form = OwnNoticeForm(
        request.POST or None, offered=offered_notices(procurement), chosen=procurement.notice_id
    )
    if form.is_valid():
        try:
            link_notice(procurement=procurement, notice=form.chosen, by=officer(request))
        except Refused as refused:
            form.add_error("notice", str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(procurement)
    return page(request, procurement, form, "Official notice", "Save")
