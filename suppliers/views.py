"""Pages of the suppliers: the directory and one supplier."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.panel import errors, unreadable
from boroughs.places import read_places
from boroughs.register_totals import totals_of
from boroughs.rights import Permission, requires
from boroughs.tile_map import Figure, tile_map
from boroughs.views.history import history_page
from boroughs.words import counted, money
from suppliers.directory import COUNTED, directory, everything
from suppliers.exports import csv_lines
from suppliers.filters import SORTS, chips, panel, read
from suppliers.history import SUPPLIER_HISTORY
from suppliers.models import Supplier, SupplierIdentifier, SupplierName

#: Contracts shown on a supplier's page; the register has the rest.
SHOWN = 25
NAMES_SHOWN = 20

#: Where the bodies that give out numbers show what a number stands for.
WHERE_NUMBERS_LEAD = {
    "GB-COH": "https://find-and-update.company-information.service.gov.uk/company/{}",
    "GB-CHC": "https://register-of-charities.charitycommission.gov.uk/charity-details/?regId={}&subId=0",
}
WHAT_NUMBERS_ARE = {
    "GB-COH": "Companies House number",
    "GB-CHC": "Charity Commission number",
    "GB-PPON": "Public procurement organisation number",
}


@require_safe
@login_not_required
def supplier_list(request: HttpRequest) -> HttpResponse:
    """Show the suppliers that answer a question, page by page; its parameters are the form's."""
    places = read_places()
    form, question = read(request.GET, places)
    today, path = timezone.localdate(), reverse("suppliers")
    shown = directory(
        question, places, today, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "question": question,
        "order": SORTS[question.sort].lower(),
        "shown": shown,
        "count": f"More than {COUNTED:,} suppliers"
        if shown.count is None
        else counted(shown.count, "supplier"),
        "path": path,
        "csv": question.address(reverse("suppliers_csv")),
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
    }
    return render(request, "suppliers/supplier_list.html", context)


@require_safe
@login_not_required
def suppliers_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Send every supplier that answers a question as CSV; 400 with what to mend if it cannot be read."""
    places = read_places()
    form, question = read(request.GET, places)
    if form.errors:
        return unreadable(form)
    today = timezone.localdate()
    return StreamingHttpResponse(
        csv_lines(
            everything(question, places, today), today, request.build_absolute_uri(reverse("suppliers"))
        ),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="suppliers.csv"'},
    )


@require_safe
@login_not_required
def supplier(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one supplier: its names and numbers, the boroughs it sells to, and its contracts."""
    the_supplier = get_object_or_404(Supplier, slug=slug)
    today = timezone.localdate()
    live = the_supplier.contracts.live_on(today)
    totals = totals_of(live, ending_by=today + relativedelta(years=1))
    by_borough = _by_borough(live)
    boroughs = list(Borough.objects.all())
    running = list(live.order_by("end_date", "pk")[:SHOWN])
    past = list(the_supplier.contracts.filter(maximum_end_date__lt=today).order_by("-end_date", "pk")[:SHOWN])
    _name_boroughs([*running, *past], boroughs)
    return render(
        request,
        "suppliers/supplier.html",
        {
            "supplier": the_supplier,
            "totals": totals,
            "figures": [
                (f"{totals.contracts:,}", "live contract" if totals.contracts == 1 else "live contracts"),
                (f"{len(by_borough)}", "borough" if len(by_borough) == 1 else "boroughs"),
                (money(totals.annual_value), "a year together"),
            ],
            "tiles": tile_map(
                boroughs,
                by_borough,
                caption=f"Boroughs with live contracts with {the_supplier.name}",
                unit="live contracts",
            ),
            "live": running,
            "past": past,
            "identifiers": [_identifier(row) for row in the_supplier.identifiers.all()],
            "names": _names(the_supplier),
            "products": the_supplier.products.all(),
        },
    )


@require_safe
@requires(Permission.SEE_HISTORY)
def supplier_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was changed of a supplier, its names, numbers and products."""
    the_supplier = get_object_or_404(Supplier, slug=slug)
    return history_page(request, the_supplier, SUPPLIER_HISTORY, above=("Suppliers", reverse("suppliers")))


def _name_boroughs(contracts: list[Any], boroughs: list[Borough]) -> None:
    """Name the boroughs of contracts from the list that is there anyway, the lead borough first."""
    names = {borough.pk: borough.name for borough in boroughs}
    for contract in contracts:
        contract.borough_names = [names[pk] for pk in contract.borough_ids]


def _by_borough(live: Any) -> dict[int, Figure | None]:
    """How many live contracts each borough has: by the borough's primary key."""
    rows = live.order_by().values_list("borough_links__borough").annotate(number=Count("pk"))
    return {borough: number for borough, number in rows if borough}


def _identifier(row: SupplierIdentifier) -> dict[str, str]:
    """What a number is, the number, and where it leads (empty: nowhere public)."""
    address = WHERE_NUMBERS_LEAD.get(row.scheme, "")
    return {
        "label": WHAT_NUMBERS_ARE.get(row.scheme, row.scheme),
        "value": row.value,
        "address": address.format(row.value),
    }


def _names(the_supplier: Supplier) -> list[SupplierName]:
    """The names that differ from the one shown, the alphabet's first."""
    return list(the_supplier.names.exclude(name=the_supplier.name)[:NAMES_SHOWN])
