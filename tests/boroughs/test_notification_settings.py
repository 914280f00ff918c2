"""Choosing on a page how to hear about each kind of event."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boroughs.models import Frequency, Person
from boroughs.notifications import Kind
from boroughs.notifications.preferences import choices_of
from tests.boroughs.kinds import ring_for
from tests.factories import OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
PAGE = "notification_settings"


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Kind:
    return ring_for(monkeypatch)


@pytest.fixture
def officer(bell: Kind) -> Person:
    person: Person = OfficerFactory()
    return person


@pytest.fixture
def signed_in(officer: Person, client: Client) -> Client:
    client.force_login(officer)
    return client


def as_shown(client: Client) -> dict[str, Any]:
    """Return what the page would post if nobody changed anything."""
    form = client.get(reverse(PAGE)).context["form"]
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}


def test_a_choice_is_kept_and_shown_again(signed_in: Client, officer: Person) -> None:
    before = as_shown(signed_in)
    assert before["bell"] == Frequency.AT_ONCE
    answer = signed_in.post(reverse(PAGE), {**before, "bell": Frequency.WEEKLY}, follow=True)
    assert "Your choices are kept." in text_of(answer)
    assert as_shown(signed_in) == {**before, "bell": Frequency.WEEKLY}, "The others stay as they were."
    assert choices_of(officer)["bell"] == Frequency.WEEKLY


def test_a_choice_that_there_is_not_is_named_and_nothing_is_kept(signed_in: Client, officer: Person) -> None:
    answer = signed_in.post(reverse(PAGE), {**as_shown(signed_in), "bell": "hourly"})
    assert "Choose how to hear about “A bell rings”." in text_of(answer)
    assert choices_of(officer)["bell"] == Frequency.AT_ONCE


def test_what_keeps_an_account_safe_is_shown_and_not_asked(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    ring_for(monkeypatch, compulsory=True)
    client.force_login(OfficerFactory())
    page = client.get(reverse(PAGE))
    safe = text_of(page).partition("cannot be switched off.")[2]
    assert "A bell rings" in safe
    assert "bell" not in page.context["form"].fields
