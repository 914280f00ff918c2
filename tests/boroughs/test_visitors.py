"""Public pages kept for visitors: the same for all of them, and never for anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from contracts.models import Contract
from tests.factories import ContractFactory, OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings: Any) -> Iterator[None]:
    """Pages are kept, and nothing is kept before and after."""
    settings.VISITORS_SECONDS = 30
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def contract() -> Contract:
    return ContractFactory(title="Lift repairs")


def renamed(contract: Contract) -> None:
    Contract.objects.filter(pk=contract.pk).update(title="Escalator repairs")


def test_visitors_share_a_page_for_a_while(client: Client, contract: Contract) -> None:
    address = reverse("contract", args=[contract.pk])
    first = client.get(address)
    renamed(contract)
    second = Client().get(address)
    assert second.content == first.content
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Content-Security-Policy" in second.headers
    cache.clear()
    assert "Escalator repairs" in text_of(Client().get(address))


def test_whoever_brings_a_cookie_gets_a_page_made_anew_and_leaves_none(contract: Contract) -> None:
    address = reverse("contract", args=[contract.pk])
    officer = Client()
    officer.force_login(OfficerFactory())
    officers = text_of(officer.get(address))
    visitors = text_of(Client().get(address))
    assert "Sign out" in officers
    assert "Sign out" not in visitors
    renamed(contract)
    assert "Escalator repairs" in text_of(officer.get(address))


def test_each_question_is_a_page_of_its_own_and_parts_are_not_kept(
    client: Client, contract: Contract
) -> None:
    address = reverse("register")
    assert "Lift repairs" in text_of(client.get(address, {"q": "lift"}))
    assert "Lift repairs" not in text_of(client.get(address, {"q": "escalator"}))
    renamed(contract)
    part = client.get(address, {"q": "escalator"}, headers={"HX-Request": "true"})
    assert f"/register/{contract.pk}/" in part.content.decode()


def test_what_is_not_there_is_asked_for_again(client: Client) -> None:
    address = reverse("contract", args=[4_000_000])
    assert client.get(address).status_code == 404
    ContractFactory(pk=4_000_000)
    assert client.get(address).status_code == 200


def test_nothing_is_kept_where_the_setting_says_so(client: Client, contract: Contract, settings: Any) -> None:
    settings.VISITORS_SECONDS = 0
    address = reverse("contract", args=[contract.pk])
    client.get(address)
    renamed(contract)
    assert "Escalator repairs" in text_of(client.get(address))
