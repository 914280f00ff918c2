"""The people of a borough, for its administrators."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.actions.people import change_roles, set_role_mailbox, take_off_borough
from boroughs.forms_people import LeaveForm, MailboxForm, RolesForm
from boroughs.handover import what_passes
from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires_in_borough
from boroughs.second_factor import with_second_factor
from boroughs.views.parts import person_of, posted
from boroughs.words import listing

A_PAGE = 50


@require_safe
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_people(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List a borough's officers with their roles, and whom it has invited."""
    now = timezone.now()
    officers = with_second_factor(borough.officers.filter(is_active=True)).order_by("name", "email")
    page = Paginator(officers, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "borough": borough,
        "page": page,
        "officers": [(officer, roles_in_words(officer)) for officer in page],
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "invitations": [
            (one, one.expires_at <= now) for one in borough.invitations.unanswered().order_by("invited_at")
        ],
    }
    return render(request, "people/borough_people.html", context)


def roles_in_words(officer: Person) -> str:
    """Return what an officer is, as *contract manager and publisher*."""
    labels = [str(Person.BoroughRole(role).label) for role in officer.borough_roles]
    return listing(labels) if labels else "officer"


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_person(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Show one officer and change their roles."""
    officer = _officer(borough, pk)
    form = RolesForm(posted(request), initial={"roles": officer.borough_roles})
    if request.method == "POST" and form.is_valid():
        try:
            officer = change_roles(person=officer, roles=form.cleaned_data["roles"], by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("borough_person", borough.slug, pk)
        if officer == request.user and not has_permission(officer, Permission.MANAGE_PEOPLE, borough):
            messages.success(request, f"You are no longer an administrator of {borough}.")
            return redirect(borough)
        messages.success(request, f"{officer} is {roles_in_words(officer)}.")
        return redirect("borough_people", borough.slug)
    context = {"borough": borough, "officer": officer, "form": form, "is_self": officer == request.user}
    return render(request, "people/borough_person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_leave(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Show what passes on when an officer is taken off, ask to whom, then do it."""
    officer = _officer(borough, pk)
    passes = what_passes(officer)
    form = LeaveForm(posted(request), person=officer, borough=borough, something_passes=bool(passes))
    if request.method == "POST" and form.is_valid():
        to = form.colleague()
        try:
            passed = take_off_borough(person=officer, to=to, by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("borough_person", borough.slug, pk)
        what = f" {listing(passed)} passed to {to or 'the mailbox'}." if passed else ""
        messages.success(request, f"{officer} is no longer at {borough} in the hub.{what}")
        return redirect("borough_people", borough.slug)
    context = {"borough": borough, "officer": officer, "form": form, "passes": passes}
    return render(request, "people/borough_leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_mailbox(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Change the borough's role mailbox."""
    form = MailboxForm(posted(request), initial={"address": borough.role_mailbox})
    if request.method == "POST" and form.is_valid():
        set_role_mailbox(borough=borough, address=form.cleaned_data["address"])
        messages.success(request, "Saved the mailbox.")
        return redirect("borough_people", borough.slug)
    return render(request, "people/borough_mailbox.html", {"borough": borough, "form": form})


def _officer(borough: Borough, pk: int) -> Person:
    return get_object_or_404(borough.officers.filter(is_active=True).select_related("borough"), pk=pk)
