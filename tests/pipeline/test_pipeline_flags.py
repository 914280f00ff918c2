"""Flags of the pipeline on the database: they follow what boroughs publish, move and withdraw (R4, R9)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from boroughs.models import Borough, ServiceArea
from contracts.actions import derive
from contracts.models import Contract
from pipeline.actions import flag_boroughs
from pipeline.evidence import subjects_of_contracts, subjects_of_procurement
from pipeline.models import Flag, FlagBorough, FlagRun, Procurement
from pipeline.procuring import end_procurement, publish, share
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, ServiceAreaFactory, default_route
from tests.factories.timelines import START, make_timeline

pytestmark = pytest.mark.django_db

TODAY = dt.date(2038, 6, 1)


@pytest.fixture(autouse=True)
def route() -> None:
    default_route(days=182)


@pytest.fixture
def area() -> ServiceArea:
    return ServiceAreaFactory(code="HSG-HMS", name="Housing management system")


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def bought(camden: Borough, area: ServiceArea) -> Procurement:
    return make_timeline(
        borough=camden, service_area=area, title="Homes system", visibility="public", on=TODAY
    )


@pytest.fixture
def theirs(area: ServiceArea) -> Contract:
    """A contract of Hackney's that could be replaced on the day on which Camden's starts."""
    one: Contract = ContractFactory(
        boroughs=[BoroughFactory(slug="hackney")], service_area=area, end_date=START + dt.timedelta(days=20)
    )
    derive([one])
    return one


def live() -> list[Flag]:
    return list(Flag.objects.filter(kind="pipeline", expired=None).order_by("pk"))


def test_a_published_procurement_and_a_window_are_flagged(
    bought: Procurement, theirs: Contract, area: ServiceArea
) -> None:
    run = flag_boroughs(on=TODAY)
    (flag,) = live()
    assert run.counts["pipeline"]["new"] == 1
    assert flag.service_area == area
    assert flag.start_on == START
    assert flag.sentence.startswith("Camden buys “Homes system” from 4 April 2040; Hackney could replace")
    camden, hackney = flag.borough_links.order_by("borough__name")
    assert (camden.procurement_ids, camden.contract_ids) == ([bought.pk], [])
    assert (hackney.procurement_ids, hackney.contract_ids) == ([], [theirs.pk])
    assert flag_boroughs(on=TODAY).counts["pipeline"]["changed"] == 0


@pytest.mark.parametrize("visibility", ["borough", "members", "public"])
def test_only_what_others_may_see_makes_a_flag(
    visibility: str, camden: Borough, area: ServiceArea, theirs: Contract
) -> None:
    make_timeline(borough=camden, service_area=area, visibility=visibility, on=TODAY)
    flag_boroughs(on=TODAY)
    assert len(live()) == (0 if visibility == "borough" else 1)


def test_an_area_that_is_switched_off_gives_none(
    bought: Procurement, theirs: Contract, area: ServiceArea
) -> None:
    area.flagged = False
    area.save()
    flag_boroughs(on=TODAY)
    assert live() == []


def withdraw(one: Procurement) -> None:
    share(procurement=one, with_members=False, by=None)


def give_up(one: Procurement) -> None:
    end_procurement(procurement=one, outcome="abandoned", on=TODAY, by=None)


@pytest.mark.parametrize("what", [withdraw, give_up])
def test_it_ends_with_the_procurement(
    what: Callable[[Procurement], None], bought: Procurement, theirs: Contract
) -> None:
    flag_boroughs(on=TODAY)
    what(bought)
    flag_boroughs(on=TODAY, subjects=subjects_of_procurement(bought.pk))
    assert live() == []


def test_it_keeps_its_identity_when_dates_move_and_boroughs_join(
    bought: Procurement, theirs: Contract, area: ServiceArea
) -> None:
    flag_boroughs(on=TODAY)
    (before,) = live()
    bought.start_on = START + dt.timedelta(days=10)
    bought.save()
    ours = ContractFactory(
        boroughs=[BoroughFactory(slug="islington")],
        service_area=area,
        end_date=START + dt.timedelta(days=30),
    )
    derive([ours])
    flag_boroughs(on=TODAY)
    (after,) = live()
    assert after.pk == before.pk
    assert after.borough_count == 3


def test_a_part_of_a_run_says_the_same_as_all(
    bought: Procurement, theirs: Contract, area: ServiceArea
) -> None:
    other = ServiceAreaFactory(code="LIB-LMS", name="Library management system")
    flag_boroughs(on=TODAY, subjects=subjects_of_procurement(bought.pk))
    assert len(live()) == 1
    bought.service_area = other
    bought.save()
    flag_boroughs(on=TODAY, subjects=subjects_of_procurement(bought.pk))
    assert live() == []
    theirs.service_area = other
    theirs.save()
    derive([theirs])
    flag_boroughs(on=TODAY, subjects=subjects_of_contracts([theirs.pk], TODAY))
    (flag,) = live()
    assert flag.service_area == other
    again = flag_boroughs(on=TODAY)
    assert not any(again.counts["pipeline"][what] for what in ("new", "changed", "expired"))


def test_publishing_has_flags_looked_for_and_a_draft_does_not(
    camden: Borough,
    area: ServiceArea,
    theirs: Contract,
    django_capture_on_commit_callbacks: Any,
    time_machine: Any,
) -> None:
    time_machine.move_to(dt.datetime(2038, 6, 1, 9, tzinfo=dt.UTC))
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_timeline(borough=camden, service_area=area, on=TODAY)
    assert not FlagRun.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        publish(procurement=draft, mailbox="buying@camden.example", by=None)
    assert len(live()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(draft)
    assert live() == []


def test_demonstration_procurements_stay_apart(camden: Borough, area: ServiceArea, theirs: Contract) -> None:
    make_timeline(borough=camden, service_area=area, visibility="public", on=TODAY, is_demonstration=True)
    flag_boroughs(on=TODAY)
    assert live() == []


def test_its_page_shows_the_procurement_only_while_it_may_be_seen(
    client: Client, bought: Procurement, theirs: Contract, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2038, 6, 1, 9, tzinfo=dt.UTC))
    flag_boroughs(on=TODAY)
    (flag,) = live()
    client.force_login(OfficerFactory(borough=Borough.objects.get(slug="hackney")))
    address = f'href="{bought.get_absolute_url()}"'
    page = client.get(flag.get_absolute_url()).content.decode()
    assert "The procurements and contracts it rests on" in page
    assert address in page
    Procurement.objects.filter(pk=bought.pk).update(visibility="borough")
    assert address not in client.get(flag.get_absolute_url()).content.decode()


def test_the_list_filters_by_the_kind(client: Client, bought: Procurement, theirs: Contract) -> None:
    flag_boroughs(on=TODAY)
    client.force_login(OfficerFactory(borough=Borough.objects.get(slug="hackney")))
    assert "Homes system" in client.get("/collaborate/?kind=pipeline").content.decode()
    assert "Homes system" not in client.get("/collaborate/?kind=renewal_window").content.decode()
    assert FlagBorough.objects.filter(flag__kind="pipeline").count() == 2
