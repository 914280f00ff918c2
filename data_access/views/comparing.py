"""Comparing products: the service areas of which something is said, one side by side, a download."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from boroughs.models import ServiceArea
from boroughs.rights import Permission, requires
from data_access.comparing import MOST_COLUMNS, areas_of, compared, facts_of, products_of
from data_access.exports import MOST, facts_file
from data_access.models import DataFact
from suppliers.models import Product


@require_safe
@requires(Permission.SEE_DATA_ACCESS)
def data_access_areas(request: HttpRequest) -> HttpResponse:
    """List the service areas of whose products boroughs said something, real and made-up ones apart."""
    facts = DataFact.objects.current().shown().order_by()
    counts = facts.values("product__service_area", "is_demonstration").annotate(
        products=Count("product", distinct=True), boroughs=Count("borough", distinct=True)
    )
    areas = {one.pk: one for one in ServiceArea.objects.select_related("parent")}
    rows = [
        (areas[one["product__service_area"]], one) for one in counts if one["product__service_area"] in areas
    ]
    loose = Product.objects.filter(service_area=None, pk__in=facts.values("product")).by_name()
    context = {
        "rows": sorted(rows, key=lambda row: (row[1]["is_demonstration"], str(row[0]))),
        "loose": loose[:200],
    }
    return render(request, "data_access/areas.html", context)


def _asked(request: HttpRequest, code: str) -> tuple[ServiceArea, bool, list[Any], list[str]]:
    """Return the service area, whether made-up products are asked for, all products, the chosen slugs."""
    area = get_object_or_404(ServiceArea.objects.select_related("parent"), code__iexact=code)
    demonstration = request.GET.get("demonstration") == "only"
    products = products_of(areas_of(area), demonstration=demonstration)
    return area, demonstration, products, request.GET.getlist("product")


@require_safe
@requires(Permission.SEE_DATA_ACCESS)
def data_access_area(request: HttpRequest, code: str) -> HttpResponse:
    """Show products of a service area side by side; ``?product=`` chooses which."""
    area, demonstration, products, slugs = _asked(request, code)
    found = compared(products, slugs, request.user, timezone.localdate())
    query: list[tuple[str, str]] = [("demonstration", "only")] if demonstration else []
    query += [("product", slug) for slug in sorted(found.chosen)]
    context = {
        "area": area,
        "found": found,
        "most": MOST_COLUMNS,
        "any": any(one.said for one in products),
        "made_up": demonstration,
        "others": not demonstration and _has_made_up(area),
        "download": f"{reverse('data_access_csv', args=[area.code])}{'?' if query else ''}{urlencode(query)}",
    }
    return render(request, "data_access/area.html", context)


def _has_made_up(area: ServiceArea) -> bool:
    facts = DataFact.objects.current().shown().filter(is_demonstration=True)
    return facts.filter(product__service_area__in=areas_of(area)).exists()


@require_safe
@requires(Permission.SEE_DATA_ACCESS)
def data_access_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Download what boroughs say of the products of a service area, or of the chosen ones."""
    area, _, products, slugs = _asked(request, code)
    chosen = [one for one in products if one.slug in set(slugs)] or products
    response = HttpResponse(
        facts_file(
            facts_of(chosen).order_by("product__name", "question", "about", "borough__name")[:MOST],
            request.build_absolute_uri("/").rstrip("/"),
            timezone.localdate(),
        ),
        content_type="text/csv; charset=utf-8",
    )
    name = f"data-access-{area.code.lower()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
