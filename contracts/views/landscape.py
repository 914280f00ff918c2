"""The landscape: who uses what in London, how concentrated it is, when it ends, what it costs a resident."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boroughs.markup import fit_for_xml
from boroughs.panel import errors, unreadable
from boroughs.rights import Permission, has_permission
from boroughs.visitors import kept_for_visitors
from boroughs.words import counted, money, plain_date
from contracts.landscape import sentences
from contracts.landscape.asking import LandscapeForm, Scope, area_path, panel, read_scope
from contracts.landscape.charts import (
    bars_twice,
    map_of,
    quarter_bars,
    share_bars,
    spread_twice,
    svg_of,
)
from contracts.landscape.concentration import SINCE, SOURCE
from contracts.landscape.matrix import columns_of, matrix, matrix_table
from contracts.landscape.quarters import quarters_from
from contracts.landscape.spread import spread
from contracts.landscape.tables import (
    Table,
    areas_table,
    boroughs_table,
    csv_of,
    quarters_table,
    shares_table,
)

#: Quarters that the figure of what ends soon has.
YEAR = 4
DRAWN = ("map", "quarters", "concentration", "spread")
TABLES: dict[str, Callable[[Scope], Table]] = {
    "map": boroughs_table,
    "spread": boroughs_table,
    "quarters": quarters_table,
    "concentration": shares_table,
    "matrix": matrix_table,
    "areas": areas_table,
}


@login_not_required
@require_safe
@kept_for_visitors
def landscape(request: HttpRequest) -> HttpResponse:
    """Show all London: the map, every service area, what ends when, and the spread."""
    form, scope = read_scope(request.GET)
    if scope.area:
        raise Http404("A service area has an address of its own.")
    return _page(request, form, scope)


@login_not_required
@require_safe
@kept_for_visitors
def landscape_area(request: HttpRequest, code: str) -> HttpResponse:
    """Show one service area of either level, with the matrix of who uses what."""
    try:
        form, scope = read_scope(request.GET, code)
    except KeyError:
        raise Http404("There is no such service area.") from None
    return _page(request, form, scope)


@login_not_required
@require_safe
def landscape_svg(request: HttpRequest, chart: str) -> HttpResponse:
    """Send a chart as an SVG file; 400 with what to mend if the address cannot be read."""
    form, scope = read_scope(request.GET)
    if form.errors:
        return unreadable(form)
    origin = request.build_absolute_uri("/").rstrip("/")
    drawing = svg_of(scope, chart, origin=origin, naming=_may_compare(request))
    if drawing is None:
        raise Http404("There is no such chart, or nothing to draw.")
    return _file(fit_for_xml(str(drawing)), scope, chart, "svg", "image/svg+xml")


@login_not_required
@require_safe
def landscape_csv(request: HttpRequest, chart: str) -> HttpResponse:
    """Send the figures of a chart as CSV; 400 with what to mend if the address cannot be read."""
    form, scope = read_scope(request.GET)
    if form.errors:
        return unreadable(form)
    if chart not in TABLES:
        raise Http404("There is no such chart.")
    return _file(csv_of(TABLES[chart](scope)), scope, chart, "csv", "text/csv; charset=utf-8")


def _file(text: str, scope: Scope, chart: str, ending: str, kind: str) -> HttpResponse:
    where = scope.area.code.lower() if scope.area else "london"
    name = f"landscape-{where}-{chart}.{ending}"
    return HttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _may_compare(request: HttpRequest) -> bool:
    return has_permission(request.user, Permission.SEE_COMPARISONS)


def _page(request: HttpRequest, form: LandscapeForm, scope: Scope) -> HttpResponse:
    context = {
        "scope": scope,
        "form": form,
        "errors": errors(form),
        "fields": panel(form, scope),
        "parents": _parents(scope),
        "figures": _figures(scope),
        **_map(scope),
        **_concentration(scope),
        **_quarters(scope),
        **_spread(scope, naming=_may_compare(request)),
        "everything": scope.asked.address(scope.path, areas="all"),
        "downloads": _downloads(scope),
        "matrix": matrix(scope) if columns_of(scope) else None,
        "areas": areas_table(scope) if scope.sheet.areas else None,
    }
    return render(request, "contracts/landscape/landscape.html", context)


def _downloads(scope: Scope) -> dict[str, str]:
    """Return the address of each download as ``quarters_svg``."""
    drawn = {f"{chart}_svg": scope.file(chart, "svg") for chart in DRAWN}
    return {**drawn, **{f"{chart}_csv": scope.file(chart, "csv") for chart in TABLES}}


def _parents(scope: Scope) -> list[tuple[str, str]]:
    """Return the pages above a service area's, for the breadcrumbs."""
    if scope.area is None:
        return []
    parent = scope.places.area_by_pk.get(scope.area.parent_id or 0)
    above = [(parent.name, area_path(parent.code))] if parent else []
    return [("Landscape", scope.asked.address(reverse("landscape"), without="show")), *above]


def _figures(scope: Scope) -> list[tuple[str, str]]:
    sheet = scope.sheet
    some = sum(line.contracts > 0 for line in sheet.boroughs)
    year = quarters_from(scope.today)[:YEAR]
    soon = sum(line.contracts for line in sheet.quarters[:YEAR])
    return [
        (f"{sheet.contracts:,}", "live contract" if sheet.contracts == 1 else "live contracts"),
        (f"{some}", "of 33 boroughs have some"),
        (money(sheet.value), "a year together"),
        (f"{soon:,}", f"end by {plain_date(year[-1].last)}"),
    ]


def _map(scope: Scope) -> dict[str, Any]:
    tiles = map_of(scope)
    return {"tiles": tiles, "map_says": sentences.of_map(tiles)}


def _concentration(scope: Scope) -> dict[str, Any]:
    shares = scope.sheet.concentration
    chart = share_bars(scope)
    return {
        "shares": bars_twice(chart, "shares") if chart.rows else [],
        "shares_say": sentences.of_concentration(shares, one_market=scope.area is not None),
        "shares_leave_out": sentences.left_out(shares),
        "shares_table": shares_table(scope) if shares.groups else None,
        "more_groups": counted(shares.others, "more supplier group") if shares.others else "",
        "others_share": shares.others_share,
        "bands_source": SOURCE,
        "bands_since": SINCE,
    }


def _quarters(scope: Scope) -> dict[str, Any]:
    return {
        "quarters": bars_twice(quarter_bars(scope), "quarters") if scope.sheet.quarters else [],
        "quarters_say": sentences.of_quarters(scope.sheet),
        "quarters_table": quarters_table(scope) if scope.sheet.quarters else None,
    }


def _spread(scope: Scope, *, naming: bool) -> dict[str, Any]:
    figures = scope.per_resident()
    found = spread(figures)
    names = {borough.pk: borough.name for borough in scope.boroughs}
    sources = {borough.population_source for borough in scope.boroughs if borough.population_source}
    return {
        "spread": found,
        "spread_charts": spread_twice(scope, naming=naming),
        "spread_says": sentences.of_spread(found),
        "outliers": sentences.of_outliers(found, names, figures) if found and naming else [],
        "may_compare": naming,
        "population_sources": sorted(sources),
        "not_compared": len(scope.boroughs) - len(figures),
    }
