"""Asking to be let in, and the queue in which LOTI staff decide."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.invitations import open_invitations_of
from boroughs.actions.joining import approve_request, ask_to_join, decline_request, withdraw_request
from boroughs.forms_joining import DecideForm, JoinForm
from boroughs.models import JoinRequest
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.vouching import evidence_of

A_PAGE = 30
#: What letting somebody in makes of them.
MAKES = {
    JoinRequest.Wish.SUPPLIERS_PERSON: "a supplier’s person: they may keep an account and hear of what they "
    "follow, and see what everybody sees",
    JoinRequest.Wish.OFFICER: "an officer of the borough: they see flags and peers, and edit its register",
    JoinRequest.Wish.FACILITATOR: "a facilitator: they see all flags and peers, and facilitate groups",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASK_TO_JOIN)
def join(request: HttpRequest) -> HttpResponse:
    """Let a newcomer ask to be let in, and show what became of it."""
    person = person_of(request)
    asked = list(person.join_requests.select_related("borough").order_by("-asked_at"))
    waiting = next((one for one in asked if one.state == JoinRequest.State.WAITING), None)
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(person=person, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, "LOTI staff have your request. They tell you by e-mail what they decide."
            )
        return redirect("join")
    context = {
        "form": form,
        "waiting": waiting,
        "declined": asked[0] if asked and not waiting else None,
        "invitations": open_invitations_of(person),
    }
    return render(request, "joining/join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ASK_TO_JOIN)
def join_withdraw(request: HttpRequest) -> HttpResponse:
    """Ask whether a newcomer means to take their request back, then do it."""
    waiting = person_of(request).join_requests.waiting().first()
    if waiting is None:
        return redirect("join")
    if request.method == "POST":
        withdraw_request(request=waiting)
        messages.success(request, "Your request is withdrawn.")
        return redirect("join")
    return render(request, "joining/withdraw.html", {"waiting": waiting})


@require_safe
@requires(Permission.DECIDE_JOINING)
def joining(request: HttpRequest) -> HttpResponse:
    """List who waits to be let in, the longest first, and what was decided before."""
    waiting = JoinRequest.objects.waiting().with_names()
    decided = Paginator(JoinRequest.objects.decided().with_names(), A_PAGE)
    page = decided.get_page(request.GET.get("page"))
    context = {
        "waiting": waiting[:A_PAGE],
        "more_waiting": max(0, waiting.count() - A_PAGE),
        "page": page,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "joining/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DECIDE_JOINING)
def join_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request with what speaks for it, and take the decision."""
    found = get_object_or_404(JoinRequest.objects.with_names(), pk=pk)
    form = DecideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        _decide(request, found, form.cleaned_data)
        return redirect("joining")
    earlier = found.person.join_requests.exclude(pk=pk).select_related("decided_by", "borough")
    context: dict[str, Any] = {
        "asked": found,
        "form": form,
        "evidence": evidence_of(found),
        "earlier": earlier.order_by("-asked_at"),
        "makes": MAKES[JoinRequest.Wish(found.wish)],
        "waits": found.state == JoinRequest.State.WAITING,
    }
    return render(request, "joining/request.html", context)


def _decide(request: HttpRequest, found: JoinRequest, given: dict[str, str]) -> None:
    by = person_of(request)
    try:
        if given["decision"] == DecideForm.APPROVE:
            approve_request(request=found, by=by, reason=given["reason"])
            messages.success(request, f"{found.person} is in.")
        else:
            decline_request(request=found, by=by, reason=given["reason"])
            messages.success(request, f"{found.person} is told that the answer is no, and why.")
    except Refused as refused:
        messages.error(request, str(refused))
