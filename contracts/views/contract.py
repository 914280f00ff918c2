"""A contract's own page."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boroughs.models import Borough, Person, ProcurementRoute
from boroughs.places import BoroughName, Places, read_boroughs
from boroughs.planning import rule_book
from boroughs.rights import Permission, has_permission
from boroughs.schedule import Step
from boroughs.words import listing
from contracts import story
from contracts.actions.confirm import may_undo
from contracts.charts import dates_chart
from contracts.filters import today
from contracts.freshness import COLOURS, freshness
from contracts.keepers import keeper_of
from contracts.models import Contract, SourceRecord
from contracts.querysets import ContractQuerySet
from contracts.rows import COLUMNS, Row

WIDE, NARROW = 860, 340
MOST_ELSEWHERE = 10


@login_not_required
@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contract: its facts, its dates drawn, when to begin, where each value came from."""
    found = get_object_or_404(Contract.objects.with_names(), pk=pk)
    day = today()
    places = read_boroughs()
    options = list(found.options.all())
    suppliers = list(found.supplier_links.select_related("supplier"))
    dates = story.dates_of(found, options)
    sentences = story.dates_in_words(found, dates, day)
    boroughs = [places.borough_by_pk[number] for number in found.borough_ids]
    schedule, assumed = _schedule(found, day)
    editing = _editing(request, boroughs)
    fresh = freshness(found.confirmed_on, day)
    context = {
        "contract": found,
        "freshness": fresh.value,
        "freshness_colour": COLOURS[fresh],
        "editing": editing,
        "undo": _undo(request) if editing else "",
        "parents": [("Register", reverse("register"))],
        "boroughs": boroughs,
        "facts": story.facts(found, boroughs, suppliers, options),
        "sentences": sentences,
        "charts": [
            (name, dates_chart(dates, day, width=width, label=" ".join(sentences)))
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        ]
        if dates
        else [],
        "dates": story.dates_as_table(found, dates) if dates else [],
        "schedule": schedule,
        "assumed": assumed,
        "keeper": keeper_of(found, request.user, boroughs),
        "notice": found.notice_url if story.is_link(found.notice_url) else "",
        "origins": story.origins(found.provenance, _records(found)),
        "same_supplier": _rows(
            Contract.objects.elsewhere(found, day).filter(
                supplier_links__supplier__in=[link.supplier_id for link in suppliers]
            ),
            places,
        )
        if suppliers
        else [],
        "same_area": _rows(Contract.objects.elsewhere(found, day).ending_near(found), places),
    }
    return render(request, "contracts/contract.html", context)


def _editing(request: HttpRequest, boroughs: Sequence[BoroughName]) -> str:
    """Return the slug of the borough in whose name the reader may change the contract, if there is one."""
    may = (
        one.slug
        for one in boroughs
        if has_permission(request.user, Permission.EDIT_REGISTER, Borough(pk=one.pk))
    )
    return next(may, "")


def _undo(request: HttpRequest) -> str:
    """Return the token with which the reader may take back what they have just confirmed, if it is one."""
    token = request.GET.get("undo", "")
    return token if token and may_undo(token, cast(Person, request.user)) else ""


def _schedule(found: Contract, day: dt.date) -> tuple[Sequence[Step], bool]:
    """Return the backward schedule to the end date (R3) and whether it is assumed; nothing if it is past."""
    if found.end_date is None or found.end_date < day or not found.borough_ids:
        return [], False
    try:
        rules = rule_book(day).of(found.borough_ids[0])
    except ProcurementRoute.DoesNotExist:
        return [], False
    return rules.schedule(found.end_date, found.value), rules.assumed


def _records(found: Contract) -> dict[int, SourceRecord]:
    """Return the stored records that the contract's provenance names, without their content."""
    numbers = {
        said["record"]
        for said in found.provenance.values()
        if isinstance(said, dict) and isinstance(said.get("record"), int)
    }
    return SourceRecord.objects.only("key").in_bulk(numbers) if numbers else {}


def _rows(contracts: ContractQuerySet, places: Places) -> list[tuple[Row, str]]:
    """Return up to ``MOST_ELSEWHERE`` contracts with the names of their boroughs, soonest end first."""
    found = contracts.order_by("end_date", "pk").values_list(*COLUMNS)[:MOST_ELSEWHERE]
    rows = [Row(*row) for row in found]
    return [(row, listing([places.borough_by_pk[pk].name for pk in row.borough_ids])) for row in rows]
