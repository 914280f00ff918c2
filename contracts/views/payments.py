"""Pages of payments: of a borough and of a supplier, from published spend files (R11)."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.rights import Permission, has_permission, requires
from boroughs.words import counted, money
from contracts.models import PaymentFile
from contracts.payments.charts import months_chart
from contracts.payments.exports import csv_answer
from contracts.payments.overview import (
    PaidSupplier,
    Year,
    by_month,
    paid_elsewhere,
    paid_suppliers,
    totals_of,
    vat_words,
    year_of,
)
from contracts.payments.registering import start_contract_address
from contracts.payments.supplier import first_month_of_late, received_by
from suppliers.models import Supplier

SHOWN = 25
PAGE = 50
FILES_NAMED = 12
DOWNLOADS = {"month", "supplier"}
WIDTHS = (("wide", 760), ("narrow", 340))
MONTH_HEAD = ["Month", "Paid (GBP)", "Payments", "Its own file is known"]
SUPPLIER_HEAD = [
    "Supplier",
    "Paid (GBP)",
    "Payments",
    "Contracts on the register",
    "Register value for the same months (GBP, excluding VAT)",
    "Beside the register",
]


@require_safe
@login_not_required
def borough_payments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a borough paid: by month, to which suppliers, beside what its register says."""
    borough = get_object_or_404(Borough, slug=slug)
    year = year_of(borough)
    technology = request.GET.get("technology") == "only"
    context: dict[str, Any] = {
        "borough": borough,
        "year": year,
        "technology": technology,
        "may_upload": has_permission(request.user, Permission.EDIT_REGISTER, borough),
        "may_see_unregistered": has_permission(request.user, Permission.SEE_FLAGS),
    }
    if year is not None:
        context |= _of_year(borough, year, technology)
    return render(request, "contracts/payments/borough.html", context)


def _of_year(borough: Borough, year: Year, technology: bool) -> dict[str, Any]:
    months, totals = by_month(borough, year), totals_of(borough, year)
    suppliers = [one for one in paid_suppliers(borough, year) if one.technology or not technology]
    shown = suppliers[:SHOWN]
    also = paid_elsewhere(borough, shown, year)
    files = list(PaymentFile.objects.in_use().of_borough(borough).defer("draft", "counts"))
    sentence = f"{borough.name} paid {money(totals['total'])} in {year.words}."
    return {
        "totals": totals,
        "figures": [
            (money(totals["total"]), f"paid in {year.words}"),
            (money(totals["suppliers"] or Decimal(0)), "of it to suppliers the hub knows"),
            (f"{len(suppliers):,}", "technology suppliers paid" if technology else "known suppliers paid"),
        ],
        "months": months[::-1],
        "sentence": sentence,
        "charts": [(name, _chart(months, width, sentence)) for name, width in WIDTHS],
        "suppliers": [(one, also.get(one.key[1], [])) for one in shown],
        "suppliers_more": len(suppliers) - len(shown),
        "fictional": totals["fictional"],
        "vat": vat_words(files),
        "files": files[:FILES_NAMED],
        "files_more": max(len(files) - FILES_NAMED, 0),
    }


def _chart(months: list[dict[str, Any]], width: int, label: str) -> Any:
    rows = [(row["month"], row["total"] if row.get("is_whole", True) else None) for row in months]
    return months_chart(rows if width > WIDTHS[-1][1] else rows[-12:], width=width, label=label)


@require_safe
@login_not_required
def borough_payments_csv(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Send a borough's payments by month, or by supplier in the last year, as CSV."""
    if what not in DOWNLOADS:
        raise Http404("There is no such download.")
    borough = get_object_or_404(Borough, slug=slug)
    year = year_of(borough)
    name = f"{borough.slug}-payments-by-{what}.csv"
    if what == "month":
        rows = by_month(borough, year) if year else []
        return csv_answer(name, MONTH_HEAD, map(_month_line, rows))
    suppliers = paid_suppliers(borough, year) if year else []
    return csv_answer(name, SUPPLIER_HEAD, map(_supplier_line, suppliers))


def _month_line(row: dict[str, Any]) -> list[Any]:
    return [row["month"], row["total"], row["number"], "yes" if row["is_whole"] else "no"]


def _supplier_line(one: PaidSupplier) -> list[Any]:
    compared = one.compared
    return [one.name, one.amount, one.lines, compared.contracts, compared.value, compared.verdict.value]


@require_safe
@requires(Permission.SEE_FLAGS)
def borough_unregistered(request: HttpRequest, slug: str) -> HttpResponse:
    """List whom a borough paid without a contract on its register, to members (R9, R11)."""
    borough = get_object_or_404(Borough, slug=slug)
    year = year_of(borough)
    everybody = request.GET.get("payees") == "all"
    may_edit = has_permission(request.user, Permission.EDIT_REGISTER, borough)
    found = []
    if year is not None:
        found = [one for one in paid_suppliers(borough, year, unknown_too=True) if one.is_unregistered]
    chosen = [one for one in found if everybody or one.technology]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    path = reverse("borough_unregistered", args=[borough.slug])
    rows = [
        (one, one.sentence(borough, year), _start(borough, one) if may_edit else "")
        for one in page
        if year is not None
    ]
    context = {
        "borough": borough,
        "year": year,
        "rows": rows,
        "everybody": everybody,
        "count": counted(len(chosen), "technology payee" if not everybody else "payee"),
        "others": len(found) - len(chosen),
        "may_edit": may_edit,
        "previous": _page(path, everybody, page.previous_page_number()) if page.has_previous() else "",
        "next": _page(path, everybody, page.next_page_number()) if page.has_next() else "",
    }
    return render(request, "contracts/payments/unregistered.html", context)


def _start(borough: Borough, one: PaidSupplier) -> str:
    return start_contract_address(borough, supplier_slug=one.slug, name=one.name)


def _page(path: str, everybody: bool, number: int) -> str:
    query = {"payees": "all", "page": number} if everybody else {"page": number}
    return f"{path}?{urlencode(query)}"


@require_safe
@login_not_required
def supplier_payments(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who paid a supplier, by borough and month."""
    supplier = get_object_or_404(Supplier, slug=slug)
    if supplier.merged_into_id:
        return redirect("supplier_payments", supplier.standing().slug)
    received = received_by(supplier, timezone.localdate())
    sentence = f"No borough is known to have paid {supplier.name} in the last twelve months."
    if received.lately:
        lately = counted(len(received.lately), "borough")
        sentence = f"{lately} paid {supplier.name} {money(received.of_late)} in the last twelve months."
    months = [{"month": row["month"], "total": row["total"]} for row in received.months]
    context = {
        "supplier": supplier,
        "received": received,
        "since": first_month_of_late(timezone.localdate()),
        "sentence": sentence,
        "months": received.months[::-1],
        "charts": [(name, _chart(months, width, sentence)) for name, width in WIDTHS if months],
    }
    return render(request, "contracts/payments/supplier.html", context)


@require_safe
@login_not_required
def supplier_payments_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Send what a supplier was paid by borough and month as CSV."""
    supplier = get_object_or_404(Supplier, slug=slug).standing()
    received = received_by(supplier, timezone.localdate())
    rows = [(row["month"], name, amount) for row in received.months for name, amount in row["boroughs"]]
    return csv_answer(f"{supplier.slug}-payments.csv", ["Month", "Borough", "Paid (GBP)"], rows)
