"""The first week of a new member: what is left to do follows from what they did."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.messages import write_to
from boroughs.models import Person
from contracts.actions.confirm import confirm_contracts
from suppliers.models import KnownProduct
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ProfileFactory,
)
from tests.factories.community import make_discussion, make_group
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    return person


def page_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return text_of(client.get("/first-week/"))


def test_step_by_step_it_is_done(ada: Person) -> None:
    assert "4 things to do" in page_of(ada)
    KnownProduct.objects.create(person=ada, product=ProductFactory())
    assert "3 things to do" in page_of(ada)
    rows = [ContractFactory(boroughs=[ada.borough]) for _ in range(3)]
    today = timezone.localdate()
    assert ada.borough is not None
    confirm_contracts(ids=[rows[0].pk], borough=ada.borough, by=ada, on=today)
    assert "Confirm 2 more" in page_of(ada)
    confirm_contracts(ids=[row.pk for row in rows[1:]], borough=ada.borough, by=ada, on=today)
    assert "2 things to do" in page_of(ada)
    peer = ProfileFactory().person
    write_to(by=ada, to=peer, subject="Hello", text="I am new.")
    assert "1 thing to do" in page_of(ada)
    make_discussion(by=ada, group=make_group())
    assert "All done." in page_of(ada)


def test_what_others_did_counts_for_nobody_else(ada: Person) -> None:
    other = OfficerFactory(borough=ada.borough)
    rows = [ContractFactory(boroughs=[ada.borough]).pk for _ in range(3)]
    assert ada.borough is not None
    confirm_contracts(ids=rows, borough=ada.borough, by=other, on=timezone.localdate())
    make_discussion(by=other)
    assert "4 things to do" in page_of(ada)


def test_a_member_without_a_borough_has_no_contracts_to_confirm() -> None:
    text = page_of(PersonFactory(is_facilitator=True))
    assert "3 things to do" in text
    assert "Confirm" not in text


def test_the_first_page_leads_there_for_a_month(ada: Person) -> None:
    client = Client()
    client.force_login(ada)
    assert "Your first week" in text_of(client.get("/"))
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        client.force_login(ada)
        assert "Your first week" not in text_of(client.get("/"))


def test_it_asks_few_queries(ada: Person, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = Client()
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        client.get("/first-week/")
