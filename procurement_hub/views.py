"""Pages that belong to no app: home, and what is said about the hub itself."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja.throttling import SimpleRateThrottle

from boroughs.models import Borough, Person
from boroughs.rights import Permission, requires, requires_own_borough
from boroughs.words import money
from contracts.actions.confirm import may_undo
from procurement_hub.cookies import cookies
from procurement_hub.first_week import first_week, is_new
from procurement_hub.my_borough import my_borough
from procurement_hub.overview import overview
from procurement_hub.searching import search_everything

#: Fewer letters find nearly everything.
FEWEST_LETTERS = 2


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Say what the hub is for and what is on the register; to an officer, what waits for their borough."""
    person = request.user
    if isinstance(person, Person) and person.borough and person.is_active:
        return _my_borough(request, person, person.borough)
    now = overview(timezone.localdate())
    figures = [
        (f"{now.totals.contracts:,}", "live contract" if now.totals.contracts == 1 else "live contracts"),
        (f"{now.boroughs_with_contracts}", "of 33 boroughs have some"),
        (f"{now.totals.ending:,}", "end within a year"),
        (money(now.totals.annual_value), "a year together"),
    ]
    return render(request, "home.html", {"overview": now, "figures": figures, "tiles": now.tiles})


@require_safe
@requires_own_borough(Permission.SEE_OWN_BOROUGH)
def my_borough_page(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Show what waits for the reader's borough; LOTI staff without one choose whose."""
    if borough is None:
        return render(request, "my_borough_choice.html", {"boroughs": Borough.objects.order_by("name")})
    return _my_borough(request, cast(Person, request.user), borough)


@require_safe
@requires(Permission.TAKE_PART)
def first_week_page(request: HttpRequest) -> HttpResponse:
    """Show a new member what to do in their first week, and what of it is done."""
    steps = first_week(cast(Person, request.user))
    left = sum(not step.is_done for step in steps)
    return render(request, "first_week.html", {"steps": steps, "left": left})


def _my_borough(request: HttpRequest, person: Person, borough: Borough) -> HttpResponse:
    mine = my_borough(person, borough, timezone.localdate())
    undo = request.GET.get("undo", "")
    context = {
        "mine": mine,
        "undo": undo if undo and may_undo(undo, person) else "",
        "is_new": person.borough_id == borough.pk and is_new(person),
    }
    return render(request, "my_borough.html", context)


class SearchThrottle(SimpleRateThrottle):
    """How often one address may search everything."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under which name the searches are counted."""
        return f"search-{self.get_ident(request)}"


@require_safe
@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Search everything that the reader may see: a few of each kind, with where to look for more."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    status, groups = 200, []
    too_short = 0 < len(words) < FEWEST_LETTERS
    if words and not too_short:
        if SearchThrottle(settings.SEARCH_RATE).allow_request(request):
            groups = search_everything(words, request.user)
        else:
            status = 429
    context = {"words": words, "too_short": too_short, "too_often": status == 429, "groups": groups}
    return render(request, "search.html", context, status=status)


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
