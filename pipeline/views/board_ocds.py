"""Published procurements as open data: OCDS of one, and of all that answer a question."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.places import read_places
from contracts.views.downloads import DownloadThrottle, not_downloaded, too_often
from pipeline.board.packages import package_pieces, planning_releases
from pipeline.models import Opportunity, Procurement
from pipeline.views.board import question_of_download

NOTHING_REAL = (
    "No real published plan answers this question, and an OCDS package has one release at least. Official "
    "notices are had as OCDS from the services that published them; demonstration records are left out."
)


@require_safe
@login_not_required
def opportunity_ocds(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send one published procurement as an OCDS release package; a demonstration has none."""
    row = get_object_or_404(Procurement.objects.public().only("pk", "is_demonstration"), slug=slug)
    if row.is_demonstration:
        raise Http404("Demonstration records are left out of OCDS, which programs read as facts.")
    return _package(planning_releases([row.pk]), request, f"{slug}-ocds.json")


@require_safe
@login_not_required
def opportunities_ocds(request: HttpRequest) -> HttpResponseBase:
    """Send the published procurements that answer a question as one OCDS release package."""
    throttle = DownloadThrottle(settings.DOWNLOAD_RATE)
    if not throttle.allow_request(request):
        return too_often(throttle)
    places = read_places()
    asked = question_of_download(request, places)
    if isinstance(asked, HttpResponse):
        return asked
    rows = asked.among(Opportunity.objects.all(), places, timezone.localdate())
    rows = rows.filter(kind=Opportunity.Kind.PROCUREMENT, is_demonstration=False)
    numbers = list(rows.order_by("start_on", "pk").values_list("number", flat=True))
    if not numbers:
        return not_downloaded(NOTHING_REAL)
    return _package(planning_releases(numbers), request, "opportunities-ocds.json")


def _package(releases: Iterator[dict[str, object]], request: HttpRequest, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        package_pieces(releases, address=request.build_absolute_uri(), now=timezone.now()),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
