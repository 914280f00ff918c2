"""Asking by e-mail whether records are still true, and answering without signing in (R7)."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from boroughs.actions.retention import enforce_retention
from boroughs.models import Borough, Event, Person
from boroughs.notifications.sending import send_mails
from boroughs.notifications.telling import tell_events
from contracts.actions import ask_whether_true
from contracts.models import Contract
from contracts.still_true import STILL_TRUE, answer_address
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 4)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def keeper(camden: Borough) -> Any:
    return OfficerFactory(name="Ada Okafor", borough=camden)


def stale(borough: Borough, keeper: Person | None = None, **fields: Any) -> Any:
    return ContractFactory(
        boroughs=[borough],
        looked_after_by=keeper,
        **{"start_date": dt.date(2024, 4, 1), "end_date": dt.date(2035, 3, 31), **fields},
    )


def asked() -> dict[str, list[str]]:
    """Return who was asked about what: titles by address."""
    people = dict(Person.objects.values_list("pk", "email"))
    return {
        people[event.data["person"]]: [one["title"] for one in event.data["contracts"]]
        for event in Event.objects.filter(kind=STILL_TRUE).order_by("pk")
    }


def test_whoever_looks_after_a_contract_is_asked(camden: Borough, keeper: Person) -> None:
    OfficerFactory(borough=camden, borough_roles=["contract_manager"])
    stale(camden, keeper, title="Parking")
    stale(camden, keeper, title="Confirmed lately", confirmed_on=TODAY - dt.timedelta(days=30))
    stale(camden, keeper, title="Over", end_date=dt.date(2026, 1, 1))
    stale(camden, keeper, title="Fictional", is_demonstration=True)
    assert ask_whether_true(on=TODAY) == 1
    assert asked() == {keeper.email: ["Parking"]}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([[], ["administrator"], ["contract_manager"]], [2]),
        ([[], ["administrator"]], [1]),
        ([[], []], [0, 1]),
    ],
    ids=["contract managers first", "then administrators", "else every officer"],
)
def test_who_is_asked_where_nobody_looks_after_it(
    camden: Borough, roles: list[list[str]], expected: list[int]
) -> None:
    officers = [OfficerFactory(borough=camden, borough_roles=held) for held in roles]
    OfficerFactory(borough=camden, is_active=False)
    OfficerFactory(borough=BoroughFactory(slug="hackney"), borough_roles=["contract_manager"])
    stale(camden, title="Parking")
    ask_whether_true(on=TODAY)
    assert asked() == {officers[number].email: ["Parking"] for number in expected}


def test_a_keeper_who_left_the_borough_is_not_asked(camden: Borough) -> None:
    colleague = OfficerFactory(borough=camden)
    stale(camden, OfficerFactory(borough=BoroughFactory(slug="hackney")), title="Parking")
    ask_whether_true(on=TODAY)
    assert asked() == {colleague.email: ["Parking"]}


def test_one_e_mail_asks_about_ten_at_most_and_the_others_come_a_month_later(
    camden: Borough, keeper: Person, clock: Any
) -> None:
    for number in range(13):
        stale(camden, keeper, title=f"Contract {number}")
    assert ask_whether_true(on=TODAY) == 1
    assert ask_whether_true(on=TODAY) == 0
    assert ask_whether_true(on=TODAY + dt.timedelta(days=27)) == 0
    clock.move_to(dt.datetime(2027, 6, 2, 9, tzinfo=dt.UTC))
    assert ask_whether_true(on=timezone.localdate()) == 1
    titles = [
        one["title"] for event in Event.objects.filter(kind=STILL_TRUE) for one in event.data["contracts"]
    ]
    assert len(titles) == len(set(titles)) == 13


def test_what_stays_unanswered_is_asked_again_after_three_months(
    camden: Borough, keeper: Person, clock: Any
) -> None:
    stale(camden, keeper)
    assert ask_whether_true(on=TODAY) == 1
    for days, expected in ((60, 0), (89, 0), (90, 1)):
        clock.move_to(dt.datetime(2027, 5, 4, 9, tzinfo=dt.UTC) + dt.timedelta(days=days))
        assert ask_whether_true(on=timezone.localdate()) == expected, days


@pytest.fixture
def question(camden: Borough, keeper: Person) -> Callable[..., str]:
    def ask(*titles: str) -> str:
        for title in titles:
            stale(camden, keeper, title=title)
        ask_whether_true(on=TODAY)
        return answer_address(Event.objects.get(kind=STILL_TRUE))

    return ask


def test_the_e_mail_says_why_it_came_and_its_link_answers_without_signing_in(
    camden: Borough, keeper: Person, question: Callable[..., str]
) -> None:
    question("Parking", "Payroll")
    tell_events()
    send_mails()
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert message.to == [keeper.email]
    assert "Still true? 2 contracts of Camden" in message.subject
    body = str(message.body)
    assert re.search(r"- Parking: Brightwater Systems \d+ Ltd, ends on 31 March 2035, worth £700,000", body)
    assert "You look after" in body
    assert message.extra_headers["List-Unsubscribe-Post"]
    link = re.search(r"http://[^/]+(/\S+)", body)
    assert link
    assert "Untick what has changed" in text_of(Client().get(link[1]))


def test_opening_the_page_says_nothing_and_one_click_confirms(
    camden: Borough, keeper: Person, question: Callable[..., str]
) -> None:
    address, client = question("Parking", "Payroll"), Client()
    page = client.get(address)
    assert not Contract.objects.filter(confirmed_on__isnull=False).exists()
    ticked = re.findall(r'name="contract" value="(\d+)"[^>]* checked', page.content.decode())
    assert len(ticked) == 2
    parking = Contract.objects.get(title="Parking")
    text = text_of(client.post(address, {"contract": [parking.pk]}))
    assert "Thank you: confirmed" in text
    assert "Parking" in text
    assert "You left 1 unticked" in text
    parking.refresh_from_db()
    assert parking.confirmed_on == TODAY
    assert parking.provenance["confirmed_on"]["person"] == keeper.pk
    assert Contract.objects.get(title="Payroll").confirmed_on is None
    again = text_of(client.get(address))
    assert "Confirmed since you were asked" in again
    latest = Contract.objects.get(pk=parking.pk).events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    assert latest.pgh_context.metadata["user"] == keeper.pk


def test_the_answer_can_be_taken_back(question: Callable[..., str]) -> None:
    address, client = question("Parking"), Client()
    parking = Contract.objects.get()
    page = client.post(address, {"contract": [parking.pk]})
    undo = re.search(r'name="undo" value="([^"]+)"', page.content.decode())
    assert undo
    assert "1 contract is as before" in text_of(client.post(address, {"undo": undo[1]}))
    parking.refresh_from_db()
    assert parking.confirmed_on is None
    assert "can no longer be undone" in text_of(client.post(address, {"undo": "x"}))


def test_nothing_ticked_is_a_message_and_nothing_is_lost(question: Callable[..., str]) -> None:
    address, client = question("Parking"), Client()
    text = text_of(client.post(address, {}))
    assert "Tick the contracts that are still true" in text
    assert "Parking" in text
    assert Contract.objects.get().confirmed_on is None


def test_other_contracts_cannot_be_confirmed_by_the_link(
    camden: Borough, question: Callable[..., str]
) -> None:
    address = question("Parking")
    other = ContractFactory(boroughs=[BoroughFactory(slug="hackney")])
    assert "Tick the contracts" in text_of(Client().post(address, {"contract": [other.pk, "x"]}))
    other.refresh_from_db()
    assert other.confirmed_on is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"borough": None}], ids=["inactive", "left"])
def test_the_link_dies_with_the_right(
    keeper: Person, question: Callable[..., str], change: dict[str, Any]
) -> None:
    address = question("Parking")
    Person.objects.filter(pk=keeper.pk).update(**change)
    assert Client().get(address).status_code == 410
    assert Client().post(address, {"contract": [Contract.objects.get().pk]}).status_code == 410
    assert Contract.objects.get().confirmed_on is None


def test_the_link_expires(question: Callable[..., str], clock: Any) -> None:
    address = question("Parking")
    clock.move_to(dt.datetime(2027, 8, 3, 9, tzinfo=dt.UTC))
    assert Client().get(address).status_code == 410
    assert Client().get("/still-true/not-a-token/").status_code == 410


def test_a_contract_that_left_the_register_is_no_question_any_more(question: Callable[..., str]) -> None:
    address = question("Parking")
    Contract.objects.all().delete()
    assert "no longer on the register" in text_of(Client().get(address))


def test_the_reason_holds_for_all_that_is_asked(camden: Borough) -> None:
    manager = OfficerFactory(borough=camden, borough_roles=["contract_manager"])
    stale(camden, manager, title="Parking")
    stale(camden, title="Payroll")
    ask_whether_true(on=TODAY)
    because = Event.objects.get(kind=STILL_TRUE).data["because"]
    assert because == (
        "You look after contracts it asks about. "
        "Nobody in particular looks after contracts it asks about, and you are a contract manager."
    )


def test_questions_go_on_after_retention_has_emptied_old_ones(
    question: Callable[..., str], clock: Any
) -> None:
    address = question("Parking")
    tell_events()
    clock.move_to(dt.datetime(2028, 6, 6, 9, tzinfo=dt.UTC))
    enforce_retention(now=timezone.now())
    assert Event.objects.get(kind=STILL_TRUE).data == {}
    assert Client().get(address).status_code == 410
    assert ask_whether_true(on=timezone.localdate()) == 1
    assert ask_whether_true(on=timezone.localdate()) == 0


def test_an_emptied_question_that_the_link_outlives_is_gone_in_words(question: Callable[..., str]) -> None:
    address = question("Parking")
    Event.objects.filter(kind=STILL_TRUE).update(data={})
    assert Client().get(address).status_code == 410
    assert ask_whether_true(on=TODAY) == 0, "Whom the key names rests all the same."
