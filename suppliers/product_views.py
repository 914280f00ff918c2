"""Pages of the products: the directory, one product, and their download."""

import csv
import datetime as dt
import io
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boroughs.cells import safe_cell
from boroughs.models import Borough, Profile
from boroughs.panel import errors, unreadable
from boroughs.places import read_places
from boroughs.rights import Permission, has_permission, requires
from boroughs.views.history import history_page
from boroughs.words import counted
from suppliers.history import PRODUCT_HISTORY
from suppliers.models import KnownProduct, Product
from suppliers.portfolio import portfolio
from suppliers.portfolio_page import shown
from suppliers.product_filters import SORTS, ProductQuestion, chips, directory, panel, read

#: In the order in which names are told.
KINDS = ["name", "alias", "former"]
HEAD = [
    "Product",
    "Also called",
    "Supplier",
    "Service area",
    "Live contracts",
    "Boroughs with live contracts",
    "Page in the hub",
    "Demonstration",
]


@require_safe
@login_not_required
def product_list(request: HttpRequest) -> HttpResponse:
    """Show the products that answer a question, page by page; its parameters are the form's."""
    places = read_places()
    form, question = read(request.GET, places)
    path = reverse("products")
    listed = directory(
        question,
        places,
        timezone.localdate(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": form,
        "may_curate": has_permission(request.user, Permission.CURATE),
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "order": SORTS[question.sort].lower(),
        "shown": listed,
        "count": counted(listed.count, "product"),
        "path": path,
        "csv": question.address(reverse("products_csv")),
        "previous": question.address(path, before=listed.previous) if listed.previous else "",
        "next": question.address(path, after=listed.next) if listed.next else "",
    }
    return render(request, "suppliers/product_list.html", context)


@require_safe
@login_not_required
def products_csv(request: HttpRequest) -> HttpResponse:
    """Send every product that answers a question as CSV; 400 with what to mend if it cannot be read."""
    places = read_places()
    form, question = read(request.GET, places)
    if form.errors:
        return unreadable(form)
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    address = request.build_absolute_uri(reverse("products"))
    csv.writer(buffer).writerows([HEAD, *_lines(question, places, timezone.localdate(), address)])
    return HttpResponse(
        buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="products.csv"'},
    )


@require_safe
@login_not_required
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one product: its names and owners through time, who uses it, its contracts, what ends when."""
    rows = Product.objects.select_related("supplier", "service_area__parent")
    found = get_object_or_404(rows, slug=slug)
    boroughs = list(Borough.objects.all())
    contracts = portfolio(found.contracts.all(), boroughs, timezone.localdate())
    context = {
        "product": found,
        "names": sorted(found.names.all(), key=lambda name: (KINDS.index(name.kind), name.name)),
        "owners": found.owners.select_related("supplier"),
        "uses": contracts.uses,
        "peers": _peers(found) if has_permission(request.user, Permission.SEE_DIRECTORY) else None,
        "peers_address": f"{reverse('people')}?{urlencode({'product': found.slug})}",
        "csv": f"{reverse('register_csv')}?{urlencode({'product': found.slug})}",
        **shown(contracts, boroughs, f"Boroughs with live contracts for {found.name}"),
    }
    return render(request, "suppliers/product.html", context)


@require_safe
@requires(Permission.SEE_HISTORY)
def product_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was changed of a product, its names and its owners."""
    found = get_object_or_404(Product, slug=slug)
    return history_page(request, found, PRODUCT_HISTORY, above=("Products", reverse("products")))


def _peers(found: Product) -> int:
    """Return how many of those in the directory say that they know a product."""
    listed = Profile.objects.in_directory().values("person")
    return KnownProduct.objects.filter(product=found, person__in=listed).count()


def _lines(question: ProductQuestion, places: Any, today: dt.date, address: str) -> list[list[Any]]:
    """Return a line for each product; what is not known stays empty (R1)."""
    keys = question.products(places, today).values("pk")
    rows: Any = Product.objects.filter(pk__in=keys).with_use_on(today).by_name()
    rows = rows.select_related("supplier", "service_area__parent").prefetch_related("names")
    return [
        [
            safe_cell(row.name),
            safe_cell("; ".join(name.name for name in row.names.all() if name.name != row.name)),
            safe_cell(row.supplier.name) if row.supplier else "",
            str(row.service_area or ""),
            row.live_contracts,
            row.live_boroughs,
            f"{address}{row.slug}/",
            "yes" if row.is_demonstration else "no",
        ]
        for row in rows
    ]
