"""The API's pilots: the public part of what is published, asked as the page is asked (R9)."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from boroughs.api import AreaName, BoroughName, area_name
from boroughs.api_parts import (
    REFUSALS,
    REFUSALS_OF_ONE,
    PageQuestion,
    check_form,
    check_names,
    next_address,
    parameter,
    wrong_place,
)
from boroughs.places import read_places
from pilots.filters import MAKERS, OUTCOMES, SORTS, listed, read
from pilots.models import Pilot
from suppliers.api import ProductLink, SupplierLink, link

router = Router(tags=["Pilots"])
ANYONE = AnonymousUser()


class PilotRow(Schema):
    """A published pilot. What is not known is null; ``cost`` is a band of GBP excluding VAT."""

    number: int
    title: str
    borough: BoroughName
    service_area: AreaName | None
    maker: str | None
    supplier: SupplierLink | None
    product: ProductLink | None
    outcome: str
    evidence: str | None
    cost: str | None
    months: int | None
    began: dt.date | None
    is_assistive: bool
    is_demonstration: bool
    published: dt.datetime
    changed: dt.datetime
    page: str


class MeasureAnswer(Schema):
    """What was measured, before and after, in the words of the borough."""

    name: str
    before: str | None
    after: str | None


class FacetAnswer(Schema):
    """A facet of the assistive technology library."""

    kind: str
    code: str
    name: str


class PilotAnswer(PilotRow):
    """A published pilot with its whole public part; what is for members is never in it."""

    problem: str
    people: str
    technology: str
    setting: str
    method: str
    failed: str
    measures: list[MeasureAnswer]
    facets: list[FacetAnswer]
    would_scale: str | None
    bought: str | None
    contract: int | None


class Pilots(Schema):
    """A page of pilots; ``next`` is null on the last one."""

    items: list[PilotRow]
    next: str | None


class PilotQuery(PageQuestion):
    """What may be asked of pilots."""

    q: str = parameter("Words; those that mean the same are looked for, too.", longest=200)
    borough: str = parameter("Of this borough: its slug.", longest=60)
    area: str = parameter("In this service area: its code.", longest=10)
    outcome: str = parameter("How it turned out.", choices=OUTCOMES)
    grade: str = parameter("How good the evidence is: the code of a grade.", longest=20, example="measured")
    maker: str = parameter("Whose the technology is.", choices=MAKERS)
    supplier: str = parameter("Words in the supplier’s name.", longest=200)
    product: str = parameter("Words in the product’s name.", longest=120)
    need: str = parameter("Assistive technology for this need: a facet’s code.", longest=40, example="falls")
    setting: str = parameter("Assistive technology in this setting.", longest=40, example="own-home")
    device: str = parameter("Assistive technology of this device.", longest=40, example="sensor")
    service: str = parameter("Assistive technology of this service.", longest=40, example="telecare")
    sort: str = parameter("The order.", choices=SORTS)


@router.get("/pilots/", response={200: Pilots, **REFUSALS}, url_name="api_pilots")
def pilots(request: HttpRequest, query: Query[PilotQuery]) -> Any:
    """List published pilots, as the page does."""
    check_names(request, PilotQuery)
    places = read_places()
    form, question = read(request.GET, places)
    check_form(form)
    shown = listed(question, Pilot.objects.published(), places, ANYONE, after=query.after, size=query.size)
    if shown.wrong_page:
        raise wrong_place()
    return {
        "items": [_row(request, pilot) for pilot in shown.pilots],
        "next": next_address(request, shown.next),
    }


@router.get("/pilots/{int:number}/", response={200: PilotAnswer, **REFUSALS_OF_ONE}, url_name="api_pilot")
def pilot(request: HttpRequest, number: int) -> Any:
    """Show the public part of one pilot."""
    check_names(request)
    found: Any = Pilot.objects.published().with_names().filter(pk=number).first()
    if found is None:
        raise Http404("There is no published pilot of this number.")
    plain = ("problem", "people", "technology", "setting", "method", "failed")
    return {
        **_row(request, found),
        **{name: getattr(found, name) for name in plain},
        "measures": [
            {"name": one.name, "before": one.before or None, "after": one.after or None}
            for one in found.measures.all()
        ],
        "facets": list(found.facets.values("kind", "code", "name")),
        "would_scale": found.scale or None,
        "bought": found.bought or None,
        "contract": found.bought_contract_id,
    }


def _row(request: HttpRequest, pilot: Any) -> dict[str, Any]:
    plain = ("title", "outcome", "months", "began", "is_assistive", "is_demonstration", "changed")
    return {
        **{name: getattr(pilot, name) for name in plain},
        "number": pilot.pk,
        "borough": {"slug": pilot.borough.slug, "name": pilot.borough.name},
        "service_area": area_name(pilot.service_area),
        "maker": pilot.maker or None,
        "supplier": link(pilot.supplier) if pilot.supplier else None,
        "product": link(pilot.product) if pilot.product else None,
        "evidence": pilot.grade.code if pilot.grade else None,
        "cost": pilot.cost or None,
        "published": pilot.published_at,
        "page": request.build_absolute_uri(pilot.get_absolute_url()),
    }
