"""What the links in e-mails of saved searches lead to: say yes, stop, see all of them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from boroughs.notifications.links import StaleLink
from boroughs.places import read_places
from pipeline.alerts.asking import confirm_alert, stop_alert
from pipeline.alerts.links import manage_address, read_confirm, read_manage, read_stop
from pipeline.alerts.searching import asked
from pipeline.models import SavedSearch
from pipeline.views.alerts import ASKED_OR_POSTED, search_page

GONE = 410


@require_http_methods(ASKED_OR_POSTED)
@login_not_required
def alert_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to begin to write, and begin; programs that open links in e-mails begin nothing."""
    try:
        search = read_confirm(token)
    except StaleLink:
        return _stale(request)
    context = {"search": search, "asked": asked(search.question, read_places())}
    if request.method != "POST":
        template = "pipeline/alert_confirmed.html" if search.confirmed_at else "pipeline/alert_confirm.html"
        return render(request, template, {**context, "manage": manage_address(search.address)})
    confirm_alert(search=search, now=timezone.now())
    context["manage"] = manage_address(search.address)
    return render(request, "pipeline/alert_confirmed.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058): the signed link is what is trusted
@require_http_methods(ASKED_OR_POSTED)
@login_not_required
def alert_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to end a search, and end it; nothing is ended by opening the page alone."""
    try:
        search = read_stop(token)
    except StaleLink:
        return _stale(request)
    context = {"asked": asked(search.question, read_places())}
    if request.method != "POST":
        return render(request, "pipeline/alert_stop.html", context)
    stop_alert(search=search)
    return render(request, "pipeline/alert_stopped.html", context)


@require_http_methods(ASKED_OR_POSTED)
@login_not_required
def alerts_manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show the saved searches of an address without an account to whoever has its link."""
    try:
        address = read_manage(token)
    except StaleLink:
        return _stale(request)
    own = SavedSearch.objects.filter(address=address)
    return search_page(request, own, reverse("alerts_manage", args=[token]), address)


def _stale(request: HttpRequest) -> HttpResponse:
    return render(request, "pipeline/alert_stale.html", status=GONE)
