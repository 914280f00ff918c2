"""The figures of law and the lengths of stages on which schedules rest."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import ProcurementRoute, RouteStage, Threshold
from boroughs.planning import newest_of_each
from boroughs.thresholds import ThresholdFact


@require_safe
@login_not_required
def thresholds(request: HttpRequest) -> HttpResponse:
    """Show the thresholds that count today and those that did or will, and the routes with their stages."""
    today = timezone.localdate()
    every = list(Threshold.objects.order_by("amount", "name", "valid_from"))
    routes = ProcurementRoute.objects.prefetch_related(
        Prefetch("stages", RouteStage.objects.order_by("valid_from"))
    )
    return render(
        request,
        "gates/thresholds.html",
        {
            "today": today,
            "counting": [ThresholdFact(one, None) for one in every if _counts(one, today)],
            "to_come": [ThresholdFact(one, None) for one in every if one.valid_from > today],
            "past": [ThresholdFact(one, None) for one in every if one.valid_to and one.valid_to <= today],
            "routes": [
                (route, newest_of_each(stage for stage in route.stages.all() if _counts(stage, today)))
                for route in routes
            ],
        },
    )


def _counts(row: Threshold | RouteStage, day: dt.date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to > day)
