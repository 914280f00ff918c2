"""The page of one flag."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires
from boroughs.words import counted, listing, plain_date
from pipeline.charts import window_chart
from pipeline.models import Flag
from pipeline.parts import BoroughPart, parts_of
from pipeline.summaries import summary


@require_safe
@requires(Permission.SEE_FLAGS)
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a flag: the sentence, the chart, what each borough must do, and the evidence.

    A flag that the reader may not see answers 404 (R9).
    """
    found = get_object_or_404(Flag.objects.visible_to(request.user).with_names(), pk=pk)
    today = timezone.localdate()
    parts = parts_of(found, today)
    chart = window_chart(
        [part.dates for part in parts],
        start_on=found.start_on,
        today=today,
        start_label=f"start together {plain_date(found.start_on)}",
    )
    context = {
        "flag": found,
        "summary": summary(found, today),
        "parts": parts,
        "chart": chart,
        "chart_summary": in_words(found, parts),
        "today": today,
        "any_assumed": any(part.link.decide_by and part.link.decide_by_assumed for part in parts),
    }
    return render(request, "pipeline/flag.html", context)


def in_words(found: Flag, parts: Sequence[BoroughPart]) -> str:
    """Say what the chart shows.

    Args:
        found: the flag.
        parts: its boroughs.
    """
    ends = [part.main.end_date for part in parts if part.main and part.main.end_date]
    said = [f"The dates of {counted(len(parts), 'borough')}."]
    if ends:
        said.append(f"Their contracts end between {plain_date(min(ends))} and {plain_date(max(ends))}.")
    if missing := [part.link.borough.name for part in parts if not part.main or not part.main.end_date]:
        said.append(f"The end date is not known for {listing(missing)}.")
    if found.start_on:
        inside = counted(sum(part.window is not None for part in parts), "borough")
        said.append(f"{plain_date(found.start_on)} lies in the replacement windows of {inside}.")
    if passed := [part.link.borough.name for part in parts if part.passed]:
        said.append(f"The decide-by date has passed for {listing(passed)}.")
    return " ".join(said)
