"""Asking role mailboxes whether contracts that nobody looks after are still true (R7)."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from boroughs.actions.people import set_role_mailbox
from boroughs.models import Mail
from boroughs.notifications.sending import send_mails
from contracts.actions import ask_mailboxes
from contracts.models import Contract, MailboxQuestion
from contracts.still_true import mailbox_address
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 4)
ADDRESS = "contracts@camden.example"
RUNNING = {"start_date": dt.date(2025, 4, 1), "end_date": dt.date(2029, 3, 31)}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def camden() -> Any:
    borough = BoroughFactory(slug="camden", name="Camden")
    set_role_mailbox(borough=borough, address=ADDRESS)
    return borough


def test_it_is_asked_about_what_nobody_looks_after(camden: Any) -> None:
    keeper = OfficerFactory(borough=camden)
    gone = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    ContractFactory(boroughs=[camden], title="Kept", looked_after_by=keeper, **RUNNING)
    ContractFactory(boroughs=[camden], title="Fresh", confirmed_on=TODAY, **RUNNING)
    ContractFactory(boroughs=[camden], title="Fictional", is_demonstration=True, **RUNNING)
    nobodys = [
        ContractFactory(boroughs=[camden], title="Parking", **RUNNING),
        ContractFactory(boroughs=[camden], title="Payroll", looked_after_by=gone, **RUNNING),
    ]
    assert ask_mailboxes(on=TODAY) == 1
    assert set(MailboxQuestion.objects.get().contract_ids) == {one.pk for one in nobodys}
    send_mails()
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert message.subject == "Still true? 2 contracts of Camden"
    assert "Parking: " in str(message.body)
    assert "This address is Camden’s role mailbox in the hub" in str(message.body)


def test_it_rests_and_a_contract_is_asked_about_once_in_three_months(camden: Any, clock: Any) -> None:
    for number in range(12):
        ContractFactory(boroughs=[camden], title=f"Contract {number}", **RUNNING)
    for days, expected in ((0, 1), (0, 0), (27, 0), (28, 1), (56, 0), (90, 1)):
        clock.move_to(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC) + dt.timedelta(days=days))
        assert ask_mailboxes(on=timezone.localdate()) == expected, days
    numbers = [len(question.contract_ids) for question in MailboxQuestion.objects.order_by("on")]
    assert numbers == [10, 2, 10]


def test_whoever_reads_it_confirms_with_one_click_and_can_take_that_back(camden: Any) -> None:
    contract = ContractFactory(boroughs=[camden], title="Parking", **RUNNING)
    ask_mailboxes(on=TODAY)
    address, client = mailbox_address(MailboxQuestion.objects.get()), Client()
    assert "Untick what has changed" in text_of(client.get(address))
    page = client.post(address, {"contract": [contract.pk]})
    assert "Thank you: confirmed" in text_of(page)
    contract.refresh_from_db()
    assert contract.confirmed_on == TODAY
    assert contract.provenance["confirmed_on"] == {"source": "officer", "at": "2027-05-04", "mailbox": True}
    undo = re.search(r'name="undo" value="([^"]+)"', page.content.decode())
    assert undo
    assert "1 contract is as before" in text_of(client.post(address, {"undo": undo[1]}))
    contract.refresh_from_db()
    assert contract.confirmed_on is None


def test_an_officer_cannot_undo_what_the_mailbox_confirmed(camden: Any) -> None:
    contract = ContractFactory(boroughs=[camden], **RUNNING)
    ask_mailboxes(on=TODAY)
    address = mailbox_address(MailboxQuestion.objects.get())
    page = Client().post(address, {"contract": [contract.pk]}).content.decode()
    undo = re.search(r'name="undo" value="([^"]+)"', page)
    assert undo
    officer = Client()
    officer.force_login(OfficerFactory(borough=camden))
    officer.post("/boroughs/camden/confirm/undo/", {"undo": undo[1]})
    assert Contract.objects.get().confirmed_on == TODAY


def test_the_link_dies_when_the_borough_names_another_mailbox(camden: Any) -> None:
    contract = ContractFactory(boroughs=[camden], **RUNNING)
    ask_mailboxes(on=TODAY)
    address = mailbox_address(MailboxQuestion.objects.get())
    set_role_mailbox(borough=camden, address="procurement@camden.example")
    assert Client().get(address).status_code == 410
    assert Client().post(address, {"contract": [contract.pk]}).status_code == 410


def test_mail_to_it_can_be_stopped_and_brought_back_without_signing_in(camden: Any, clock: Any) -> None:
    ContractFactory(boroughs=[camden], **RUNNING)
    ask_mailboxes(on=TODAY)
    stop = re.search(r"<http://[^/]+(/mailbox/quiet/[^>]+)>", Mail.objects.get().headers["List-Unsubscribe"])
    assert stop
    client = Client(enforce_csrf_checks=True)
    assert "Stop these e-mails?" in text_of(client.get(stop[1]))
    later = TODAY + dt.timedelta(days=90)
    assert "These e-mails are stopped" in text_of(client.post(stop[1], {"List-Unsubscribe": "One-Click"}))
    assert ask_mailboxes(on=later) == 0
    assert "These e-mails come again" in text_of(client.post(stop[1], {"wake": "1"}))
    assert ask_mailboxes(on=later) == 1
    assert client.get("/mailbox/quiet/not-a-token/").status_code == 410


def test_an_address_that_mail_does_not_reach_is_not_asked(camden: Any) -> None:
    ContractFactory(boroughs=[camden], **RUNNING)
    for _ in range(3):
        Mail.objects.create(address=ADDRESS, kind="still_true", subject="x", text="x", state="bounced")
    assert ask_mailboxes(on=TODAY) == 0
    assert not MailboxQuestion.objects.exists()
