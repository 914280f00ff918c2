"""The API's opportunities: published procurements and tender notices, asked as their page is asked (R9)."""

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
from boroughs.places import Places, read_places
from contracts.filters import DEMONSTRATION, TECHNOLOGY, VALUE_BANDS
from contracts.models import TenderNotice
from pipeline.board.filters import KINDS, read
from pipeline.board.listing import Line, line, listed
from pipeline.models import Opportunity, Procurement
from pipeline.procurement_filters import CLOSING, RUNGS, SME, SORTS, STATES
from pipeline.procurement_list import standing_of
from pipeline.timeline_page import lots_of
from suppliers.api import SupplierLink, link

router = Router(tags=["Opportunities"])


class ListedOpportunity(Schema):
    """A row of the board, by ``kind``: a published procurement, an official notice, or market engagement.

    Money is GBP excluding VAT; what is not known is null, never zero. ``value_from`` and ``value_to`` bound
    the estimated total value. ``past`` tells that nobody can take part any more. ``slug`` names a procurement
    or market engagement, ``number`` a notice. ``boroughs`` are who buys; the first leads.
    Market engagement alone has ``happens_on``, the day of an event, and ``closes_on``, the last day to
    register or to answer.
    ``outcome``, ``route`` and ``present_supplier`` are those of procurements.
    """

    kind: str
    slug: str | None
    number: int | None
    title: str
    borough: BoroughName | None
    boroughs: list[BoroughName]
    service_area: AreaName | None
    present_supplier: SupplierLink | None
    route: str | None
    value_from: Decimal | None
    value_to: Decimal | None
    cpv_codes: list[str]
    sme_suitable: bool | None
    open_to_boroughs: str | None
    bids_due: dt.date | None
    starts_on: dt.date | None
    happens_on: dt.date | None
    closes_on: dt.date | None
    standing: str
    status: str
    past: bool
    ended_on: dt.date | None
    outcome: str | None
    ask: str | None
    notice: str | None
    is_demonstration: bool
    published: dt.datetime
    changed: dt.datetime
    page: str


class Amendment(Schema):
    """What a later release of a notice changed."""

    on: dt.date
    said: list[str]


class NoticeAnswer(ListedOpportunity):
    """A tender notice with its need, every known date, and what later releases changed."""

    ocid: str
    description: str
    buyers: list[str]
    procedure: str
    vcse_suitable: bool | None
    questions_due: dt.date | None
    engagement_until: dt.date | None
    bids_due_at: dt.datetime | None
    ends_on: dt.date | None
    bid_at: str | None
    amendments: list[Amendment]


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

    items: list[ListedOpportunity]
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
    kind: str = parameter("Plans published here, official notices, or market engagement.", choices=KINDS)
    borough: str = parameter("Of this borough: its slug.", longest=60)
    area: str = parameter("In this service area: its code.", longest=10)
    technology: str = parameter("Technology, whole or in part.", choices=TECHNOLOGY)
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
    """List published procurements, tender notices and market engagement, as the page does."""
    check_names(request, OpportunityQuery)
    places = read_places()
    form, question = read(request.GET, places)
    check_form(form)
    today = timezone.localdate()
    shown = listed(question, Opportunity.objects.all(), places, today, after=query.after, size=query.size)
    if shown.wrong_page:
        raise wrong_place()
    return {
        "items": _all_listed(request, shown.rows, places),
        "next": next_address(request, shown.next),
    }


@router.get(
    "/opportunities/notices/{int:number}/",
    response={200: NoticeAnswer, **REFUSALS_OF_ONE},
    url_name="api_tender_notice",
)
def tender_notice(request: HttpRequest, number: int) -> Any:
    """Show one tender notice with every known date."""
    check_names(request)
    row = Opportunity.objects.filter(kind=Opportunity.Kind.NOTICE, number=number).defer("search").first()
    notice = TenderNotice.objects.filter(pk=number).defer("search").first()
    if row is None or notice is None:
        raise Http404("There is no tender notice of this number among the opportunities.")
    plain = ("ocid", "description", "buyers", "procedure", "vcse_suitable", "engagement_until", "bids_due_at")
    places = read_places()
    return {
        **_listed(request, line(row, places, timezone.localdate()), places, None),
        **{name: getattr(notice, name) for name in plain},
        "questions_due": notice.enquiries_due,
        "ends_on": notice.end_on,
        "bid_at": notice.bid_url or None,
        "amendments": notice.amendments,
    }


def _all_listed(request: HttpRequest, rows: list[Line], places: Places) -> list[dict[str, Any]]:
    """Return a page of the board, with what only procurements have, in one more query."""
    numbers = [one.row.number for one in rows if one.row.kind == Opportunity.Kind.PROCUREMENT]
    found = Procurement.objects.filter(pk__in=numbers).select_related("route", "incumbent")
    known = found.defer("search").in_bulk()
    return [
        _listed(
            request,
            one,
            places,
            known.get(one.row.number) if one.row.kind == Opportunity.Kind.PROCUREMENT else None,
        )
        for one in rows
    ]


def _listed(request: HttpRequest, shown: Line, places: Places, plan: Procurement | None) -> dict[str, Any]:
    row = shown.row
    plain = ("kind", "title", "value_from", "value_to", "cpv_codes", "sme_suitable", "bids_due", "ended_on")
    boroughs = [{"slug": one.slug, "name": one.name} for one in shown.boroughs]
    area = places.area_by_pk.get(row.service_area_id) if row.service_area_id else None
    return {
        **{name: getattr(row, name) for name in plain},
        "slug": row.slug or None,
        "number": row.number if row.kind == Opportunity.Kind.NOTICE else None,
        "borough": boroughs[0] if boroughs else None,
        "boroughs": boroughs,
        "service_area": {"code": area.code, "name": shown.area} if area else None,
        "present_supplier": link(plan.incumbent) if plan and plan.incumbent else None,
        "route": plan.route.code if plan else None,
        "outcome": (plan.outcome or None) if plan else None,
        "open_to_boroughs": row.rung or None,
        "starts_on": row.start_on,
        "happens_on": row.happens_on,
        "closes_on": row.open_until if row.kind == Opportunity.Kind.ENGAGEMENT else None,
        "standing": shown.standing,
        "status": row.status,
        "past": shown.past,
        "ask": row.ask or None,
        "notice": row.notice_url or None,
        "is_demonstration": row.is_demonstration,
        "published": row.published_at,
        "changed": row.changed,
        "page": request.build_absolute_uri(row.get_absolute_url()),
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
