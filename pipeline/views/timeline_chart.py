"""The chart of many: timelines that the reader may see and contracts that end, by month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.panel import errors
from boroughs.places import read_places
from boroughs.rights import Permission, requires
from boroughs.words import plain_date
from pipeline.many_chart import chart_in_words, grouped, many_chart
from pipeline.many_filters import SPANS, USUAL_SPAN, ManyQuestion, many_chips, many_panel, read_many
from pipeline.many_list import bars_of
from pipeline.many_table import many_table
from pipeline.models import Procurement

LABEL = "Procurements and contracts that end, by month; each bar leads to its page"


@require_safe
@requires(Permission.SEE_SHARED_TIMELINES)
def timelines_chart(request: HttpRequest) -> HttpResponse:
    """Draw the timelines that a member may see and the contracts that end; the address has the state."""
    today, places = timezone.localdate(), read_places()
    form, question = read_many(request.GET, places)
    path = reverse("timelines_chart")
    drawn = question.range(today)
    found = bars_of(question, Procurement.objects.visible_to(request.user), places, drawn, today)
    groups = grouped(found.bars)
    by_borough = question["group"] == "borough"
    kept = {name: value for name, value in question.parameters().items() if name in ("q", "borough", "area")}
    context = {
        "path": path,
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": many_panel(form, places),
        "chips": many_chips(question, places, path),
        "clear": path,
        "bars": found.bars,
        "left_out": found.left_out,
        "summary": chart_in_words(groups, drawn),
        "chart": many_chart(groups, drawn, today, label=LABEL),
        "table": many_table(groups, "Service area" if by_borough else "Borough"),
        "ranges": _ranges(question, path),
        "earlier": question.address(path, start=drawn.moved(-0.5).isoformat()),
        "later": question.address(path, start=drawn.moved(0.5).isoformat()),
        "list": ManyQuestion(kept).address(reverse("timelines")),
        "shown": f"{plain_date(drawn.first)} to {plain_date(drawn.moved(1))}",
    }
    return render(request, "pipeline/timeline_many.html", context)


def _ranges(question: ManyQuestion, path: str) -> list[tuple[str, str, bool]]:
    """Return (label, address, whether it is the present one) of each length of time, the shortest first."""
    labels = sorted([*((int(key), label) for key, label in SPANS.items()), (USUAL_SPAN, "2 years")])
    present = int(question["span"] or USUAL_SPAN)
    return [
        (
            label,
            question.address(path, without="span")
            if months == USUAL_SPAN
            else question.address(path, span=str(months)),
            months == present,
        )
        for months, label in labels
    ]
