"""Reading the performance of a contract, its history and its file, and what boroughs say of a supplier."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.rights import Permission, requires_on
from boroughs.views.history import history_page
from boroughs.words import listing
from contracts.models import Contract
from contracts.views.downloads import DownloadThrottle, too_often
from contracts.views.finding import parents
from performance import figuring
from performance.exports import performance_file
from performance.history import PERFORMANCE_HISTORY
from performance.page import is_own, performance_of
from performance.rollup import FEWEST, LEFT_OPEN
from performance.scale import ACT, REGULATION, may_need_notice
from performance.views.finding import find_contract, members_read
from suppliers.models import Supplier


@require_safe
@members_read
def contract_performance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contract's performance: all of it to its boroughs, ratings and kinds of issues to members."""
    contract = get_object_or_404(Contract.objects.defer("search"), pk=pk)
    own = is_own(request.user, contract)
    boroughs = [] if own else [str(one) for one in contract.boroughs.all()]
    context = {
        "contract": contract,
        "own": own,
        "whose": listing(boroughs),
        "parents": parents(contract),
        "act": ACT,
        "regulation": REGULATION,
        "may_need_notice": own and may_need_notice(contract.value),
        "suppliers": list(contract.suppliers.all()),
        **performance_of(contract, own=own, today=timezone.localdate()),
    }
    return render(request, "performance/contract.html", context)


@require_safe
@members_read
def contract_performance_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a contract's performance as a CSV file, with what the reader may see of it."""
    contract = get_object_or_404(Contract.objects.defer("search"), pk=pk)
    throttle = DownloadThrottle(settings.DOWNLOAD_RATE)
    if not throttle.allow_request(request):
        return too_often(throttle)
    body = performance_file(contract, own=is_own(request.user, contract))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="performance-{contract.pk}.csv"'
    return response


@require_safe
@requires_on(Permission.KEEP_PERFORMANCE, find_contract)
def performance_history(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Show what was changed of a contract's performance to those who keep it: its words may be candid."""
    return history_page(request, contract, PERFORMANCE_HISTORY, above=("Register", reverse("register")))


@require_safe
@members_read
def supplier_performance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what boroughs have recorded of a supplier in the last year, where it gives no borough away.

    The address of a supplier that was found to be another one leads there (R10).
    """
    supplier = get_object_or_404(Supplier, slug=slug)
    if supplier.merged_into_id:
        return redirect("supplier_performance", supplier.standing().slug)
    rollup = figuring.rollup_of(supplier, timezone.localdate())
    context = {
        "supplier": supplier,
        "rollup": rollup,
        "sentences": figuring.sentences(rollup),
        "ratings": figuring.ratings(rollup),
        "fewest": FEWEST,
        "enough": FEWEST + LEFT_OPEN,
        "act": ACT,
        "regulation": REGULATION,
    }
    return render(request, "performance/supplier.html", context)
