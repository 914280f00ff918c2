"""Pages of the suppliers: the directory and one supplier."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.register_totals import totals_of
from boroughs.rights import Permission, requires
from boroughs.tile_map import Figure, tile_map
from boroughs.views.history import history_page
from boroughs.words import money
from suppliers.directory import Directory
from suppliers.group import group_of
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
    """Show the suppliers in the order of their names, page by page, or those whose name is like a word."""
    return render(
        request, "suppliers/supplier_list.html", {"directory": Directory(request.GET, timezone.localdate())}
    )


@require_safe
@login_not_required
def supplier(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one supplier: its names and numbers, the boroughs it sells to, and its contracts.

    The page of one that was found to be another leads there; not for ever, since a merge can be undone.
    """
    the_supplier = get_object_or_404(Supplier, slug=slug)
    if the_supplier.merged_into_id:
        return redirect(the_supplier.standing())
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
            "group": group_of(the_supplier, today),
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
