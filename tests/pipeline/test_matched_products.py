"""Products that were found in contracts count in flags by themselves (R4)."""

import datetime as dt
from decimal import Decimal

import pytest

from contracts.actions import match_products
from pipeline.actions import flag_boroughs
from pipeline.models import FlagBorough
from suppliers.models import ProductName
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)

pytestmark = pytest.mark.django_db


def test_a_second_contract_that_names_the_same_product_is_listed_and_not_counted() -> None:
    default_route(days=182)
    ProductName.objects.create(product=ProductFactory(name="Tidewise"), name="Tidewise")
    area = ServiceAreaFactory(code="HSG-HMS", name="Housing management system")
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    large, small, theirs = (
        ContractFactory(
            title=title,
            boroughs=[borough],
            suppliers=[SupplierFactory()],
            service_area=area,
            value=Decimal(value),
            end_date=dt.date(2027, 3, 31),
        )
        for title, borough, value in (
            ("Tidewise hosting", camden, 900_000),
            ("Tidewise training", camden, 90_000),
            ("Housing management system", hackney, 500_000),
        )
    )
    assert set(match_products()) == {large.pk, small.pk}
    flag_boroughs(on=dt.date(2026, 6, 1))
    part = FlagBorough.objects.get(borough=camden, flag__kind="renewal_window")
    assert (part.contract_ids, part.listed_contract_ids) == ([large.pk], [small.pk])
    assert FlagBorough.objects.get(borough=hackney).contract_ids == [theirs.pk]
