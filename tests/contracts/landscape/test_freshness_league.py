"""The page of all registers' freshness, and the staff's page of whom to nudge (R7)."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Event, Frequency, Mail, Person, Preference
from boroughs.notifications.sending import send_mails
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from contracts.actions import ask_whether_true, nudge, refresh_landscape
from contracts.actions.confirm import confirm_contracts
from contracts.actions.mailboxes import quieten
from contracts.models import Contract, FreshnessDay, Nudge
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory
from tests.factories.boroughs import LONDON
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 4)
RUNNING = {"start_date": dt.date(2025, 4, 1), "end_date": dt.date(2029, 3, 31)}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def staff() -> Any:
    return PersonFactory(is_staff=True, name="Sam Otieno")


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def test_boroughs_stand_by_name_with_what_moved_and_thanks(client: Client, camden: Any) -> None:
    officer, barnet = OfficerFactory(borough=camden), BoroughFactory(slug="barnet")
    stale = [ContractFactory(boroughs=[camden], **RUNNING) for _ in range(2)]
    ContractFactory(boroughs=[barnet], value=None, confirmed_on=TODAY, **RUNNING)
    FreshnessDay.objects.create(
        borough=camden, day=TODAY - dt.timedelta(days=20), contracts=2, fresh=0, stale=2
    )
    confirm_contracts(ids=[stale[0].pk], borough=camden, by=officer, on=TODAY)
    refresh_landscape(on=TODAY)
    text = text_of(signed_in(client, officer).get("/landscape/freshness/"))
    assert "Thank you to the officers of Camden (1), who confirmed contracts in the last 30 days." in text
    assert "Fresher than on 14 April 2027: Camden (up 50 points)." in text
    assert re.search(r"Barnet 1 33 100 0 not known 0 0 Camden \(yours\) 2 67 50 50 up 50 1 0", text)
    by_freshness = text_of(client.get("/landscape/freshness/?sort=confirmed"))
    assert by_freshness.index("Camden (yours)") < by_freshness.rindex("Barnet")
    assert "Choose one of the list" in text_of(client.get("/landscape/freshness/?sort=shame"))
    assert FreshnessDay.objects.get(borough=camden, day=TODAY).fresh == 1


def test_the_first_week_has_nothing_to_compare(client: Client, camden: Any) -> None:
    refresh_landscape(on=TODAY)
    text = text_of(signed_in(client, OfficerFactory(borough=camden)).get("/landscape/freshness/"))
    assert "What moved can be told once the hub has known the registers for a week." in text
    assert "Fewer than two boroughs have live contracts" in text


def test_where_half_have_nothing_fresh_only_those_that_have_are_counted(client: Client, camden: Any) -> None:
    for slug in ("camden", "hackney", "islington"):
        ContractFactory(boroughs=[BoroughFactory(slug=slug)], **RUNNING)
    refresh_landscape(on=TODAY)
    page = text_of(signed_in(client, OfficerFactory(borough=camden)).get("/landscape/freshness/"))
    assert "Of the 3 boroughs with live contracts, none have any that are fresh." in page
    assert "0% or more" not in page


def test_staff_see_whom_to_nudge_in_numbers(client: Client, camden: Any, staff: Any) -> None:
    officer = OfficerFactory(borough=camden, name="Ada Okafor", last_login=timezone.now())
    OfficerFactory(borough=BoroughFactory(slug="barnet"))
    ContractFactory(boroughs=[camden], **RUNNING)
    ask_whether_true(on=TODAY)
    refresh_landscape(on=TODAY)
    page = signed_in(client, staff).get("/landscape/freshness/nudges/")
    text = text_of(page)
    assert re.search(r"Camden 1 of 1 £[\d,]+ 1 0 4 May 2027 never 1 none Nudge Camden", text)
    assert "Barnet 0 of 0 – 1 0 never never 0 none nothing stale" in text
    assert officer.name not in text
    client.force_login(officer)
    assert client.get("/landscape/freshness/nudges/").status_code == 403


def test_a_confirmed_contract_answers_its_question(client: Client, camden: Any, staff: Any) -> None:
    officer = OfficerFactory(borough=camden)
    contract = ContractFactory(boroughs=[camden], **RUNNING)
    ContractFactory(boroughs=[camden], confirmed_on=TODAY, **RUNNING)
    ask_whether_true(on=TODAY)
    confirm_contracts(ids=[contract.pk], borough=camden, by=officer, on=TODAY)
    refresh_landscape(on=TODAY)
    text = text_of(signed_in(client, staff).get("/landscape/freshness/nudges/"))
    assert re.search(r"Camden 0 of 2 – 1 0 never 4 May 2027 0 none nothing stale", text)


def test_a_nudge_goes_to_the_role_mailbox_and_is_recorded(client: Client, camden: Any, staff: Any) -> None:
    camden.role_mailbox = "contracts@camden.example"
    camden.save()
    OfficerFactory(borough=camden, borough_roles=["contract_manager"])
    ContractFactory(boroughs=[camden], title="Parking permits", **RUNNING)
    refresh_landscape(on=TODAY)
    page = signed_in(client, staff).post("/landscape/freshness/nudges/camden/", follow=True)
    assert "Camden is asked to look at its stale contracts: its role mailbox." in text_of(page)
    done = Nudge.objects.get()
    assert (done.by, done.on, done.mailbox, done.stale) == (staff, TODAY, "contracts@camden.example", 1)
    send_mails()
    (message,) = mail.outbox
    assert message.to == ["contracts@camden.example"]
    assert message.subject == "Camden: 1 contract not confirmed for a year"
    assert "Parking permits" in str(message.body)
    assert "/mailbox/quiet/" in message.extra_headers["List-Unsubscribe"]
    again = client.post("/landscape/freshness/nudges/camden/", follow=True)
    assert "Camden was nudged on 4 May 2027. It can be nudged again from 1 June 2027 on." in text_of(again)
    assert Nudge.objects.count() == 1


def test_without_a_mailbox_contract_managers_are_told_as_they_chose(camden: Any, staff: Any) -> None:
    manager, silent = (OfficerFactory(borough=camden, borough_roles=["contract_manager"]) for _ in range(2))
    OfficerFactory(borough=camden)
    Preference.objects.create(person=silent, kind="nudge", frequency=Frequency.OFF)
    ContractFactory(boroughs=[camden], **RUNNING)
    assert nudge(borough=camden, by=staff, on=TODAY).told == 2
    tell_events()
    assert [one.person for one in Mail.objects.all()] == [manager]
    event = Event.objects.get(kind="nudge")
    assert event.by == staff


def test_a_mailbox_that_wants_no_mail_is_left_alone(camden: Any, staff: Any) -> None:
    camden.role_mailbox = "contracts@camden.example"
    camden.save()
    quieten(address=camden.role_mailbox)
    ContractFactory(boroughs=[camden], **RUNNING)
    with pytest.raises(Refused, match="There is nobody to ask"):
        nudge(borough=camden, by=staff, on=TODAY)
    OfficerFactory(borough=camden)
    assert nudge(borough=camden, by=staff, on=TODAY).told == 1


def test_nothing_stale_is_nothing_to_ask(camden: Any, staff: Any) -> None:
    OfficerFactory(borough=camden)
    ContractFactory(boroughs=[camden], confirmed_on=TODAY, **RUNNING)
    with pytest.raises(Refused, match="Nothing on Camden’s register is stale"):
        nudge(borough=camden, by=staff, on=TODAY)
    assert not Event.objects.exists()


def test_the_database_keeps_nudges_apart(camden: Any) -> None:
    Nudge.objects.create(borough=camden, on=TODAY, stale=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nudge.objects.create(borough=camden, on=TODAY + dt.timedelta(days=27), stale=1)
    Nudge.objects.create(borough=camden, on=TODAY + dt.timedelta(days=28), stale=1)


@pytest.mark.parametrize("address", ["/landscape/freshness/", "/landscape/freshness/nudges/"])
def test_pages_ask_as_much_of_many_boroughs_as_of_few(
    client: Client, staff: Any, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    for row in LONDON:
        borough = BoroughFactory(slug=row["slug"])
        OfficerFactory(borough=borough)
        ContractFactory(boroughs=[borough], **RUNNING)
    ask_whether_true(on=TODAY)
    refresh_landscape(on=TODAY)
    assert Contract.objects.count() == 33
    signed_in(client, staff)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
