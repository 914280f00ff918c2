"""Making a timeline: proposed from the contract that is replaced, confirmed with one click."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough, ProcurementRoute
from boroughs.rights import Permission, has_permission, is_of_borough, requires
from boroughs.schedule_chart import schedule_chart
from boroughs.words import plain_date
from contracts.models import Contract
from pipeline.forms_timelines import NewTimelineForm, money_as_typed
from pipeline.procuring import Proposal, create_procurement, propose
from pipeline.procuring.creating import open_timeline_of
from pipeline.procuring.facts import ProcurementFacts


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_SHARED_TIMELINES)
def timeline_new(request: HttpRequest) -> HttpResponse:
    """Propose a timeline and make it once it is confirmed.

    ``?contract=`` names the contract that is replaced; one of another borough answers 404. An open timeline
    that the borough has for the contract already is shown instead of making a second one.
    """
    today = timezone.localdate()
    contract = _contract(request)
    borough = _borough(request, contract)
    if contract and borough and (found := open_timeline_of(contract, borough)):
        return redirect(found)
    given = _given(request)
    form = NewTimelineForm(given, borough=borough, today=today, initial=_initial(contract, today))
    if form.is_valid():
        whose = borough or form.cleaned_data["borough"]
        facts = form.facts(contract, whose)
        if "again" not in request.POST and "instead" not in request.POST:
            return _made(request, whose, facts, contract, form)
        proposal: Proposal | None = propose(borough=whose, facts=facts, today=today)
    else:
        proposal = None if form.is_bound else _proposed(contract, borough, form, today)
    return _page(request, form, contract, borough, proposal)


def _made(
    request: HttpRequest,
    borough: Borough,
    facts: ProcurementFacts,
    contract: Contract | None,
    form: NewTimelineForm,
) -> HttpResponse:
    """Make the timeline and go to it; where the route has no stages, say so at the field."""
    person: Any = request.user
    try:
        made = create_procurement(
            borough=borough, facts=facts, on=timezone.localdate(), by=person, contract=contract
        )
    except ValueError as problem:
        form.add_error("route", str(problem))
        return _page(request, form, contract, borough, None)
    messages.success(
        request, f"The timeline is made. Only officers of {borough} see it until you show it to others."
    )
    return redirect(made)


def _contract(request: HttpRequest) -> Contract | None:
    """Return the contract that is named; 404 where it is none."""
    number = request.GET.get("contract", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404("There is no contract of this number.")
    rows = Contract.objects.select_related("service_area", "route").defer("search")
    contract = rows.filter(pk=int(number)).first()
    if contract is None:
        raise Http404("There is no contract of this number.")
    return contract


def _borough(request: HttpRequest, contract: Contract | None) -> Borough | None:
    """Return whose timeline it would be; ``None`` where LOTI staff have yet to say.

    Raises:
        Http404: for another borough's contract.
        PermissionDenied: for whoever keeps no timelines at all.
    """
    reader: Any = request.user
    borough: Borough | None
    if contract:
        boroughs = Borough.objects.in_bulk(contract.borough_ids)
        ordered = [boroughs[pk] for pk in contract.borough_ids if pk in boroughs]
        own = [one for one in ordered if is_of_borough(reader, one)]
        if not own:
            raise Http404("No contract of yours has this number.")
        borough = next((one for one in own if one.pk == reader.borough_id), own[0])
    else:
        borough = reader.borough
        if borough is None and has_permission(reader, Permission.CURATE):
            return None
    if borough is None or not has_permission(reader, Permission.KEEP_TIMELINES, borough):
        raise PermissionDenied("You need the right to keep a borough's timelines of procurements.")
    return borough


def _given(request: HttpRequest) -> Any:
    """Return what was sent; the button *start later* brings the day with it."""
    if request.method != "POST":
        return None
    if "instead" not in request.POST:
        return request.POST
    given = request.POST.copy()
    given["start_on"] = request.POST["instead"]
    return given


def _initial(contract: Contract | None, today: dt.date) -> dict[str, Any]:
    """Return what the form begins with: everything that the contract says."""
    usual = ProcurementRoute.objects.filter(is_default=True).first()
    if contract is None:
        return {"route": usual}
    known = contract.end_date is not None and contract.end_date >= today
    value = money_as_typed(contract.value)
    return {
        "title": f"Replacement of {contract.title}"[:200],
        "start_on": contract.end_date if known else None,
        "route": contract.route or usual,
        "value_from": value,
        "value_to": value,
        "service_area": contract.service_area,
    }


def _proposed(
    contract: Contract | None, borough: Borough | None, form: NewTimelineForm, today: dt.date
) -> Proposal | None:
    """Return the schedule that a contract's facts lead to, before anything is sent."""
    initial = form.initial
    if contract is None or borough is None or not initial["start_on"] or not initial["route"]:
        return None
    facts = ProcurementFacts(
        title=initial["title"],
        route=initial["route"],
        start_on=initial["start_on"],
        value_from=contract.value,
        value_to=contract.value,
    )
    return propose(borough=borough, facts=facts, today=today)


def _lead(form: NewTimelineForm, contract: Contract | None, proposal: Proposal | None) -> str:
    """Say what the page proposes, or what it needs before it can."""
    if proposal and proposal.schedule:
        rests_on = "the contract and your gates" if contract else "your gates"
        return (
            f"Everything below is proposed from {rests_on}: confirm it, and the timeline is made. You can "
            "change all of it later."
        )
    if proposal:
        return "Nobody has recorded how long the stages of this route take: choose another one."
    if form.is_bound or contract is None:
        return ""
    if contract.end_date is None:
        return "The register does not know when this contract ends: give the day on which the new one starts."
    if contract.end_date < form.today:
        ended = plain_date(contract.end_date)
        return f"This contract ended on {ended}: give the day on which the new one starts."
    return "Choose how it is bought, and have the dates worked out."


def _page(
    request: HttpRequest,
    form: NewTimelineForm,
    contract: Contract | None,
    borough: Borough | None,
    proposal: Proposal | None,
) -> HttpResponse:
    schedule = proposal.schedule if proposal else None
    context: dict[str, Any] = {
        "form": form,
        "contract": contract,
        "borough": borough,
        "answer": schedule,
        "lead": _lead(form, contract, proposal),
        "parents": [(contract.title, contract.get_absolute_url())] if contract else [],
    }
    if schedule:
        context["chart"] = schedule_chart(schedule.steps, schedule.asked.start, schedule.today)
        if schedule.passed and schedule.begun_today:
            context["instead"] = plain_date(schedule.begun_today)
    return render(request, "pipeline/timeline_new.html", context)
