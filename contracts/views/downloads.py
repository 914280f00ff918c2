"""Downloads of what a question to the register finds, in four forms."""

import math
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from ninja.throttling import SimpleRateThrottle

from boroughs.panel import unreadable
from boroughs.places import Places, read_places
from contracts.export_about import About
from contracts.export_json import json_pieces, package_pieces
from contracts.export_xlsx import workbook_pieces
from contracts.exports import chunks_of_lines, csv_lines
from contracts.facets import BOUND
from contracts.filters import Asked, RegisterForm, chips, read
from contracts.querysets import ContractQuerySet

TOO_MANY_REQUESTS = 429
OCDS = "ocds.json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOO_MANY = (
    f"More than {BOUND:,} contracts answer this question, and this form holds no more. Narrow the list with "
    "a filter, download it as CSV, which has no bound, or take the files of all contracts at {}."
)
NOTHING_REAL = (
    "No real contract answers this question, and an OCDS package has one at least. Demonstration records are "
    "left out of OCDS, which other people’s programs read as facts: download them as CSV, Excel or JSON."
)
Write = Callable[[HttpRequest, ContractQuerySet, Places, About], Iterable[Any]]


class DownloadThrottle(SimpleRateThrottle):
    """How often one address may download."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Return under which name the downloads are counted."""
        return f"download-{self.get_ident(request)}"


def download(ending: str, kind: str, *, bounded: bool = True) -> Callable[[Write], Callable[..., Any]]:
    """Make a view of what writes some contracts: public, counted, with 400 and what to mend if it must be.

    Args:
        ending: of the file's name, without its dot.
        kind: the content type.
        bounded: whether more than ``BOUND`` contracts are refused: what takes long would block the server.
    """

    def decorate(write: Write) -> Callable[..., Any]:
        @login_not_required
        @require_safe
        @wraps(write)
        def view(request: HttpRequest) -> HttpResponseBase:
            throttle = DownloadThrottle(settings.DOWNLOAD_RATE)
            if not throttle.allow_request(request):
                return too_often(throttle)
            places = read_places()
            form = RegisterForm(request.GET, places)
            asked = read(form)
            if form.errors:
                return unreadable(form)
            contracts = asked.contracts(places)
            if bounded and contracts.order_by()[: BOUND + 1].count() > BOUND:
                return not_downloaded(TOO_MANY.format(request.build_absolute_uri(reverse("data"))))
            if ending == OCDS and not contracts.filter(is_demonstration=False).exists():
                return not_downloaded(NOTHING_REAL)
            about = _about(request, asked, places)
            return StreamingHttpResponse(
                write(request, contracts, places, about),
                content_type=kind,
                headers={"Content-Disposition": f'attachment; filename="{about.file_name(ending)}"'},
            )

        return view

    return decorate


@download("csv", "text/csv; charset=utf-8", bounded=False)
def register_csv(
    request: HttpRequest, contracts: ContractQuerySet, places: Places, about: About
) -> Iterable[str]:
    """Send every contract that answers a question as CSV."""
    return csv_lines(contracts, places, about.register)


@download("xlsx", XLSX)
def register_xlsx(
    request: HttpRequest, contracts: ContractQuerySet, places: Places, about: About
) -> Iterable[bytes]:
    """Send the contracts that answer a question as a workbook, with a sheet that says what it is."""
    lines = (line for chunk in chunks_of_lines(contracts, places, about.register) for line in chunk)
    return workbook_pieces(lines, about)


@download("json", "application/json")
def register_json(
    request: HttpRequest, contracts: ContractQuerySet, places: Places, about: About
) -> Iterable[str]:
    """Send the contracts that answer a question as JSON, each as the API has it."""
    return json_pieces(contracts, places, about, request)


@download(OCDS, "application/json")
def register_ocds(
    request: HttpRequest, contracts: ContractQuerySet, places: Places, about: About
) -> Iterable[str]:
    """Send the real contracts that answer a question as an OCDS release package."""
    return package_pieces(contracts, about)


def _about(request: HttpRequest, asked: Asked, places: Places) -> About:
    path = reverse("register")
    return About(
        asked=[label for label, _ in chips(asked, places, path)],
        made=timezone.localtime(),
        address=request.build_absolute_uri(asked.address(path)),
        register=request.build_absolute_uri(path),
    )


def not_downloaded(text: str) -> HttpResponse:
    """Return the answer of a download that is not made, saying what to do instead: 400, as plain text."""
    return HttpResponse(f"{text}\n", status=400, content_type="text/plain; charset=utf-8")


def too_often(throttle: DownloadThrottle) -> HttpResponse:
    """Return the answer to an address that downloads too often, saying when it may again: 429."""
    seconds = max(1, math.ceil(throttle.wait() or 1))
    text = f"Too many downloads in a short time. Wait {seconds} seconds, then try again.\n"
    return HttpResponse(
        text,
        status=TOO_MANY_REQUESTS,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(seconds)},
    )
