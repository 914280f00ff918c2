"""How long boroughs take to answer pitches: medians of a year, told from enough cases only."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from boroughs.models import Borough
from pipeline.models import PitchCase
from pipeline.pitch_rules import days_in_words


class Median(Aggregate):
    """The median of durations, as PostgreSQL works it out; empty ones are left out."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class ResponseTime:
    """How a borough answers: of how many pitches of a year, how long it takes, how many still wait."""

    borough: Borough
    answered: int
    usual: str
    waiting: int


def response_times(now: dt.datetime) -> list[ResponseTime]:
    """Return how all boroughs answered the pitches of the last twelve months, by name: two queries.

    A pitch that was withdrawn counts if it was answered. Pitches that were made up do not count.
    """
    took = ExpressionWrapper(F("first_answered_at") - F("arrived_at"), output_field=DurationField())
    since = now - relativedelta(years=1)
    rows = (
        PitchCase.objects.filter(arrived_at__gte=since, pitch__is_demonstration=False)
        .order_by()
        .values("borough")
        .annotate(
            answered=Count("pk", filter=Q(first_answered_at__isnull=False)),
            waiting=Count("pk", filter=Q(first_answered_at__isnull=True, pitch__withdrawn_at__isnull=True)),
            median=Median(took),
        )
    )
    found: dict[int, Any] = {row["borough"]: row for row in rows}
    nothing: dict[str, Any] = {"answered": 0, "waiting": 0, "median": None}
    times = []
    for borough in Borough.objects.all():
        row = found.get(borough.pk, nothing)
        usual = days_in_words(row["median"], row["answered"])
        times.append(ResponseTime(borough, row["answered"], usual, row["waiting"]))
    return times
