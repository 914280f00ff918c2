"""Inviting people to a borough, and the page that the link in the invitation opens."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boroughs.actions.invitations import (
    PURPOSE,
    accept_invitation,
    has_confirmed,
    invite,
    reopen_account,
    resend_invitation,
    returning,
    still_stands,
    withdraw_invitation,
)
from boroughs.forms_people import InviteForm
from boroughs.models import Borough, Invitation, Person
from boroughs.notifications.links import StaleLink, unsign
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from boroughs.views.parts import person_of, posted
from boroughs.words import listing

#: A link is good for as long as its invitation, which may be sent again; this is an outer bound.
LONGEST = dt.timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_invite(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Invite somebody by their address."""
    form = InviteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            invite(borough=borough, email=email, roles=form.cleaned_data["roles"], by=person_of(request))
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"We have sent an invitation to {email}.")
            return redirect("borough_people", borough.slug)
    return render(request, "people/borough_invite.html", {"borough": borough, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.MANAGE_PEOPLE)
def borough_invitation(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Send an invitation again or withdraw it."""
    found = get_object_or_404(borough.invitations.unanswered().select_related("invited_by"), pk=pk)
    if request.method == "POST":
        try:
            if "withdraw" in request.POST:
                withdraw_invitation(invitation=found)
                messages.success(request, f"The invitation of {found.email} is withdrawn.")
            else:
                resend_invitation(invitation=found, by=person_of(request))
                messages.success(request, f"We have sent the invitation to {found.email} again.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("borough_people", borough.slug)
    context = {
        "borough": borough,
        "invitation": found,
        "roles": _roles(found),
        "expired": found.expires_at <= timezone.now(),
    }
    return render(request, "people/borough_invitation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link, and let the invited accept it."""
    found = _of(token)
    if request.method == "POST" and found:
        return _answer(request, found)
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "invitation": found,
        "roles": _roles(found) if found else "",
        "over": _why_over(found),
        "may_accept": bool(found and person and has_confirmed(person, found.email)),
        "returning": bool(found and not person and returning(found)),
        "here": request.path,
    }
    return render(request, "people/invitation.html", context)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    try:
        if isinstance(request.user, Person):
            borough = accept_invitation(invitation=found, person=request.user)
            messages.success(request, f"Welcome: you are an officer of {borough}.")
            return redirect("home")
        reopen_account(invitation=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    messages.success(request, "Your account is open again. Sign in to accept.")
    return redirect(request.path)


def _of(token: str) -> Invitation | None:
    """Return the invitation of a link; nothing for one that was tampered with or is very old."""
    try:
        pk = unsign(PURPOSE, token, max_age=LONGEST)
    except StaleLink:
        return None
    return Invitation.objects.select_related("borough", "invited_by").filter(pk=pk).first()


def _why_over(found: Invitation | None) -> str:
    """Say why an invitation can no longer be accepted; nothing while it can."""
    if found is None:
        return "The link is not complete, or the invitation is gone. Open the link in the e-mail once more."
    if found.accepted_at:
        return "It has been accepted. Sign in, if you have not yet."
    if found.withdrawn_at:
        return f"{found.borough} has withdrawn it. If that is a mistake, ask who invited you."
    if found.expires_at <= timezone.now():
        return f"It has expired. Ask {found.invited_by or found.borough} to send it again."
    if not still_stands(found):
        return (
            f"Whoever sent it no longer invites for {found.borough}. Ask its administrators to send it again."
        )
    return ""


def _roles(found: Invitation) -> str:
    labels = [str(Person.BoroughRole(role).label) for role in found.borough_roles]
    return listing(["officer", *labels])
