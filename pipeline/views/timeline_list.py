"""Lists of procurements: timelines for members."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boroughs.models import Person
from boroughs.panel import errors
from boroughs.places import read_places
from boroughs.rights import Permission, has_permission, requires
from boroughs.words import counted
from pipeline.models import Procurement
from pipeline.procurement_filters import SORTS, chips, panel, read
from pipeline.procurement_list import listed
from pipeline.procurement_querysets import ProcurementQuerySet


@require_safe
@requires(Permission.SEE_SHARED_TIMELINES)
def timelines(request: HttpRequest) -> HttpResponse:
    """List the timelines that a member may see; its parameters are those of the opportunities."""
    person = request.user
    own = person.borough if isinstance(person, Person) else None
    context = {
        **_list(request, Procurement.objects.visible_to(person), "timelines"),
        "chart": _chart(request),
        "own": own,
        "may_add": own is not None and has_permission(person, Permission.KEEP_TIMELINES, own),
    }
    return _answer(request, "pipeline/timeline_list.html", context)


def _chart(request: HttpRequest) -> str:
    """Return the address of the chart with those filters of a list that it has too."""
    kept = {
        name: request.GET[name] for name in ("q", "borough", "area", "demonstration") if name in request.GET
    }
    return f"{reverse('timelines_chart')}?{urlencode(kept)}" if kept else reverse("timelines_chart")


def _list(request: HttpRequest, among: ProcurementQuerySet, name: str) -> dict[str, Any]:
    """Return what the template of a list shows."""
    places = read_places()
    form, question = read(request.GET, places)
    path = reverse(name)
    shown = listed(
        question,
        among,
        places,
        timezone.localdate(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    order = SORTS[question.sort]
    return {
        "path": path,
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "shown": shown,
        "count": counted(shown.count, "procurement"),
        "chips": chips(question, places, path),
        "order": order[:1].lower() + order[1:],
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
        "query": question.address("").removeprefix("?"),
    }


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    patch_vary_headers(response, ["Cookie"])
    return response
