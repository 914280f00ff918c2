"""Who looks after a contract: said by officers of its boroughs, shown to members as far as they agreed."""

import pytest
from django.test import Client

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from contracts.actions.keepers import look_after
from contracts.models import Contract
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory, ProfileFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hackney() -> Borough:
    borough: Borough = BoroughFactory(slug="hackney", role_mailbox="contracts@hackney.example")
    return borough


@pytest.fixture
def contract(hackney: Borough) -> Contract:
    made: Contract = ContractFactory(boroughs=[hackney])
    return made


@pytest.fixture
def officer(hackney: Borough) -> Person:
    person: Person = OfficerFactory(borough=hackney, name="Ada Okafor")
    return person


def test_an_officer_takes_a_contract_on_and_passes_it_to_a_colleague(
    client: Client, contract: Contract, officer: Person, hackney: Borough
) -> None:
    colleague = OfficerFactory(borough=hackney, name="Ben Stone")
    address = f"/register/{contract.pk}/looked-after/"
    client.force_login(officer)
    page = text_of(client.get(f"/register/{contract.pk}/"))
    assert "Nobody in particular. Ask contracts@hackney.example." in page
    assert "Ada Okafor Say who looks after it" in text_of(client.post(address, {"me": "yes"}, follow=True))
    client.post(address, {"person": colleague.pk})
    contract.refresh_from_db()
    assert contract.looked_after_by == colleague
    client.post(address, {"person": ""})
    contract.refresh_from_db()
    assert contract.looked_after_by is None


def test_nobody_of_another_borough_is_chosen(client: Client, contract: Contract, officer: Person) -> None:
    stranger = OfficerFactory(borough=BoroughFactory(slug="camden"))
    client.force_login(officer)
    page = client.post(f"/register/{contract.pk}/looked-after/", {"person": stranger.pk})
    assert "Choose somebody from the list." in text_of(page)
    with pytest.raises(Refused):
        look_after(contract=contract, person=stranger)


def test_loti_staff_say_who_but_take_nothing_on(client: Client, contract: Contract, officer: Person) -> None:
    client.force_login(PersonFactory(is_staff=True))
    address = f"/register/{contract.pk}/looked-after/"
    assert "I look after it" not in text_of(client.get(address))
    client.post(address, {"person": officer.pk})
    contract.refresh_from_db()
    assert contract.looked_after_by == officer


def test_the_public_and_other_boroughs_see_no_name_without_consent(
    client: Client, contract: Contract, officer: Person
) -> None:
    look_after(contract=contract, person=officer)
    address = f"/register/{contract.pk}/"
    assert "Who looks after it" not in text_of(client.get(address))
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="camden")))
    page = text_of(client.get(address))
    assert "Somebody at Hackney, who is not in the directory." in page
    assert "Ada Okafor" not in page
    assert "Say who looks after it" not in page
    ProfileFactory(person=officer, in_directory=True)
    answer = client.get(address)
    assert "Ada Okafor" in text_of(answer)
    assert f'href="/people/{officer.pk}/"' in answer.content.decode()


def test_other_boroughs_do_not_see_the_mailbox(client: Client, contract: Contract) -> None:
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="camden")))
    page = text_of(client.get(f"/register/{contract.pk}/"))
    assert "Nobody in particular at Hackney." in page
    assert "contracts@hackney.example" not in page


def test_a_borough_without_a_mailbox_says_so(client: Client) -> None:
    camden = BoroughFactory(slug="camden")
    client.force_login(OfficerFactory(borough=camden))
    page = text_of(client.get(f"/register/{ContractFactory(boroughs=[camden]).pk}/"))
    assert "Nobody in particular, and no mailbox to ask is named for Camden." in page
