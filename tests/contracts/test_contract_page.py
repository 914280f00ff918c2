"""A contract's page: what is known, what is not and why, its dates, who else is concerned."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract, Import, SourceRecord
from tests.factories.boroughs import BoroughFactory, OfficerFactory, ServiceAreaFactory, default_route
from tests.factories.contracts import ContractFactory
from tests.factories.suppliers import SupplierFactory
from tests.pages import know_kinds

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def _page(client: Client, contract: Contract) -> str:
    with time_machine.travel(TODAY, tick=False):
        response = client.get(f"/register/{contract.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_what_is_known_in_words_figures_and_a_drawing(client: Client) -> None:
    default_route(days=180)
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    supplier = SupplierFactory(name="Ashdown Software")
    contract = ContractFactory(
        title="Rents & repairs",
        boroughs=[camden, hackney],
        suppliers=[supplier],
        options=[24, 24],
        options_known=True,
        service_area=ServiceAreaFactory(code="HSG-HMS", name="Housing management system"),
    )
    text = _page(client, contract)
    assert "<title>Rents &amp; repairs – Procurement Hub</title>" in text
    assert 'href="/boroughs/camden/"' in text
    assert 'href="/boroughs/hackney/"' in text
    assert 'href="/suppliers/ashdown-software/"' in text
    assert "Housing › Housing management system" in text
    assert "£700,000" in text
    assert (
        "It runs from 1 April 2022 to 31 March 2027. With 2 options it could run until 31 March 2031." in text
    )
    assert "A replacement could start between 31 December 2026 and 31 March 2031." in text
    assert text.count("<svg class=") >= 2
    assert "Option 2: 24 months, notice not known" in text
    assert "Ends with option 1 used" in text


def test_when_to_begin_is_counted_back_and_marked_assumed(client: Client) -> None:
    default_route(days=180)
    contract = ContractFactory(boroughs=[BoroughFactory(slug="camden")])
    text = _page(client, contract)
    assert "decide by 2 October 2026 (assumed)" in text
    assert "Camden has recorded no approval steps of its own" in text
    assert "Tender period" in text
    assert '<td class="govuk-table__cell">2 October 2026</td>' in text


def test_without_an_end_date_there_is_no_window_and_the_page_says_so(client: Client) -> None:
    contract = ContractFactory(end_date=None, value=None, suppliers=[])
    text = _page(client, contract)
    assert "Its end date is not known" in text
    assert "there is no replacement window" in text
    assert '<svg class="hub-dates' not in text
    assert "When to begin" not in text
    assert "not known, because the total value and end are not known" in text


def test_an_ended_contract_has_nothing_left_to_decide(client: Client) -> None:
    default_route()
    contract = ContractFactory(start_date=dt.date(2018, 4, 1), end_date=dt.date(2021, 3, 31))
    text = _page(client, contract)
    assert "it has ended, so there is nothing left to decide" in text
    assert "When to begin" not in text


def test_a_date_to_decide_that_has_passed_is_said(client: Client) -> None:
    default_route(days=360)
    contract = ContractFactory()
    assert "That day has passed." in _page(client, contract)


def test_each_value_says_where_it_came_from(client: Client) -> None:
    run = Import.objects.create(kind=Import.Kind.NOTICES, label="notices.json")
    record = SourceRecord.objects.create(
        run=run, place="notices.json", key="ocds-1 release 2", digest="0", raw={}, outcome="created"
    )
    contract = ContractFactory(
        provenance={
            "end_date": {"source": "notice", "record": record.pk, "at": "2026-05-01"},
            "value": {"source": "fact", "at": "2026-04-30", "link": "https://example.org/minutes"},
            "unheard_of": {"source": "notice"},
            "title": "not what it should be",
        },
        notice_url="https://example.org/notice/1",
    )
    text = _page(client, contract)
    assert "ocds-1 release 2" in text
    assert "1 May 2026" in text
    assert 'href="https://example.org/minutes"' in text
    assert 'href="https://example.org/notice/1"' in text


def test_an_address_that_is_none_does_not_become_a_link(client: Client) -> None:
    contract = ContractFactory(
        notice_url="javascript:alert(1)",
        provenance={"value": {"source": "fact", "at": "soon", "link": "javascript:alert(1)"}},
    )
    assert 'href="javascript' not in _page(client, contract)


def test_other_boroughs_with_the_same_supplier_or_a_common_window_are_shown(client: Client) -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    supplier, area = SupplierFactory(), ServiceAreaFactory()
    contract = ContractFactory(boroughs=[camden], suppliers=[supplier], service_area=area)
    ContractFactory(title="Own other", boroughs=[camden], suppliers=[supplier], service_area=area)
    ContractFactory(title="Theirs", boroughs=[hackney], suppliers=[supplier], end_date=dt.date(2030, 1, 1))
    ContractFactory(title="Ended", boroughs=[hackney], suppliers=[supplier], end_date=dt.date(2025, 1, 1))
    ContractFactory(title="Near", boroughs=[hackney], service_area=area, end_date=dt.date(2027, 6, 1))
    ContractFactory(title="Far", boroughs=[hackney], service_area=area, end_date=dt.date(2028, 3, 1))
    text = _page(client, contract)
    assert ">Theirs</a>" in text
    assert ">Near</a>" in text
    for absent in ("Own other", "Ended", "Far"):
        assert f">{absent}</a>" not in text


def test_the_page_costs_at_most_thirteen_queries_for_an_officer(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    default_route()
    boroughs = [BoroughFactory() for _ in range(5)]
    supplier, area = SupplierFactory(), ServiceAreaFactory()
    contracts = [
        ContractFactory(boroughs=[borough], suppliers=[supplier, SupplierFactory()], service_area=area)
        for borough in boroughs
    ]
    run = Import.objects.create(kind=Import.Kind.NOTICES, label="x")
    record = SourceRecord.objects.create(run=run, place="x", key="x", digest="0", raw={}, outcome="created")
    contracts[0].provenance = {"value": {"source": "notice", "record": record.pk, "at": "2026-05-01"}}
    contracts[0].save()
    client.force_login(OfficerFactory(borough=boroughs[0]))
    know_kinds()
    with time_machine.travel(TODAY, tick=False), django_assert_max_num_queries(13):
        client.get(f"/register/{contracts[0].pk}/")


@pytest.mark.parametrize("pk", [0, 999_999, 2**70])
def test_a_contract_that_there_is_not_is_not_found(client: Client, pk: int) -> None:
    assert client.get(f"/register/{pk}/").status_code == 404


def test_the_database_keeps_the_boroughs_of_a_contract() -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    contract = ContractFactory(boroughs=[camden, hackney], value=Decimal(1))
    contract.refresh_from_db()
    assert contract.borough_ids == [camden.pk, hackney.pk]
    contract.borough_ids = []
    contract.save()
    contract.refresh_from_db()
    assert contract.borough_ids == [camden.pk, hackney.pk]
    contract.borough_links.get(borough=hackney).delete()
    contract.refresh_from_db()
    assert contract.borough_ids == [camden.pk]
