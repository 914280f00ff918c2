"""Whoever reads a role mailbox stops the hub's e-mails to it, or takes that back, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from boroughs.notifications.links import StaleLink
from contracts.actions.mailboxes import quieten, wake
from contracts.mailboxes import read_address
from contracts.models import QuietMailbox


@csrf_exempt  # mail programs post here by themselves (RFC 8058): the signed link is what is trusted
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_quiet(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to stop e-mails to a mailbox, and stop them; opening the page alone stops nothing."""
    try:
        address = read_address(token)
    except StaleLink:
        return render(request, "notifications/stale_link.html", status=410)
    if request.method == "POST":
        (wake if "wake" in request.POST else quieten)(address=address)
    quiet = QuietMailbox.objects.filter(address=address).exists()
    return render(
        request,
        "contracts/mailbox_quiet.html",
        {"address": address, "quiet": quiet, "changed": request.method == "POST"},
    )
