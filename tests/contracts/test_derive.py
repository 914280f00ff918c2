"""What follows from a contract's fields is kept true (R1, R2, R3)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction

from boroughs.background import ask_for
from boroughs.models import Gate, Meeting, RouteStage
from contracts.actions import derive, derive_again
from contracts.models import Contract, ExtensionOption
from tests.factories import BoroughFactory, ContractFactory, SupplierFactory, default_route

pytestmark = pytest.mark.django_db


def test_a_contract_gets_its_window_annual_value_and_decide_by_date() -> None:
    default_route(days=180)
    contract = ContractFactory(
        start_date=dt.date(2022, 4, 1),
        end_date=dt.date(2027, 3, 31),
        value=Decimal(500000),
        options=[24, 24],
        suppliers=[SupplierFactory(name="Tideline Ltd"), SupplierFactory(name="Kestrel plc")],
    )
    contract.refresh_from_db()
    assert contract.annual_value == Decimal(100000)
    assert contract.maximum_end_date == dt.date(2031, 3, 31)
    assert contract.window.lower == dt.date(2026, 12, 31)
    assert contract.window.upper == dt.date(2031, 4, 1)
    assert contract.decide_by == dt.date(2026, 10, 2)
    assert contract.decide_by_assumed
    assert contract.supplier_text == "Tideline Ltd, Kestrel plc"


def test_a_contract_without_an_end_date_has_no_window_and_nothing_is_written_twice() -> None:
    contract = ContractFactory(end_date=None)
    contract.refresh_from_db()
    assert contract.window is None
    assert contract.decide_by is None
    assert derive(Contract.objects.all()) == 0


def test_a_used_option_changes_what_follows() -> None:
    contract = ContractFactory(boroughs=[BoroughFactory(slug="camden")], options=[24])
    ExtensionOption.objects.update(used_on=dt.date(2026, 5, 1))
    assert derive(Contract.objects.all()) == 1
    contract.refresh_from_db()
    assert contract.maximum_end_date == contract.end_date


def test_what_rests_on_gates_is_derived_again_for_the_boroughs_own_contracts() -> None:
    default_route(days=60)
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    end = dt.date(2028, 3, 31)
    contracts = [
        ContractFactory(boroughs=[camden, hackney], end_date=end),
        ContractFactory(boroughs=[hackney, camden], end_date=end),
    ]
    before = [contract.decide_by for contract in Contract.objects.order_by("pk")]
    Gate.objects.create(
        borough=camden,
        body="Cabinet",
        before_stage="tender_period",
        lead_days=21,
        valid_from=dt.date(2026, 1, 1),
        source="Constitution",
    )
    Meeting.objects.create(borough=camden, body="CABINET", on=dt.date(2028, 1, 12))
    Meeting.objects.create(borough=camden, body="Cabinet", on=dt.date(2028, 2, 16))
    assert derive_again(borough_id=camden.pk) == 1
    for contract in contracts:
        contract.refresh_from_db()
    assert contracts[0].decide_by == dt.date(2027, 12, 22)  # 21 days before the meeting of 12 January
    assert not contracts[0].decide_by_assumed
    assert contracts[1].decide_by == before[1]
    assert derive_again() == 0


@pytest.mark.django_db(transaction=True)
def test_it_is_asked_for_by_name_from_the_layer_below() -> None:
    route = default_route(days=60)
    contract = ContractFactory(boroughs=[BoroughFactory(slug="camden")], end_date=dt.date(2028, 3, 31))
    contract.refresh_from_db()
    before = contract.decide_by
    with transaction.atomic():
        RouteStage.objects.filter(route=route).update(days=90)
        ask_for("contracts.derive_borough", contract.borough_ids[0], queue="imports")
    contract.refresh_from_db()
    assert contract.decide_by < before
