"""What follows from a contract's fields is kept true (R1, R2, R3)."""

import datetime as dt
from decimal import Decimal

import pytest

from contracts.actions import derive
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
