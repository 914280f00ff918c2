"""The API's landscape: the figures that its pages draw, as of the day on which they were worked out."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from boroughs.api import AreaName, BoroughName
from boroughs.api_parts import REFUSALS, check_form, check_names, parameter
from contracts.landscape.asking import AREAS, DEMONSTRATION, Scope, read_scope
from contracts.landscape.concentration import band
from contracts.landscape.quarters import quarter_of
from contracts.landscape.sheet import AreaLine, BoroughLine, GroupLine, Line
from contracts.landscape.spread import per_thousand

router = Router(tags=["Landscape"])


class LandscapeQuery(Schema):
    """What may be asked of the landscape: technology in London unless a service area is named."""

    area: str = parameter("Of this service area: its code.", longest=10)
    areas: str = parameter("Over London, all service areas, not technology alone.", choices=AREAS)
    demonstration: str = parameter("Fictional records instead of real ones.", choices=DEMONSTRATION)


class Figures(Schema):
    """Live contracts and their annual value together in GBP, without what is not known."""

    contracts: int
    annual_value: Decimal | None
    unknown_values: int


class Answer(Schema):
    """What every answer says first: of which service area (null is London), and as of which day.

    ``day`` is null where nothing has been worked out yet.
    """

    area: AreaName | None
    day: dt.date | None


class Group(Figures):
    """A supplier group: a supplier's ultimate owner on the day. ``share`` is in per cent of what is known."""

    slug: str
    name: str
    share: Decimal | None
    boroughs: int


class ConcentrationAnswer(Answer):
    """How the annual value is shared among supplier groups, the largest first.

    ``hhi`` is the Herfindahl-Hirschman index, of the ``counted`` contracts whose value and supplier are
    known; ``no_value``, ``no_supplier`` and ``frameworks`` count what it leaves out. ``others`` are groups
    that are not named. The register is a sample: none of this is a market share.
    """

    hhi: int | None
    band: str
    counted: int
    no_value: int
    no_supplier: int
    frameworks: int
    boroughs: int
    items: list[Group]
    others: int
    others_share: Decimal | None


class EndingQuarter(Figures):
    """What ends in one quarter, as things stand."""

    first: dt.date
    last: dt.date


class QuartersAnswer(Answer):
    """What ends in each of the next twelve quarters, later, or has passed its end date and runs on.

    ``undated`` contracts have no end date and are counted nowhere else.
    """

    items: list[EndingQuarter]
    later: Figures
    passed: Figures
    undated: int


class MatrixEntry(Schema):
    """A contract: its product or, where that is not known, its supplier; neither may be known."""

    contract: int
    product: str | None
    supplier: str | None
    end_date: dt.date


class MatrixCell(Schema):
    """What a borough has in a service area; ``entries`` are those that end first, three at most."""

    borough: BoroughName
    area: AreaName
    contracts: int
    entries: list[MatrixEntry]


class MatrixAnswer(Answer):
    """Who uses what: the cells that have something. Without a service area there are none."""

    items: list[MatrixCell]


class BoroughFigures(Figures):
    """A borough; joint contracts count for each, their value in equal parts.

    ``per_1000_residents`` leaves out frameworks. ``fresh``, ``ageing`` and ``stale`` are R7's. ``undated``
    contracts have no end date and are counted nowhere else.
    """

    borough: BoroughName
    residents: int | None
    residents_source: str
    per_1000_residents: Decimal | None
    frameworks: int
    ending_within_12_months: int
    fresh: int
    ageing: int
    stale: int
    undated: int
    largest_group: str | None
    largest_share: Decimal | None


class BoroughsAnswer(Answer):
    """Every borough, by name."""

    items: list[BoroughFigures]


class AreaFigures(Figures):
    """A service area with live contracts; ``hhi`` rests on ``counted`` of them."""

    area: AreaName
    boroughs: int
    hhi: int | None
    counted: int
    band: str
    largest_group: str | None
    largest_share: Decimal | None


class AreasAnswer(Answer):
    """The service areas inside the one that is asked for, or all of them."""

    items: list[AreaFigures]


@router.get(
    "/landscape/concentration/",
    response={200: ConcentrationAnswer, **REFUSALS},
    url_name="api_landscape_concentration",
)
def concentration(request: HttpRequest, query: Query[LandscapeQuery]) -> Any:
    """Show how concentrated a service area is among supplier groups."""
    scope = _scope(request)
    shares = scope.sheet.concentration
    plain = ("counted", "no_value", "no_supplier", "frameworks", "boroughs", "hhi", "others", "others_share")
    return {
        **_first(scope),
        **{name: getattr(shares, name) for name in plain},
        "band": band(shares.hhi, shares.counted).value,
        "items": [_group(group) for group in shares.groups],
    }


