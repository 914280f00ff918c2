"""The API's opportunities: the published procurements, asked as their page is asked (R9)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
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
from contracts.filters import DEMONSTRATION, VALUE_BANDS
from pipeline.models import Procurement
from pipeline.procurement_filters import CLOSING, RUNGS, SME, SORTS, STATES, read
from pipeline.procurement_list import listed, standing_of
from pipeline.timeline_page import lots_of
from suppliers.api import SupplierLink, link

router = Router(tags=["Opportunities"])


class OpportunityRow(Schema):
    """A published procurement. Money is GBP excluding VAT; what is not known is null, never zero.

    ``value_from`` and ``value_to`` bound the estimated total value. ``bids_due`` is the end of
    the tender period, null where the route has none; ``past`` tells that no bid can be made any more.
    """

    slug: str
    title: str
    borough: BoroughName
    service_area: AreaName | None
    present_supplier: SupplierLink | None
    route: str
    value_from: Decimal | None
    value_to: Decimal | None
    cpv_codes: list[str]
    sme_suitable: bool | None
    open_to_boroughs: str | None
    bids_due: dt.date | None
    starts_on: dt.date
    standing: str
    past: bool
    ended_on: dt.date | None
    outcome: str | None
    ask: str
    notice: str | None
    is_demonstration: bool
    published: dt.datetime
    changed: dt.datetime
    page: str


class Opportunities(Schema):
    """A page of opportunities; ``next`` is null on the last one."""

    items: list[OpportunityRow]
    next: str | None


class Stage(Schema):
    """A stage: as planned at first, as planned now, and when it really was (null while it is not)."""

    stage: str
    planned_at_first_from: dt.date
    planned_at_first_to: dt.date
    planned_from: dt.date
    planned_to: dt.date
    began: dt.date | None
    ended: dt.date | None


class Day(Schema):
    """A gate or a milestone; ``assumed`` tells that its day rests on usual gates or an unrecorded meeting."""

    kind: str
    name: str
    planned_at_first: dt.date
    planned: dt.date
    passed: dt.date | None
    assumed: bool
    link: str | None


class Change(Schema):
    """A line of the log since publication; ``why`` is the reason of a date that moved, if one is given."""

    at: dt.datetime
    sentence: str
    why: str


class OpportunityAnswer(OpportunityRow):
    """A published procurement with its need, its dates and what was changed since publication."""

    description: str
    lots: list[str]
    open_to: str
    stages: list[Stage]
    milestones: list[Day]
    changes: list[Change]


class OpportunityQuery(PageQuestion):
    """What may be asked of the opportunities."""

    q: str = parameter("Words in the title, the need or the lots.", longest=200)
    borough: str = parameter("Of this borough: its slug.", longest=60)
    area: str = parameter("In this service area: its code.", longest=10)
    value: str = parameter("Estimated total value, in bands that it meets.", choices=VALUE_BANDS)
    cpv: str = parameter("With a CPV code that begins so.", longest=12, example="48")
    sme: str = parameter("Suitable for small and medium-sized suppliers.", choices=SME)
    closing: str = parameter("Bids due within so many days.", choices=CLOSING)
    rung: str = parameter("How far it is open to other boroughs.", choices=RUNGS)
    state: str = parameter("Open or to come, or past.", choices=STATES)
    demonstration: str = parameter("Whether records are fictional.", choices=DEMONSTRATION)
    sort: str = parameter("The order.", choices=SORTS)


@router.get("/opportunities/", response={200: Opportunities, **REFUSALS}, url_name="api_opportunities")
def opportunities(request: HttpRequest, query: Query[OpportunityQuery]) -> Any:
    """List the published procurements; the parameters are those of the opportunities' page."""
    check_names(request, OpportunityQuery)
    places = read_places()
    form, question = read(request.GET, places)
    check_form(form)
    today = timezone.localdate()
    shown = listed(question, Procurement.objects.public(), places, today, after=query.after, size=query.size)
    if shown.wrong_page:
        raise wrong_place()
    return {
        "items": [_row(request, line.procurement, today) for line in shown.rows],
        "next": next_address(request, shown.next),
    }


@router.get(
    "/opportunities/{slug:slug}/",
    response={200: OpportunityAnswer, **REFUSALS_OF_ONE},
    url_name="api_opportunity",
)
def opportunity(request: HttpRequest, slug: str) -> Any:
    """Show one published procurement with every known date."""
    check_names(request)
    rows = Procurement.objects.public().with_names().prefetch_related("stages", "milestones")
    row = rows.filter(slug=slug).first()
    if row is None or row.published_at is None:
        raise Http404("There is no published procurement at this address.")
    return {
        **_row(request, row, timezone.localdate()),
        "description": row.description,
        "lots": lots_of(row),
        "open_to": row.open_to,
        "stages": [_stage(stage) for stage in row.stages.all()],
        "milestones": [_day(day) for day in row.milestones.all()],
        "changes": [
            {"at": change.at, "sentence": change.sentence, "why": change.why}
            for change in row.changes.filter(at__gte=row.published_at)[:100]
        ],
    }


def _stage(stage: Any) -> dict[str, Any]:
    return {
        "stage": stage.stage,
        "planned_at_first_from": stage.first_start,
        "planned_at_first_to": stage.first_end,
        "planned_from": stage.planned_start,
        "planned_to": stage.planned_end,
        "began": stage.entered_on,
        "ended": stage.left_on,
    }


def _day(day: Any) -> dict[str, Any]:
    return {
        "kind": day.kind,
        "name": day.name,
        "planned_at_first": day.first_on,
        "planned": day.planned_on,
        "passed": day.done_on,
        "assumed": day.assumed,
        "link": day.link or None,
    }


def _row(request: HttpRequest, row: Procurement, today: dt.date) -> dict[str, Any]:
    standing, past = standing_of(row, today)
    plain = ("slug", "title", "value_from", "value_to", "cpv_codes", "sme_suitable", "bids_due", "ended_on")
    return {
        **{name: getattr(row, name) for name in plain},
        "borough": {"slug": row.borough.slug, "name": row.borough.name},
        "service_area": area_name(row.service_area),
        "present_supplier": link(row.incumbent) if row.incumbent else None,
        "route": row.route.code,
        "open_to_boroughs": row.rung or None,
        "starts_on": row.start_on,
        "standing": standing,
        "past": past,
        "outcome": row.outcome or None,
        "ask": row.role_mailbox,
        "notice": row.notice_url or None,
        "is_demonstration": row.is_demonstration,
        "published": row.published_at,
        "changed": row.changed,
        "page": request.build_absolute_uri(reverse("opportunity", args=[row.slug])),
    }
