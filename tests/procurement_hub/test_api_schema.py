"""The API answers as its own description says, whatever is asked: schemathesis makes the questions."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from procurement_hub.api import schema_of_api
from procurement_hub.wsgi import application
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: That every question of the right form has an answer is not so: two dates may be in the wrong order, and a
#: borough that has the form of one need not exist.
LEFT_OUT: list[Any] = [positive_data_acceptance]


@pytest.fixture
def described(db: None, settings: Any) -> Iterator[Any]:
    """The API with a few rows, by its description."""
    settings.API_RATE = "100000/min"
    cache.clear()
    area = ServiceAreaFactory()
    product = ProductFactory(slug="oakdesk", service_area=area)
    camden = BoroughFactory(slug="camden")
    for options in ([], [12, 24]):
        supplier = SupplierFactory()
        ContractFactory(
            boroughs=[camden], suppliers=[supplier], product=product, service_area=area, options=options
        )
    ContractFactory(boroughs=[camden], suppliers=[], value=None, end_date=None)
    # A request's beginning and end would close the connection that the test's rows are in.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    cache.clear()


OPERATIONS = schema_of_api()["paths"]
LISTS = [
    address
    for address, methods in OPERATIONS.items()
    if any(parameter["in"] == "query" for parameter in methods["get"]["parameters"])
]
A_FEW = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("address", sorted(OPERATIONS))
def test_every_operation_answers_as_it_is_described(described: Any, address: str) -> None:
    @A_FEW
    @given(case=described[address]["GET"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def answers(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    answers()


@pytest.mark.parametrize("address", LISTS)
def test_a_list_refuses_what_is_not_described(described: Any, address: str) -> None:
    @A_FEW
    @given(case=described[address]["GET"].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def refuses(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    refuses()
