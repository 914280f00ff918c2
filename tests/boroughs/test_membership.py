"""An officer by the domain of an address is none without it; one let in by people stays one."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from boroughs.models import Borough, Invitation, JoinRequest, Person
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory
from tests.factories.boroughs import give_second_factor
from tests.pages import text_of

pytestmark = pytest.mark.django_db
AT_WORK, AT_HOME = "ada@hackney.gov.uk", "ada@example.org"


@pytest.fixture
def hackney() -> Borough:
    """A borough whose domain is hackney.gov.uk."""
    borough: Borough = BoroughFactory(slug="hackney")
    return borough


@pytest.fixture
def ada(hackney: Borough) -> Person:
    """An officer and publisher of Hackney, with her own address as the first and that at work beside it."""
    person: Person = PersonFactory(email=AT_HOME, borough=hackney, borough_roles=["publisher"])
    person.emailaddress_set.create(email=AT_HOME, verified=True, primary=True)
    person.emailaddress_set.create(email=AT_WORK, verified=True)
    return person


def remove(client: Client, person: Person, address: str) -> str:
    """Take an address off as its owner does on the page, having read the warning."""
    client.force_login(person)
    form = {"email": address, "action_remove": ""}
    question = text_of(client.post("/account/email/", form))
    assert "Remove this address?" in question
    assert person.emailaddress_set.filter(email=address).exists()
    client.post("/account/email/", {**form, "sure": "yes"})
    assert not person.emailaddress_set.filter(email=address).exists()
    person.refresh_from_db()
    return question


def test_without_the_address_at_work_she_is_no_officer(client: Client, ada: Person) -> None:
    client.force_login(ada)
    assert "you then stop being an officer of Hackney" in text_of(client.get("/account/email/"))
    assert "You then stop being an officer of Hackney" in remove(client, ada, AT_WORK)
    assert (ada.borough, ada.borough_roles) == (None, [])
    assert "stop being an officer" not in text_of(client.get("/account/email/"))


def test_another_address_at_the_borough_keeps_her(client: Client, ada: Person) -> None:
    ada.emailaddress_set.create(email="a.okafor@hackney.gov.uk", verified=True)
    remove(client, ada, AT_WORK)
    assert ada.borough_roles == ["publisher"]


def test_an_unconfirmed_address_at_the_borough_does_not(client: Client, ada: Person) -> None:
    ada.emailaddress_set.create(email="mayor@hackney.gov.uk", verified=False)
    remove(client, ada, AT_WORK)
    assert ada.borough is None


def test_removing_another_address_changes_nothing(client: Client, ada: Person) -> None:
    ada.emailaddress_set.create(email="ada@example.net", verified=True)
    remove(client, ada, "ada@example.net")
    assert ada.borough is not None


def test_mail_going_elsewhere_changes_nothing(client: Client, ada: Person) -> None:
    ada.emailaddress_set.update(primary=False)
    ada.emailaddress_set.filter(email=AT_WORK).update(primary=True)
    client.force_login(ada)
    client.post("/account/email/", {"email": AT_HOME, "action_primary": ""})
    ada.refresh_from_db()
    assert ada.borough is not None


def test_whoever_loti_staff_let_in_stays(client: Client, ada: Person, hackney: Borough) -> None:
    JoinRequest.objects.create(
        person=ada, wish="officer", borough=hackney, state="approved", decided_at=timezone.now()
    )
    remove(client, ada, AT_WORK)
    assert ada.borough == hackney


@pytest.mark.parametrize(("accepted", "stays"), [(True, True), (False, False)])
def test_whoever_was_invited_and_came_stays(
    client: Client, ada: Person, hackney: Borough, accepted: bool, stays: bool
) -> None:
    now = timezone.now()
    Invitation.objects.create(
        borough=hackney,
        email=AT_WORK.upper(),
        expires_at=now + dt.timedelta(days=7),
        accepted_at=now if accepted else None,
    )
    remove(client, ada, AT_WORK)
    assert (ada.borough == hackney) is stays


def test_an_approval_for_another_borough_does_not_count(client: Client, ada: Person) -> None:
    JoinRequest.objects.create(
        person=ada,
        wish="officer",
        borough=BoroughFactory(slug="camden"),
        state="approved",
        decided_at=timezone.now(),
    )
    remove(client, ada, AT_WORK)
    assert ada.borough is None


def test_the_last_administrator_names_another_one_before_leaving(client: Client, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(borough_roles=["administrator"])
    give_second_factor(ada)
    client.force_login(ada)
    form = {"email": AT_WORK, "action_remove": "", "sure": "yes"}
    assert "the last administrator of Hackney" in text_of(client.post("/account/email/", form, follow=True))
    ada.refresh_from_db()
    assert ada.borough_roles == ["administrator"]
    assert ada.emailaddress_set.filter(email=AT_WORK).exists()
    OfficerFactory(borough=ada.borough, borough_roles=["administrator"])
    client.post("/account/email/", form)
    ada.refresh_from_db()
    assert ada.borough is None


def test_an_address_that_is_none_is_no_error_page(client: Client, ada: Person) -> None:
    client.force_login(ada)
    answer = client.post("/account/email/", {"email": "a\0b", "action_remove": ""})
    assert answer.status_code < 500
