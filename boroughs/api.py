"""The API's boroughs and service areas."""

from decimal import Decimal
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from boroughs.api_parts import REFUSALS, REFUSALS_OF_ONE, check_names, pages_of
from boroughs.models import Borough, ServiceArea

router = Router(tags=["Boroughs and service areas"])


class BoroughName(Schema):
    """A borough, as other things name it."""

    slug: str
    name: str


class AreaName(Schema):
    """A service area, as other things name it: ``name`` has both levels."""

    code: str
    name: str


class BoroughAnswer(Schema):
    """A borough with what is on its register now; money is GBP a year, excluding VAT.

    ``annual_value`` is null where no value is known; ``unknown_values`` counts the live contracts that it
    leaves out. Demonstration records, which are fictional, are in none of these: ``demonstration_contracts``
    counts the live ones.
    """

    slug: str
    name: str
    official_name: str
    gss: str
    population: int | None
    live_contracts: int
    annual_value: Decimal | None
    unknown_values: int
    demonstration_contracts: int
    page: str


class AreaAnswer(Schema):
    """A service area; ``parent`` is the code of the one it lies in, null on the upper level."""

    code: str
    parent: str | None
    name: str
    includes: str
    technology: Literal["yes", "part", "no"]


class Boroughs(Schema):
    """All boroughs; there is always one page."""

    items: list[BoroughAnswer]
    next: None = None


class Areas(Schema):
    """All service areas; there is always one page."""

    items: list[AreaAnswer]
    next: None = None


@router.get("/boroughs/", response={200: Boroughs, **REFUSALS}, url_name="api_boroughs")
def boroughs(request: HttpRequest) -> Any:
    """List the 33 boroughs with what is on their registers, by name."""
    check_names(request)
    rows = Borough.objects.with_live_contracts(timezone.localdate(), real_only=True)
    return {"items": [_borough(request, row) for row in rows]}


@router.get(
    "/boroughs/{slug:slug}/", response={200: BoroughAnswer, **REFUSALS_OF_ONE}, url_name="api_borough"
)
def borough(request: HttpRequest, slug: str) -> Any:
    """Show one borough."""
    check_names(request)
    rows = Borough.objects.with_live_contracts(timezone.localdate(), real_only=True)
    row = rows.filter(slug=slug).first()
    if row is None:
        raise Http404("There is no borough of this name in London.")
    return _borough(request, row)


@router.get("/service-areas/", response={200: Areas, **REFUSALS}, url_name="api_service_areas")
def service_areas(request: HttpRequest) -> Any:
    """List the service areas of both levels, by code."""
    check_names(request)
    columns = ("code", "parent__code", "name", "includes", "technology")
    rows = ServiceArea.objects.order_by("code").values_list(*columns)
    return {"items": [dict(zip(AreaAnswer.model_fields, row, strict=True)) for row in rows]}


def area_name(area: ServiceArea | None) -> dict[str, str] | None:
    """Return a service area, its parent read, as other things name it."""
    return {"code": area.code, "name": str(area)} if area else None


def _borough(request: HttpRequest, row: Any) -> dict[str, Any]:
    plain = ("slug", "name", "official_name", "gss", "population", "live_contracts", "unknown_values")
    return {
        **{name: getattr(row, name) for name in plain},
        "annual_value": row.live_value,
        "demonstration_contracts": row.live_fictional,
        "page": pages_of(request)(row),
    }
