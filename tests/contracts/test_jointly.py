"""Joint contracts: who leads, who hears that they are in one, and how a borough gets out of it."""

import pytest
from django.test import Client
from django.urls import reverse

from boroughs.models import Borough, Notification, Person
from boroughs.notifications.telling import tell_events
from contracts.models import Contract
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def hackney() -> Borough:
    borough: Borough = BoroughFactory(slug="hackney")
    return borough


@pytest.fixture
def officer(client: Client, camden: Borough) -> Person:
    person: Person = OfficerFactory(borough=camden, name="Ada Okafor")
    client.force_login(person)
    return person


def boroughs_of(contract: Contract) -> list[int]:
    """Return its boroughs as stored, the lead first."""
    return Contract.objects.get(pk=contract.pk).borough_ids


def test_another_borough_is_added_leads_and_hears_of_it(
    client: Client, officer: Person, camden: Borough, hackney: Borough
) -> None:
    colleague = OfficerFactory(borough=hackney)
    contract = ContractFactory(boroughs=[camden], title="Parking permits")
    page = reverse("contract_boroughs", args=[contract.pk])
    shown = client.get(page).context["shown"]
    client.post(page, {"boroughs": [camden.pk, hackney.pk], "lead": hackney.pk, "shown": shown})
    assert boroughs_of(contract) == [hackney.pk, camden.pk]
    tell_events()
    (told,) = Notification.objects.filter(event__kind="contract_made_joint")
    assert told.person == colleague
    client.force_login(colleague)
    assert "Is it a contract of Hackney?" in text_of(
        client.get(reverse("contract_leave", args=[contract.pk]))
    )


def test_only_a_borough_that_is_in_it_can_lead(
    client: Client, officer: Person, camden: Borough, hackney: Borough
) -> None:
    contract = ContractFactory(boroughs=[camden])
    page = reverse("contract_boroughs", args=[contract.pk])
    shown = client.get(page).context["shown"]
    answer = client.post(page, {"boroughs": [camden.pk], "lead": hackney.pk, "shown": shown})
    assert "Tick Hackney above too" in text_of(answer)
    assert boroughs_of(contract) == [camden.pk]


def test_saving_what_is_there_changes_nothing_and_rests_on_nobody(
    client: Client, officer: Person, camden: Borough
) -> None:
    contract = ContractFactory(boroughs=[camden])
    before = Contract.objects.get(pk=contract.pk).provenance
    page = reverse("contract_boroughs", args=[contract.pk])
    shown = client.get(page).context["shown"]
    client.post(page, {"boroughs": [camden.pk], "lead": camden.pk, "shown": shown})
    assert Contract.objects.get(pk=contract.pk).provenance == before


def test_one_click_takes_a_borough_out_and_the_next_one_leads(
    client: Client, officer: Person, camden: Borough, hackney: Borough
) -> None:
    contract = ContractFactory(boroughs=[camden, hackney])
    answer = client.post(reverse("contract_leave", args=[contract.pk]), follow=True)
    assert "is no longer on the register of Camden" in text_of(answer)
    assert boroughs_of(contract) == [hackney.pk]
    assert Contract.objects.get(pk=contract.pk).provenance["boroughs"]["source"] == "officer"
    assert client.get(reverse("contract_leave", args=[contract.pk])).status_code == 404


def test_the_only_borough_does_not_leave(client: Client, officer: Person, camden: Borough) -> None:
    contract = ContractFactory(boroughs=[camden])
    page = reverse("contract_leave", args=[contract.pk])
    assert "It is a contract of one borough" in text_of(client.get(page))
    assert "of your borough alone" in text_of(client.post(page))
    assert boroughs_of(contract) == [camden.pk]


def test_staff_say_which_borough_goes(client: Client, camden: Borough, hackney: Borough) -> None:
    contract = ContractFactory(boroughs=[camden, hackney])
    client.force_login(PersonFactory(is_staff=True))
    page = reverse("contract_leave", args=[contract.pk])
    assert "Choose the borough" in text_of(client.post(page))
    assert "Choose the borough" in text_of(client.post(page, {"borough": "99x"}))
    client.post(page, {"borough": hackney.pk})
    assert boroughs_of(contract) == [camden.pk]
