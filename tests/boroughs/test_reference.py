"""Loading the reference data."""

import datetime as dt
from decimal import Decimal

import pytest

from boroughs.models import Borough, BoroughDomain, BuyerName, CpvCode, Gate, ProcurementRoute, ServiceArea
from boroughs.planning import rule_book
from boroughs.reference import load_reference
from tests.factories import default_route

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def test_london_has_33_boroughs_each_on_its_own_tile() -> None:
    counts = load_reference()
    assert counts["boroughs"] == Borough.objects.count() == 33
    assert Borough.objects.values("tile_row", "tile_column").distinct().count() == 33
    assert Borough.objects.get(slug="hackney").domains.get().domain == "hackney.gov.uk"
    assert CpvCode.objects.count() == counts["CPV codes"] == 9_459
    assert BuyerName.objects.filter(kind="not_a_borough").exclude(borough_codes=[]).count() == 0


def test_loading_again_keeps_what_staff_changed() -> None:
    load_reference()
    ServiceArea.objects.filter(code="HSG-HMS").update(flagged=False)
    hackney = Borough.objects.get(slug="hackney")
    hackney.domains.all().delete()
    BoroughDomain.objects.create(borough=hackney, domain="homes.hackney.gov.uk")
    before = (ServiceArea.objects.count(), Gate.objects.count(), BuyerName.objects.count())
    load_reference()
    assert not ServiceArea.objects.get(code="HSG-HMS").flagged
    assert [domain.domain for domain in hackney.domains.all()] == ["homes.hackney.gov.uk"]
    assert (ServiceArea.objects.count(), Gate.objects.count(), BuyerName.objects.count()) == before


def test_technology_is_flagged_from_the_first_and_nothing_else() -> None:
    load_reference()
    assert ServiceArea.objects.get(code="HSG-HMS").flagged
    assert not ServiceArea.objects.filter(flagged=True).exclude(technology="yes").exists()


def test_a_borough_without_gates_is_planned_for_by_the_default_profile() -> None:
    load_reference()
    camden, hackney = Borough.objects.get(slug="camden"), Borough.objects.get(slug="hackney")
    assert rule_book(TODAY).of(hackney.pk).assumed
    Gate.objects.create(
        borough=hackney,
        body="Cabinet",
        before_stage="award_decision",
        lead_days=200,
        valid_from=dt.date(2025, 4, 1),
        source="Constitution",
    )
    book = rule_book(TODAY)
    start, value = dt.date(2028, 4, 3), Decimal(1_200_000)
    assert not book.of(hackney.pk).assumed
    assert book.of(camden.pk).assumed
    assert book.of(hackney.pk).decide_by(start, value) < book.of(camden.pk).decide_by(start, value)


def test_a_gate_whose_stage_the_route_lacks_still_counts() -> None:
    load_reference()
    call_off = ProcurementRoute.objects.get(code="framework-call-off")
    names = [
        step.name
        for step in rule_book(TODAY, call_off).default.schedule(dt.date(2028, 4, 3), Decimal(600_000))
    ]
    assert "Procurement board: strategy" in names
    assert "Cabinet or lead member: award" in names
    assert "Chief officer: award" not in names


def test_a_gate_that_no_longer_counts_is_left_out() -> None:
    load_reference()
    Gate.objects.update(valid_to=TODAY)
    assert rule_book(TODAY).default.gates == ()
    assert rule_book(TODAY - dt.timedelta(days=1)).default.gates


def test_a_newer_length_counts_wherever_its_stage_is_placed() -> None:
    route = default_route(days=180)
    stages = route.stages
    stages.create(stage="evaluation", position=2, days=30, valid_from=dt.date(2000, 1, 1), source="old")
    stages.create(stage="evaluation", position=1, days=10, valid_from=dt.date(2026, 1, 1), source="new")
    stages.filter(stage="tender_period").update(position=0)
    found = rule_book(dt.date(2026, 6, 1)).default.stages
    assert [(stage.stage, stage.days) for stage in found] == [("tender_period", 180), ("evaluation", 10)]
