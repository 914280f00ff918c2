"""The landscape follows the register by itself, on a real worker."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from contracts.actions import ask_for_flags, refresh_landscape
from contracts.models import LandscapeChange
from tests.celery_worker import Worker
from tests.factories import BoroughFactory, ContractFactory, ServiceAreaFactory, default_route
from tests.pages import text_of
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_changed_contract_changes_the_page(
    celery_worker_process: Callable[..., Worker], client: Client
) -> None:
    default_route()
    borough, area = BoroughFactory(slug="camden"), ServiceAreaFactory(code="HSG-HMS")
    today = timezone.localdate()
    contract = ContractFactory(
        boroughs=[borough], service_area=area, end_date=today.replace(year=today.year + 3, day=1)
    )
    refresh_landscape(on=today)
    assert "1 of 33 boroughs have some" in _words(client)
    celery_worker_process()
    contract.borough_links.create(borough=BoroughFactory(slug="hackney"), is_lead=False)
    assert LandscapeChange.objects.exists()
    ask_for_flags()
    assert eventually(lambda: "2 of 33 boroughs have some" in _words(client))
    assert eventually(lambda: not LandscapeChange.objects.exists())


def _words(client: Client) -> str:
    text = text_of(client.get("/landscape/hsg-hms/"))
    for number in "12":
        text = text.replace(f"of 33 boroughs have some {number}", f"{number} of 33 boroughs have some")
    return text