@router.get(
    "/landscape/quarters/", response={200: QuartersAnswer, **REFUSALS}, url_name="api_landscape_quarters"
)
def quarters(request: HttpRequest, query: Query[LandscapeQuery]) -> Any:
    """Show what ends in which quarter."""
    scope = _scope(request)
    sheet = scope.sheet
    return {
        **_first(scope),
        "items": [
            {**_figures(line), "first": line.first, "last": quarter_of(line.first).last}
            for line in sheet.quarters
        ],
        "later": _figures(sheet.later),
        "passed": _figures(sheet.passed),
        "undated": sheet.undated,
    }


@router.get("/landscape/matrix/", response={200: MatrixAnswer, **REFUSALS}, url_name="api_landscape_matrix")
def matrix(request: HttpRequest, query: Query[LandscapeQuery]) -> Any:
    """Show which borough uses what in a service area."""
    scope = _scope(request)
    boroughs = scope.places.borough_by_pk
    items = [
        {
            "borough": _borough_name(boroughs[cell.borough]),
            "area": _area_name(scope, cell.area),
            "contracts": cell.contracts,
            "entries": [
                {
                    "contract": entry.contract,
                    "product": entry.label if entry.is_product else None,
                    "supplier": None if entry.is_product else entry.label or None,
                    "end_date": entry.end,
                }
                for entry in cell.entries
            ],
        }
        for cell in scope.sheet.cells
    ]
    return {**_first(scope), "items": items}


@router.get(
    "/landscape/boroughs/", response={200: BoroughsAnswer, **REFUSALS}, url_name="api_landscape_boroughs"
)
def boroughs(request: HttpRequest, query: Query[LandscapeQuery]) -> Any:
    """Show every borough’s figures."""
    scope = _scope(request)
    lines = {line.borough: line for line in scope.sheet.boroughs}
    items = [_borough(one, lines.get(one.pk, BoroughLine(borough=one.pk))) for one in scope.boroughs]
    return {**_first(scope), "items": items}


@router.get("/landscape/areas/", response={200: AreasAnswer, **REFUSALS}, url_name="api_landscape_areas")
def areas(request: HttpRequest, query: Query[LandscapeQuery]) -> Any:
    """Show every service area with its concentration."""
    scope = _scope(request)
    return {**_first(scope), "items": [_area(scope, line) for line in scope.sheet.areas]}


def _scope(request: HttpRequest) -> Scope:
    check_names(request, LandscapeQuery)
    form, scope = read_scope(request.GET)
    check_form(form)
    return scope


def _first(scope: Scope) -> dict[str, Any]:
    return {"area": _area_name(scope, scope.area.pk) if scope.area else None, "day": scope.drawn}


def _area_name(scope: Scope, pk: int) -> dict[str, str]:
    return {"code": scope.places.area_by_pk[pk].code, "name": scope.places.full_area_name(pk)}


def _borough_name(borough: Any) -> dict[str, str]:
    return {"slug": borough.slug, "name": borough.name}


def _figures(line: Line) -> dict[str, Any]:
    return {"contracts": line.contracts, "annual_value": line.value, "unknown_values": line.unknown}


def _group(group: GroupLine) -> dict[str, Any]:
    plain = ("slug", "name", "share", "boroughs")
    return {**_figures(group), **{name: getattr(group, name) for name in plain}}


def _borough(borough: Any, line: BoroughLine) -> dict[str, Any]:
    return {
        **_figures(line),
        **{name: getattr(line, name) for name in ("frameworks", "fresh", "ageing", "stale", "undated")},
        "borough": _borough_name(borough),
        "residents": borough.population,
        "residents_source": borough.population_source,
        "per_1000_residents": per_thousand(line.bought, borough.population),
        "ending_within_12_months": line.ending,
        "largest_group": line.top_group or None,
        "largest_share": line.top_share,
    }


def _area(scope: Scope, line: AreaLine) -> dict[str, Any]:
    return {
        **_figures(line),
        "area": _area_name(scope, line.area),
        "boroughs": line.boroughs,
        "hhi": line.hhi,
        "counted": line.counted,
        "band": band(line.hhi, line.counted).value,
        "largest_group": line.top_group or None,
        "largest_share": line.top_share,
    }
