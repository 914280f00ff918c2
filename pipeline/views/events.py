"""Market engagement as everybody sees it: the list, its feed and calendar, and the page of one."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boroughs.panel import errors, unreadable
from boroughs.places import read_places
from boroughs.rights import Permission, has_permission, is_of_borough
from boroughs.words import counted
from pipeline.engaging.listing import (
    MOST_IN_CALENDAR,
    MOST_IN_FEED,
    area_of,
    boroughs_of,
    calendar_of,
    chips,
    feed_of,
    panel,
    read,
    standing_of,
)
from pipeline.engaging.registering import places_left
from pipeline.market_querysets import EngagementQuerySet
from pipeline.models import Engagement, MarketAnswer
from suppliers.claiming.speaking import suppliers_of
from suppliers.models import Supplier

A_PAGE = 30


@require_safe
@login_not_required
def market_events(request: HttpRequest) -> HttpResponse:
    """List the published market engagement of all boroughs, for anyone."""
    places, today = read_places(), timezone.localdate()
    form, question = read(request.GET, places)
    path = reverse("market_events")
    rows = question.among(places, today)
    count = rows.count()
    place = _number(request.GET.get("page", ""))
    first = (place - 1) * A_PAGE
    shown = list(rows.with_names()[first : first + A_PAGE])
    query = question.address("").removeprefix("?")
    context = {
        "path": path,
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "rows": [(row, boroughs_of(row), area_of(row), standing_of(row, today)) for row in shown],
        "count": counted(count, "market engagement"),
        "previous": question.address(path, page=str(place - 1)) if place > 1 else "",
        "next": question.address(path, page=str(place + 1)) if first + A_PAGE < count else "",
        "feed": f"{reverse('market_events_feed')}{'?' if query else ''}{query}",
        "calendar": f"{reverse('market_events_calendar')}{'?' if query else ''}{query}",
    }
    return _varied(render(request, "pipeline/engagements/events.html", context))


@require_safe
@login_not_required
def market_events_atom(request: HttpRequest) -> HttpResponse:
    """Send the engagements that answer a question as an Atom feed."""
    rows = _asked(request)
    if isinstance(rows, HttpResponse):
        return rows
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    content = feed_of(
        rows.with_names().order_by("-changed", "-pk")[:MOST_IN_FEED],
        lambda row: request.build_absolute_uri(row.get_absolute_url()),
        link=request.build_absolute_uri(f"{reverse('market_events')}{query}"),
        itself=request.build_absolute_uri(),
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
@login_not_required
def market_events_ics(request: HttpRequest) -> HttpResponse:
    """Send the engagements that answer a question as a calendar."""
    rows = _asked(request)
    if isinstance(rows, HttpResponse):
        return rows
    return _calendar(
        request, rows.with_names()[:MOST_IN_CALENDAR], "Market events of London boroughs", "events"
    )


@require_safe
@login_not_required
def market_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published engagement: when, where, how to take part; to members also what came of it."""
    row = get_object_or_404(Engagement.objects.published().with_names(), slug=slug)
    today = timezone.localdate()
    coming = Engagement.objects.coming(today).filter(pk=row.pk).exists()
    closed = bool(row.register_until and row.register_until < today)
    member = has_permission(request.user, Permission.SEE_SHARED_TIMELINES)
    holders = [row.borough, *(one.borough for one in row.partners.all())]
    suppliers = suppliers_of(request.user) if not row.is_event and coming else []
    context: dict[str, Any] = {
        "row": row,
        "boroughs": holders,
        "area": area_of(row),
        "standing": standing_of(row, today),
        "coming": coming,
        "open": coming and not closed,
        "left": places_left(row) if row.is_event and coming else None,
        "member": member,
        "inside": any(is_of_borough(request.user, one) for one in holders),
        "suppliers": suppliers,
        "answered": _answered(row, suppliers),
        "questions": _questions(row),
    }
    if member:
        came = row.registrations.filter(attended=True)
        context["came"] = came.count()
        context["organisations"] = sorted(set(came.values_list("organisation", flat=True)))
    return _varied(render(request, "pipeline/engagements/event.html", context))


@require_safe
@login_not_required
def market_event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a published engagement as a calendar."""
    row = get_object_or_404(Engagement.objects.published().with_names(), slug=slug)
    return _calendar(request, [row], row.title, slug)


def _answered(row: Engagement, suppliers: list[Supplier]) -> set[int]:
    """Return which of somebody's suppliers have answered already."""
    if not suppliers:
        return set()
    given = MarketAnswer.objects.filter(question__engagement=row, supplier__in=suppliers)
    return set(given.values_list("supplier_id", flat=True))


def _questions(row: Engagement) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each question with its shared answers: who said it (empty: not named) and the words."""
    if row.is_event:
        return []
    shared: dict[int, list[tuple[str, str]]] = {}
    if row.shared_at:
        named = row.sharing == Engagement.Sharing.NAMED
        answers = MarketAnswer.objects.shareable().filter(question__engagement=row)
        # Without names the order must not tell who it was either: by the words themselves.
        for answer in answers.select_related("supplier__merged_into").order_by("text", "pk"):
            who = answer.supplier.standing().name if named else ""
            shared.setdefault(answer.question_id, []).append((who, answer.text))
    return [(question.text, shared.get(question.pk, [])) for question in row.questions.all()]


def _asked(request: HttpRequest) -> EngagementQuerySet | HttpResponse:
    places = read_places()
    form, question = read(request.GET, places)
    if form.errors:
        return unreadable(form)
    return question.among(places, timezone.localdate())


def _calendar(request: HttpRequest, rows: Any, name: str, file: str) -> HttpResponse:
    content = calendar_of(rows, lambda row: request.build_absolute_uri(row.get_absolute_url()), name)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}.ics"'},
    )


def _number(text: str) -> int:
    """Return the number of a page; the first for what is none."""
    known = text.isascii() and text.isdigit() and len(text) < 6
    return max(1, int(text)) if known else 1


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["Cookie"])
    return response
