"""The pages of a borough, a supplier or a contract stand beside each other, as far as one may see them."""

import re
from typing import Any

import pytest
from django.test import Client

from boroughs.models import Person
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory, SupplierFactory

pytestmark = pytest.mark.django_db


def tabs_of(answer: Any) -> list[str]:
    """Return the tabs of a page, the one that is shown marked with a star."""
    found = re.search(r'<nav class="hub-tabs".*?</nav>', answer.content.decode(), re.DOTALL)
    if not found:
        return []
    links = re.findall(r'href="[^"]+"( aria-current="page")?>([^<]+)</a>', found[0])
    return [f"*{label}" if here else label for here, label in links]


@pytest.fixture
def things() -> dict[str, Any]:
    borough = BoroughFactory(slug="hackney")
    supplier = SupplierFactory()
    return {
        "borough": borough,
        "supplier": supplier,
        "contract": ContractFactory(boroughs=[borough], suppliers=[supplier]),
    }


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_visitor_sees_no_history(things: dict[str, Any]) -> None:
    client = Client()
    assert tabs_of(client.get(things["borough"].get_absolute_url())) == [
        "*Overview",
        "Governance gates",
        "Payments",
    ]
    for name in ("supplier", "contract"):
        assert tabs_of(client.get(things[name].get_absolute_url())) == []


def test_a_member_reads_the_history_in_a_tab(things: dict[str, Any]) -> None:
    client = signed_in(OfficerFactory())
    own = {"borough": ["Governance gates", "Payments"], "contract": ["Performance"]}
    for name, thing in things.items():
        address = thing.get_absolute_url()
        between = own.get(name, [])
        assert tabs_of(client.get(address)) == ["*Overview", *between, "History"]
        assert tabs_of(client.get(f"{address}history/")) == ["Overview", *between, "*History"]
    assert tabs_of(client.get("/boroughs/hackney/gates/")) == [
        "Overview",
        "*Governance gates",
        "Payments",
        "History",
    ]


def test_an_administrator_manages_people_in_a_tab_of_their_own_borough(things: dict[str, Any]) -> None:
    administrator = OfficerFactory(borough=things["borough"], borough_roles=["administrator"])
    client = signed_in(administrator)
    tabs = ["Overview", "Governance gates", "Payments", "Report", "Uploads", "People", "History"]
    assert tabs_of(client.get("/my-borough/")) == tabs
    assert tabs_of(client.get("/boroughs/hackney/people/")) == [
        "Overview",
        "Governance gates",
        "Payments",
        "Report",
        "Uploads",
        "*People",
        "History",
    ]
    other = BoroughFactory(slug="camden")
    assert "People" not in tabs_of(client.get(other.get_absolute_url()))


def test_a_suppliers_person_sees_what_a_visitor_sees(things: dict[str, Any]) -> None:
    client = signed_in(PersonFactory(is_suppliers_person=True))
    assert tabs_of(client.get(things["borough"].get_absolute_url())) == [
        "*Overview",
        "Governance gates",
        "Payments",
    ]
