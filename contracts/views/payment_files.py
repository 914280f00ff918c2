"""An officer gives a borough's spend file: read, looked at, taken, and undone if need be (R11)."""

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough, Person
from boroughs.rights import Permission, requires_in_borough
from contracts.actions.payees import call_private
from contracts.actions.payments import (
    Published,
    ask_to_take,
    discard_payments,
    read_payments,
    undo_payments,
)
from contracts.models import PaymentFile, PaymentPayee, PaymentPeriod
from contracts.payments.exports import csv_answer
from contracts.payments.forms import SpendFileForm
from contracts.payments.spend_file import UnreadableSpendFile
from suppliers.models import SupplierName

FILES_SHOWN = 100
PROBLEMS_SHOWN = 50
PAYEES_SHOWN = 10
#: Read while somebody waits: some seconds' work.
MOST_ROWS = 150_000
LOST = "The file has changed meanwhile: this is how it stands now."


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def payment_files(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List a borough's spend files, and read another one."""
    form = SpendFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (file := _read(request, borough, form)):
        return redirect(file)
    files = PaymentFile.objects.of_borough(borough).select_related("by").defer("draft")
    context = {
        "borough": borough,
        "form": form,
        "files": files.annotate(amount=Sum("periods__sums__amount"))[:FILES_SHOWN],
        "sources": borough.payment_sources.filter(active=True),
    }
    return render(request, "contracts/payments/files.html", context)


def _read(request: HttpRequest, borough: Borough, form: SpendFileForm) -> PaymentFile | None:
    """Read the file that was given; ``None`` with the reason at the field where it cannot be read."""
    given, told = form.cleaned_data["file"], form.cleaned_data
    published = Published(
        name=given.name,
        series=told["series"],
        month=told["month"],
        address=told["address"],
        licence=told["licence"],
    )
    try:
        file, is_new = read_payments(
            stream=given.file,
            published=published,
            borough=borough,
            by=cast(Person, request.user),
            most_rows=MOST_ROWS,
        )
    except UnreadableSpendFile as problem:
        at = "month" if "which month" in str(problem) else "file"
        form.add_error(at, str(problem))
        return None
    if not is_new:
        messages.info(request, "This very file was given before. Nothing has changed.")
    return file


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def payment_file(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Show what was read of a spend file, what taking it would change, and how it stands; take or undo it."""
    file = _file_of(borough, pk)
    if request.method == "POST":
        return _act(request, file)
    read_only = file.state in {"taken", "undone", "waiting"}
    problems = list(file.problems.all()[:PROBLEMS_SHOWN])
    context = {
        "borough": borough,
        "file": file,
        "counts": file.counts,
        "amount": Decimal(file.counts["amount"]),
        "private_amount": Decimal(file.counts["private_amount"]),
        "accounted": _accounted(file),
        "headings": _headings(file),
        "months": [
            (dt.date.fromisoformat(month), lines, month in file.counts["periods"])
            for month, lines in file.counts["months"].items()
        ],
        "replaced": [] if read_only else _replaced(file),
        "problems": problems,
        "problems_more": file.counts["unreadable"] - len(problems),
        **_payees(file),
    }
    return render(request, "contracts/payments/file.html", context)


def _file_of(borough: Borough, pk: int) -> PaymentFile:
    return get_object_or_404(PaymentFile.objects.select_related("borough", "by"), borough=borough, pk=pk)


def _act(request: HttpRequest, file: PaymentFile) -> HttpResponse:
    """Do what the pressed button says."""
    act = request.POST.get("act", "")
    if act == "take":
        if ask_to_take(file=file, on_top=request.POST.get("on_top") == "yes"):
            messages.success(request, "The file is being taken.")
        else:
            messages.info(request, LOST)
    elif act == "discard":
        if discard_payments(file=file):
            messages.success(request, f"“{file.label}” was thrown away. Nothing of it is stored.")
            return redirect("payment_files", file.borough.slug)
        messages.info(request, LOST)
    elif act == "undo":
        if undo_payments(file=file, by=cast(Person, request.user)):
            messages.success(request, f"“{file.label}” counts no more. What it had replaced counts again.")
        else:
            messages.info(request, LOST)
    else:
        messages.error(request, "Choose what to do with the file.")
    return redirect(file)


def _accounted(file: PaymentFile) -> list[tuple[str, int]]:
    """Return what became of the rows, in words; together they are all rows."""
    names = {
        "paid": "Payments to organisations",
        "private": "Payments to private persons, added up without names",
        "total": "Totals",
        "other": "Titles and headings",
        "blank": "Blank rows",
        "unreadable": "Rows that could not be read",
    }
    return [(words, file.counts[name]) for name, words in names.items()]


def _headings(file: PaymentFile) -> list[tuple[str, str]]:
    names = {
        "supplier": "Payee",
        "amount": "Amount",
        "date": "Date",
        "month": "Month",
        "department": "Department",
        "description": "Description",
        "number": "The borough’s number of the payee",
        "company_number": "Company number",
    }
    return [
        (words, file.counts["headings"][name])
        for name, words in names.items()
        if name in file.counts["headings"]
    ]


def _replaced(file: PaymentFile) -> list[PaymentPeriod]:
    """Return the months of other files that this one would take the place of, with their sums."""
    months = [dt.date.fromisoformat(month) for month in file.counts["periods"]]
    before = PaymentPeriod.objects.counting().filter(
        borough=file.borough, series=file.series, month__in=months, on_top=False
    )
    return list(before.select_related("file").annotate(amount=Sum("sums__amount"), lines=Sum("sums__lines")))


def _payees(file: PaymentFile) -> dict[str, Any]:
    """Return the payees paid most in a file that is not taken yet, and how many are known suppliers."""
    if not file.draft:
        return {}
    names = {key: name for key, name, _, _ in file.draft["payees"]}
    amounts: dict[str, Decimal] = {}
    for key, _, amount, _, _ in file.draft["sums"]:
        amounts[key] = amounts.get(key, Decimal(0)) + Decimal(amount)
    most = sorted((key for key in amounts if key), key=lambda key: -amounts[key])[:PAYEES_SHOWN]
    known = SupplierName.objects.filter(normalised__in=list(names)).values("normalised").distinct().count()
    return {"payees": [(names[key], amounts[key]) for key in most], "known": known}


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def payment_problems(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Send the rows of a spend file that could not be read as CSV."""
    file = _file_of(borough, pk)
    rows = file.problems.values_list("place", "reason", "payee")
    return csv_answer(f"unread-rows-{file.pk}.csv", ["Where", "Why", "Payee"], rows)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def payee_private(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Ask, then forget a payee's name because it is a private person's."""
    payee = get_object_or_404(PaymentPayee, borough=borough, pk=pk)
    if payee.supplier_id:
        raise Http404("It is a supplier.")
    if request.method == "POST":
        call_private(payee=payee, by=cast(Person, request.user))
        messages.success(request, "The name was taken out. What was paid is counted among private persons.")
        return redirect("borough_unregistered", borough.slug)
    return render(request, "contracts/payments/private.html", {"borough": borough, "payee": payee})
