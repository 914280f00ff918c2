"""Pages that belong to no app: home, and what is said about the hub itself."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Person
from boroughs.words import money
from procurement_hub.cookies import cookies
from procurement_hub.my_borough import my_borough
from procurement_hub.overview import overview


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Say what the hub is for and what is on the register; to an officer, what waits for their borough."""
    today = timezone.localdate()
    person = request.user
    mine = my_borough(person, today) if isinstance(person, Person) else None
    now = overview(today)
    figures = [
        (f"{now.totals.contracts:,}", "live contract" if now.totals.contracts == 1 else "live contracts"),
        (f"{now.boroughs_with_contracts}", "of 33 boroughs have some"),
        (f"{now.totals.ending:,}", "end within a year"),
        (money(now.totals.annual_value), "a year together"),
    ]
    context: dict[str, Any] = {"overview": now, "figures": figures, "mine": mine, "tiles": now.tiles}
    return render(request, "my_borough.html" if mine else "home.html", context)


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the hub is, and what that rests on."""
    return render(request, "accessibility.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, what for, and how long."""
    context = {
        "months": settings.RETENTION_MONTHS,
        "warning_days": settings.RETENTION_WARNING_DAYS,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
    }
    return render(request, "privacy.html", context)


@require_safe
@login_not_required
def cookie_list(request: HttpRequest) -> HttpResponse:
    """List every cookie that the hub sets."""
    return render(request, "cookies.html", {"cookies": cookies()})
