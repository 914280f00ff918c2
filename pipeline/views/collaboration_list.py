"""The list of collaborations, opening one, asking to join one, and what they were worth."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_own_borough
from pipeline import collaborating
from pipeline.forms_collaborations import JoinForm, NewCollaborationForm
from pipeline.models import Collaboration, Flag, Member, Rung
from pipeline.summaries import summary
from pipeline.views.answers import flag_of
from pipeline.views.collaboration_base import MAY, reader
from pipeline.views.plan import visible_flag
from pipeline.worth import worth_of_collaboration

A_PAGE = 20


@require_safe
@requires_own_borough(Permission.COLLABORATE)
def collaborations(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """List the collaborations of the reader's borough, for LOTI staff all, by rung and whether they go on."""
    rows = Collaboration.objects.visible_to(request.user).with_names()
    rung, state = request.GET.get("rung", ""), request.GET.get("state", "")
    if rung in Rung.values:
        rows = rows.filter(rung=rung)
    if state in {"open", "ended"}:
        rows = rows.filter(ended_on__isnull=state == "open")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    kept = f"{query.urlencode()}&" if query else ""
    shown = [_shown(one, borough) for one in page]
    context = {
        "borough": borough,
        "page": page,
        "shown": shown,
        "rungs": [(value, label, value == rung) for value, label in Rung.choices],
        "state": state,
        "filtered": bool(rung or state),
        "previous": f"?{kept}page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?{kept}page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "pipeline/collaborations/list.html", context)


def _shown(one: Collaboration, borough: Borough | None) -> dict[str, Any]:
    members = [member for member in one.members.all() if member.state == Member.State.IN]
    own = next((row for row in one.members.all() if borough and row.borough_id == borough.pk), None)
    names = [f"{row.borough} (leads)" if row.is_lead else row.borough.name for row in members]
    invited = own is not None and own.state == Member.State.INVITED
    return {"row": one, "members": ", ".join(names), "invited": invited}


@require_http_methods(MAY)
@requires_own_borough(Permission.COLLABORATE)
def collaboration_new(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Open a collaboration, from the flag that ``?flag=`` names or by hand."""
    if borough is None:
        return render(
            request, "pipeline/collaborations/choose.html", {"boroughs": Borough.objects.order_by("name")}
        )
    flag = _flag(request)
    shown = summary(flag, timezone.localdate()) if flag else None
    form = NewCollaborationForm(
        request.POST or None,
        lead=borough,
        from_flag=flag is not None,
        initial={"title": f"{shown.name} together" if shown else ""},
    )
    if form.is_valid():
        try:
            made = collaborating.open_collaboration(
                lead=borough, by=reader(request), on=timezone.localdate(), flag=flag, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The collaboration is open.")
            return redirect(made)
    context = {"form": form, "flag": flag, "summary": shown, "borough": borough}
    return render(request, "pipeline/collaborations/new.html", context)


def _flag(request: HttpRequest) -> Flag | None:
    """Return the flag that is named; 404 for one that the reader may not see."""
    number = request.GET.get("flag", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404("There is no flag of this number.")
    return visible_flag(request, int(number))


@require_http_methods(MAY)
@requires_in_borough(Permission.COLLABORATE)
def collaboration_join(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Ask the lead of the collaboration that was opened from a flag to let one's borough in."""
    flag = flag_of(request, pk, borough)
    found = Collaboration.objects.open().filter(flag=flag).first()
    if found is None:
        raise Http404("No collaboration was opened from this flag.")
    form = JoinForm(request.POST or None)
    if form.is_valid():
        try:
            member = collaborating.ask_to_join(
                collaboration=found,
                borough=borough,
                by=reader(request),
                part=Member.Part(form.cleaned_data["part"]),
                message=form.cleaned_data["message"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if member.state == Member.State.IN:
                return redirect(found)
            messages.success(request, "The lead is asked. You hear of the answer by e-mail and here.")
            return redirect(flag)
    context = {"form": form, "flag": flag, "summary": summary(flag, timezone.localdate()), "borough": borough}
    return render(request, "pipeline/collaborations/join.html", context)


@require_safe
@login_not_required
def collaboration_worth(request: HttpRequest) -> HttpResponse:
    """Show everybody what collaborations were worth, adding up only figures with evidence."""
    worth = worth_of_collaboration()
    return render(request, "pipeline/collaborations/worth.html", {"worth": worth})
