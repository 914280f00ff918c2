"""Pages of shared issues for members: all of them, one, raising, confirming, sending, escalating, ending."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.places import read_places
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from community.actions import issues as actions
from community.filters import around
from community.forms_issues import EndForm, EscalateForm, EvidenceForm, IssueForm, SendForm
from community.issue_page import affected, chips, leads, listed, panel, read
from community.models import SharedIssue
from contracts.models import Contract
from suppliers.claiming.speaking import people_of
from suppliers.models import Supplier

MAY = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.TAKE_PART)
def issues(request: HttpRequest) -> HttpResponse:
    """List the shared issues that answer a question."""
    places = read_places()
    form, question = read(request.GET, places)
    path = reverse("issues")
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    shown = listed(question, SharedIssue.objects.visible_to(request.user), places, after=after, before=before)
    context = {
        **around(request.GET, form, question, shown, path),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "count": counted(shown.count, "shared issue"),
    }
    return render(request, "community/issues.html", context)


def _borough(request: HttpRequest) -> Borough:
    """Return the reader's borough; 403 for members who have none."""
    borough = person_of(request).borough
    if borough is None:
        raise PermissionDenied("Only an officer of a borough raises or confirms an issue.")
    return borough


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def issue_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Raise an issue with a supplier of one's borough."""
    supplier = get_object_or_404(Supplier.objects.standing(), slug=slug)
    borough = _borough(request)
    if not actions.contracts_with(supplier, borough).exists():
        return render(request, "community/issue_no_contract.html", {"supplier": supplier, "borough": borough})
    initial = {"contract": _asked_contract(request)}
    form = IssueForm(posted(request), supplier=supplier, borough=borough, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.raise_issue(
                supplier=supplier,
                title=said["title"],
                text=said["text"],
                product=said["product"],
                contract=said["contract"],
                evidence=said["evidence"],
                is_named=said["named"] == "yes",
                by=person_of(request),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Raised. Boroughs with a contract with it are asked whether they have it."
            )
            return redirect(made)
    alike = SharedIssue.objects.running().filter(supplier=supplier).order_by("-raised_at")[:5]
    context = {"form": form, "supplier": supplier, "alike": alike}
    return render(request, "community/issue_new.html", context)


def _asked_contract(request: HttpRequest) -> Contract | None:
    number = request.GET.get("contract", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Contract.objects.filter(pk=int(number)).first()


def found_issue(request: HttpRequest, pk: int) -> SharedIssue:
    """Return an issue that the reader may read as a member."""
    rows = SharedIssue.objects.visible_to(request.user).select_related("supplier", "product", "borough")
    return get_object_or_404(rows, pk=pk)


@require_safe
@requires(Permission.TAKE_PART)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an issue: who confirms it with what evidence, what it is worth, what the supplier answers."""
    found = found_issue(request, pk)
    person = person_of(request)
    confirmations = list(
        found.confirmations.select_related("borough", "contract")
        .defer("contract__search")
        .order_by("at", "pk")
    )
    own = next((one for one in confirmations if one.borough_id == person.borough_id), None)
    may_confirm = found.ended_on is None and bool(
        person.borough and (own or actions.contracts_with(found.supplier, person.borough).exists())
    )
    context = {
        "issue": found,
        "confirmations": confirmations,
        "own": own,
        "affected": affected(confirmations),
        "answers": found.answers.order_by("at", "pk"),
        "escalations": found.escalations.order_by("at", "pk"),
        "may_confirm": may_confirm,
        "leads": found.ended_on is None and leads(person, found),
        "enough": actions.ENOUGH,
        "nobody_there": found.state == "sent" and not people_of([found.supplier_id]),
        "is_late": found.state == "sent" and found.answer_by and found.answer_by < timezone.localdate(),
    }
    return render(request, "community/issue.html", context)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def issue_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one's borough has the problem too, change what was said, or take it back."""
    found = found_issue(request, pk)
    borough = _borough(request)
    if not actions.contracts_with(found.supplier, borough).exists():
        raise Http404("Your borough has no contract with this supplier.")
    own = found.confirmations.filter(borough=borough).first()
    person = person_of(request)
    if own and "take-back" in request.POST:
        return _do(
            request, found, lambda: actions.take_back_confirmation(issue=found, by=person), "Taken back."
        )
    initial: dict[str, Any] = {}
    if own:
        initial = {
            "contract": own.contract_id,
            "evidence": own.text,
            "named": "yes" if own.is_named else "no",
        }
    form = EvidenceForm(posted(request), supplier=found.supplier, borough=borough, initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.confirm_issue(
                issue=found,
                contract=said["contract"],
                text=said["evidence"],
                is_named=said["named"] == "yes",
                by=person,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Confirmed. You are told when the supplier answers.")
            return redirect(found)
    return _form(request, found, form, "Your borough has it too", "Save", may_take_back=bool(own))


def _do(request: HttpRequest, found: SharedIssue, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do something that a rule may stand against, and lead back to the issue."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(found)


def _form(
    request: HttpRequest, found: SharedIssue, form: forms.Form, title: str, button: str, **more: Any
) -> HttpResponse:
    context = {"issue": found, "form": form, "title": title, "button": button, **more}
    return render(request, "community/issue_form.html", context)


def _led(request: HttpRequest, pk: int) -> SharedIssue:
    """Return an issue that the reader leads; 403 for one that they only read."""
    found = found_issue(request, pk)
    if not leads(request.user, found):
        raise PermissionDenied("The borough that raised it, or a facilitator, does this.")
    return found


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def issue_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an issue to the supplier's people."""
    found = _led(request, pk)
    form = SendForm(posted(request))
    if form.is_valid():
        try:
            actions.send_issue(issue=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Sent. The supplier’s people are told; you hear what they answer.")
            return redirect(found)
    note = "They read the problem as it is written, the number of boroughs, and what those say who agreed."
    return _form(request, found, form, f"Send it to {found.supplier}", "Send it", note=note)


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def issue_escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an issue further up at the supplier."""
    found = _led(request, pk)
    form = EscalateForm(posted(request))
    if form.is_valid():
        try:
            actions.escalate_issue(issue=found, by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Taken further up. Everybody concerned is told.")
            return redirect(found)
    return _form(request, found, form, "Take it further up", "Send it")


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def issue_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an issue, and say what came of it."""
    found = _led(request, pk)
    form = EndForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.end_issue(
                issue=found,
                is_resolved=said["result"] == "resolved",
                outcome=said["outcome"],
                by=person_of(request),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Ended. Everybody concerned is told.")
            return redirect(found)
    return _form(request, found, form, "End the issue", "End it")
