"""Saying with one click that a record is still true, and taking that back (R7)."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from boroughs.models import Borough, Person
from contracts.freshness import Freshness
from contracts.models import Contract
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/boroughs/camden/confirm/"


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden")


@pytest.fixture
def officer(camden: Borough) -> Any:
    return OfficerFactory(name="Ada Okafor", borough=camden)


def stale_contract(borough: Borough, **fields: Any) -> Any:
    return ContractFactory(boroughs=[borough], end_date=dt.date(2035, 3, 31), **fields)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def undo_of(page: Any) -> str:
    """Return the token of the undo button on a page."""
    found = re.search(r'name="undo" value="([^"]+)"', page.content.decode())
    assert found, "There is no undo button."
    return found[1]


def test_one_click_confirms_one_contract_and_keeps_where_that_comes_from(
    camden: Borough, officer: Person
) -> None:
    first, second = stale_contract(camden, title="Parking"), stale_contract(camden)
    client = signed_in(officer)
    assert "2 live contracts have not been confirmed for a year" in text_of(client.get("/my-borough/"))
    page = client.post(ADDRESS, {"contract": [second.pk], "only": first.pk}, follow=True)
    assert "You confirmed “Parking”." in text_of(page)
    assert "1 live contract has not been confirmed" in text_of(page)
    first.refresh_from_db()
    second.refresh_from_db()
    today = timezone.localdate()
    assert (first.confirmed_on, second.confirmed_on) == (today, None)
    expected = {"source": "officer", "at": today.isoformat(), "person": officer.pk}
    assert first.provenance["confirmed_on"] == expected
    history = text_of(client.get(f"/register/{first.pk}/history/"))
    assert (
        "Ada Okafor (Camden), by form Changed the day on which it was last confirmed from not known"
        in history
    )


def test_several_are_confirmed_at_once_and_undone_at_once(camden: Borough, officer: Person) -> None:
    contracts = [stale_contract(camden), stale_contract(camden, confirmed_on=dt.date(2020, 1, 1))]
    client = signed_in(officer)
    page = client.post(ADDRESS, {"contract": [one.pk for one in contracts]}, follow=True)
    assert "You confirmed 2 contracts." in text_of(page)
    assert "Nothing to confirm" in text_of(page)
    page = client.post(f"{ADDRESS}undo/", {"undo": undo_of(page)}, follow=True)
    assert "2 contracts are as before." in text_of(page)
    assert list(Contract.objects.order_by("pk").values_list("confirmed_on", flat=True)) == [
        None,
        dt.date(2020, 1, 1),
    ]
    assert all("confirmed_on" not in one.provenance for one in Contract.objects.all())


def test_undoing_leaves_what_was_confirmed_anew_and_refuses_a_strangers_token(
    camden: Borough, officer: Person
) -> None:
    contract = stale_contract(camden)
    page = signed_in(officer).post(ADDRESS, {"only": contract.pk}, follow=True)
    token = undo_of(page)
    colleague = signed_in(OfficerFactory(borough=camden))
    refused = colleague.post(f"{ADDRESS}undo/", {"undo": token}, follow=True)
    assert "can no longer be undone" in text_of(refused)
    assert "Undo the confirmation" not in text_of(colleague.get("/my-borough/", {"undo": token}))
    colleague.post(ADDRESS, {"only": contract.pk})
    page = signed_in(officer).post(f"{ADDRESS}undo/", {"undo": token}, follow=True)
    assert "Nothing was undone" in text_of(page)
    contract.refresh_from_db()
    assert contract.confirmed_on == timezone.localdate()
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        late = signed_in(officer).post(f"{ADDRESS}undo/", {"undo": token}, follow=True)
        assert "can no longer be undone" in text_of(late)


def test_another_boroughs_contract_is_unknown_and_then_nothing_is_confirmed(
    camden: Borough, officer: Person
) -> None:
    own, theirs = stale_contract(camden), stale_contract(BoroughFactory(slug="hackney"))
    client = signed_in(officer)
    assert client.post(ADDRESS, {"contract": [own.pk, theirs.pk]}).status_code == 404
    assert client.post("/boroughs/hackney/confirm/", {"only": theirs.pk}).status_code == 404
    assert client.post(ADDRESS, {"only": "nonsense"}).status_code == 404
    assert not Contract.objects.filter(confirmed_on__isnull=False).exists()
    assert signed_in(PersonFactory()).post(ADDRESS, {"only": own.pk}).status_code == 404
    assert client.get(ADDRESS).status_code == 405


def test_nothing_ticked_says_what_to_do(camden: Borough, officer: Person) -> None:
    page = signed_in(officer).post(ADDRESS, {}, follow=True)
    assert "Tick the contracts that are still true first." in text_of(page)


def test_the_contracts_page_shows_how_fresh_it_is_and_confirms(camden: Borough, officer: Person) -> None:
    contract = stale_contract(camden)
    address = f"/register/{contract.pk}/"
    assert "Still true" not in text_of(Client().get(address))
    assert "Still true" not in text_of(
        signed_in(OfficerFactory(borough=BoroughFactory(slug="brent"))).get(address)
    )
    client = signed_in(officer)
    assert "stale Nobody has confirmed this record yet." in text_of(client.get(address))
    page = client.post(ADDRESS, {"only": contract.pk, "page": contract.pk}, follow=True)
    assert page.request["PATH_INFO"] == address
    assert "fresh Last confirmed on" in text_of(page)
    assert "Last confirmed an officer" in text_of(page)
    page = client.post(f"{ADDRESS}undo/", {"undo": undo_of(page), "page": contract.pk}, follow=True)
    assert "stale Nobody has confirmed this record yet." in text_of(page)


def test_the_register_is_narrowed_by_freshness(camden: Borough) -> None:
    today = timezone.localdate()
    for title, days in (("Fresh one", 10), ("Ageing one", 250), ("Stale one", 500), ("Unsaid", None)):
        stale_contract(camden, title=title, confirmed_on=days and today - dt.timedelta(days=days))
    found = {
        one: set(Contract.objects.of_freshness(one, today).values_list("title", flat=True))
        for one in Freshness
    }
    assert found == {
        Freshness.FRESH: {"Fresh one"},
        Freshness.AGEING: {"Ageing one"},
        Freshness.STALE: {"Stale one", "Unsaid"},
    }
    page = text_of(Client().get("/register/?freshness=ageing"))
    assert "Ageing one" in page
    assert "Fresh one" not in page
    assert "Confirmed 6 to 12 months ago" in page
