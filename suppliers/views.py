"""Pages of the suppliers: the directory and one supplier."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from boroughs.models import Borough
from boroughs.panel import errors, unreadable
from boroughs.places import read_places
from boroughs.rights import Permission, requires
from boroughs.views.history import history_page
from boroughs.words import counted
from suppliers.claiming.page import said_by, with_what_it_says
from suppliers.directory import COUNTED, directory, everything
from suppliers.exports import csv_lines
from suppliers.filters import SORTS, chips, panel, read
from suppliers.group import group_of
from suppliers.history import SUPPLIER_HISTORY
from suppliers.models import Supplier, SupplierIdentifier
from suppliers.numbers import what_it_is, where_it_leads
from suppliers.portfolio import portfolio
from suppliers.portfolio_page import shown

NAMES_SHOWN = 20
#: In the order in which names are told.
KINDS = ["legal", "trading", "former", "written"]
NUMBER = JSONObject(scheme="scheme", value="value", valid_from="valid_from", valid_to="valid_to")


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
    """Show one supplier: its names and numbers, the boroughs it sells to, its contracts, what ends when.

    The address of a supplier that was found to be another one leads there (R10).
    """
    today = timezone.localdate()
    numbers = SupplierIdentifier.objects.filter(supplier=OuterRef("pk")).order_by("scheme", "value")
    rows = Supplier.objects.annotate(numbers=ArraySubquery(numbers.values(json=NUMBER)))
    found: Any = get_object_or_404(with_what_it_says(rows), slug=slug)
    if found.merged_into_id:
        return redirect(found.standing())
    boroughs = list(Borough.objects.all())
    contracts = portfolio(found.contracts.all(), boroughs, today)
    names = [name for name in found.names.all() if name.name != found.name]
    context = {
        "supplier": found,
        "group": group_of(found, today),
        "identifiers": [_identifier(said) for said in found.numbers],
        "names": sorted(names, key=lambda name: (KINDS.index(name.kind), name.name))[:NAMES_SHOWN],
        "names_more": max(len(names) - NAMES_SHOWN, 0),
        "said": said_by(found, request.user),
        "products": found.products.select_related("service_area__parent"),
        "csv": f"{reverse('register_csv')}?{urlencode({'supplier': found.slug})}",
        **shown(contracts, boroughs, f"Boroughs with live contracts with {found.name}"),
    }
    return render(request, "suppliers/supplier.html", context)


@require_safe
@requires(Permission.SEE_HISTORY)
def supplier_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was changed of a supplier, its names, numbers and products."""
    the_supplier = get_object_or_404(Supplier, slug=slug)
    return history_page(request, the_supplier, SUPPLIER_HISTORY, above=("Suppliers", reverse("suppliers")))


def _identifier(said: dict[str, Any]) -> dict[str, Any]:
    """What a number is, the number, where it leads (empty: nowhere public), when it was the supplier's."""
    days = {name: said[name] and dt.date.fromisoformat(said[name]) for name in ("valid_from", "valid_to")}
    return {
        "label": capfirst(what_it_is(said["scheme"])),
        "value": said["value"],
        "address": where_it_leads(said["scheme"], said["value"]),
        "row": days,
    }
