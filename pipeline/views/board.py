"""The board of opportunities for everybody: its list, feed, calendar, and the page of a tender notice."""

from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boroughs.panel import errors, unreadable
from boroughs.places import Places, read_places
from boroughs.visitors import kept_for_visitors
from boroughs.words import counted
from contracts.models import Contract, TenderNotice
from pipeline.board.files import MOST_IN_CALENDAR, MOST_IN_FEED, board_calendar, board_feed
from pipeline.board.filters import BoardQuestion, chips, panel, read
from pipeline.board.listing import lines, listed
from pipeline.board.notice_page import notice_page
from pipeline.models import Opportunity, ProcurementStage
from pipeline.procurement_filters import SORTS

TITLE = "Opportunities of London boroughs"


@require_safe
@login_not_required
@kept_for_visitors
def opportunities(request: HttpRequest) -> HttpResponse:
    """List published procurements and tender notices of all boroughs, for anyone."""
    places = read_places()
    form, question = read(request.GET, places)
    path, today = reverse("opportunities"), timezone.localdate()
    shown = listed(
        question,
        Opportunity.objects.all(),
        places,
        today,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    order = SORTS[question.sort]
    query = question.address("").removeprefix("?")
    context = {
        "path": path,
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "shown": shown,
        "count": counted(shown.count, "opportunity", "opportunities"),
        "chips": chips(question, places, path),
        "order": order[:1].lower() + order[1:],
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
        **{name: _with(reverse(address), query) for name, address in DOWNLOADS.items()},
    }
    response = render(request, "pipeline/opportunity_list.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


DOWNLOADS = {
    "feed": "opportunities_feed",
    "calendar": "opportunities_calendar",
    "ocds": "opportunities_ocds",
    "save": "alert_new",
}


@require_safe
@login_not_required
@kept_for_visitors
def opportunities_atom(request: HttpRequest) -> HttpResponse:
    """Send the opportunities that answer a question as an Atom feed, those that changed last first."""
    places = read_places()
    asked = question_of_download(request, places)
    if isinstance(asked, HttpResponse):
        return asked
    today = timezone.localdate()
    rows = asked.among(Opportunity.objects.defer("search"), places, today).order_by("-changed", "-pk")
    content = board_feed(
        lines(rows[:MOST_IN_FEED], places, today),
        lambda row: request.build_absolute_uri(row.get_absolute_url()),
        title=TITLE,
        link=request.build_absolute_uri(_with(reverse("opportunities"), request.GET.urlencode())),
        itself=request.build_absolute_uri(),
    )
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
@login_not_required
@kept_for_visitors
def opportunities_ics(request: HttpRequest) -> HttpResponse:
    """Send what concerns suppliers of the opportunities that answer a question as a calendar."""
    places = read_places()
    asked = question_of_download(request, places)
    if isinstance(asked, HttpResponse):
        return asked
    today = timezone.localdate()
    rows = asked.among(Opportunity.objects.defer("search"), places, today).order_by("-open_until", "-pk")
    found = list(rows[:MOST_IN_CALENDAR])
    content = board_calendar(
        lines(found, places, today),
        _stages_of(found),
        lambda row: request.build_absolute_uri(row.get_absolute_url()),
        TITLE,
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="opportunities.ics"'},
    )


@require_safe
@login_not_required
def tender_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a tender notice to anyone: every known date, whom to ask, where to bid.

    One that a published procurement names leads to that procurement, where all of it is.
    """
    notice = get_object_or_404(TenderNotice.objects.select_related("service_area__parent"), pk=pk)
    planned = notice.procurements.filter(visibility="public").only("slug").first()
    if planned:
        return redirect("opportunity", slug=planned.slug)
    row = Opportunity.objects.filter(kind=Opportunity.Kind.NOTICE, number=pk).defer("search").first()
    if row is None:
        raise Http404("There is no such tender notice.")
    context = notice_page(notice, row, read_places(), timezone.localdate(), _registered(notice))
    return render(request, "pipeline/tender_notice.html", context)


def _registered(notice: TenderNotice) -> list[Contract]:
    """Return the contracts of the register that rest on releases of the same ocid."""
    rows = Contract.objects.filter(source_records__ocid=notice.ocid)
    return list(rows.only("title", "end_date").distinct().order_by("pk")[:10])


def question_of_download(request: HttpRequest, places: Places) -> BoardQuestion | HttpResponse:
    """Return what a download's address asks of the board, or what is wrong with the address."""
    form, question = read(request.GET, places)
    return unreadable(form) if form.errors else question


def _stages_of(rows: list[Opportunity]) -> dict[int, list[ProcurementStage]]:
    numbers = [row.number for row in rows if row.kind == Opportunity.Kind.PROCUREMENT]
    found: dict[int, list[ProcurementStage]] = defaultdict(list)
    for stage in ProcurementStage.objects.filter(procurement_id__in=numbers).order_by("position"):
        found[stage.procurement_id].append(stage)
    return found


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
