"""The landscape's figures in the API."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contracts.actions import refresh_landscape
from tests.factories import BoroughFactory, ContractFactory, ServiceAreaFactory, SupplierFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/landscape"


@pytest.fixture
def today() -> Any:
    """A contract of each of two boroughs in one service area; the day on which all is read."""
    day = timezone.localdate()
    area = ServiceAreaFactory(code="HSG-HMS", name="Housing management system")
    for slug, value in (("camden", Decimal(300_000)), ("hackney", None)):
        ContractFactory(
            boroughs=[BoroughFactory(slug=slug)],
            suppliers=[SupplierFactory(name="Oakhaven", slug=f"oakhaven-{slug}")],
            service_area=area,
            value=value,
            start_date=day - dt.timedelta(days=100),
            end_date=day + dt.timedelta(days=200),
        )
    refresh_landscape(on=day)
    return day


def answer(client: Client, name: str, **question: str) -> Any:
    response = client.get(f"{API}/{name}/", question)
    assert response.status_code == 200, response.content
    return response.json()


def test_concentration_says_what_it_rests_on(client: Client, today: dt.date) -> None:
    found = answer(client, "concentration", area="HSG-HMS")
    assert found["area"] == {"code": "HSG-HMS", "name": "Housing › Housing management system"}
    assert found["day"] == today.isoformat()
    assert (found["hhi"], found["counted"], found["no_value"]) == (10_000, 1, 1)
    assert found["band"] == "too few contracts to say"
    assert [(one["slug"], one["annual_value"], one["share"]) for one in found["items"]] == [
        ("oakhaven-camden", "300000.00", "100.0"),
        ("oakhaven-hackney", None, None),
    ]


def test_matrix_quarters_boroughs_and_areas(client: Client, today: dt.date) -> None:
    cells = answer(client, "matrix", area="HSG")["items"]
    assert [(cell["borough"]["slug"], cell["entries"][0]["supplier"]) for cell in cells] == [
        ("camden", "Oakhaven"),
        ("hackney", "Oakhaven"),
    ]
    quarters = answer(client, "quarters")
    assert sum(one["contracts"] for one in quarters["items"]) == 2
    assert sum(one["unknown_values"] for one in quarters["items"]) == 1
    boroughs = {one["borough"]["slug"]: one for one in answer(client, "boroughs")["items"]}
    assert boroughs["camden"]["ending_within_12_months"] == 1
    assert boroughs["hackney"]["annual_value"] is None
    areas = answer(client, "areas")["items"]
    assert [one["area"]["code"] for one in areas] == ["HSG", "HSG-HMS"]
    assert answer(client, "areas", demonstration="only")["items"] == []


@pytest.mark.parametrize("name", ["concentration", "matrix", "quarters", "boroughs", "areas"])
def test_what_cannot_be_used_is_refused(client: Client, today: dt.date, name: str) -> None:
    for question in ({"area": "nowhere"}, {"demonstration": "both"}, {"colour": "blue"}):
        response = client.get(f"{API}/{name}/", question)
        assert response.status_code == 400
        assert response.json()["parameters"][0]["parameter"] in question
