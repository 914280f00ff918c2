"""Everything that is kept about a person is shown to them, and goes or loses their name with the account."""

import json
from typing import Any

import pghistory
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.messages import write_to
from boroughs.actions.privacy import CannotDelete, delete_person, is_last_administrator
from boroughs.models import (
    Event,
    Follow,
    Frequency,
    Invitation,
    JoinRequest,
    Mail,
    Notification,
    PeerMessage,
    Person,
    Preference,
)
from boroughs.privacy import Section, all_sections, register
from contracts.models import Import
from suppliers.actions import say_same, settle_conflict
from suppliers.models import KnownProduct
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PeerMessageFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ProfileFactory,
    ServiceAreaFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
WHY = "You asked for it."

#: Fields that point to a person and hold nothing about them that a section does not show.
EXEMPT = {
    "pghistory.MiddlewareEvents.user": "a view of the contexts, which the section of changes shows",
    "boroughs.Person_groups.person": "Django's own groups are not used: roles are code",
    "boroughs.Person_user_permissions.person": "Django's own permissions are not used: roles are code",
}


def fields_to_people() -> set[str]:
    """Return every field of every model that points to a person, but for histories."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }


def test_no_field_that_points_to_a_person_is_forgotten() -> None:
    covered = set().union(*(section.covers for section in all_sections())) | EXEMPT.keys()
    missing = sorted(fields_to_people() - covered)
    assert not missing, f"Say in a section of one's own data (boroughs/privacy) what {missing} keeps."
    assert sorted(covered - fields_to_people()) == []


def test_two_sections_cannot_share_a_code() -> None:
    section = all_sections()[0]
    with pytest.raises(ValueError, match="already"):
        register(Section(section.code, "Again", "", section.rows, section.entry))


@pytest.fixture
def ada() -> Person:
    """An officer about whom there is something of every kind."""
    hackney = BoroughFactory(slug="hackney")
    ada: Person = OfficerFactory(borough=hackney, name="Ada Okafor", email="ada@hackney.example")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)
    TOTP.activate(ada, "a secret of the app")
    SocialAccount.objects.create(user=ada, provider="hackney", uid="7", extra_data={"email": ada.email})
    ProfileFactory(person=ada).service_areas.add(ServiceAreaFactory(name="Housing repairs"))
    KnownProduct.objects.create(person=ada, product=ProductFactory(name="Tidewise"))
    say_same(pair=(pair := PairFactory()), kept=pair.left_id, by=ada)
    settle_conflict(conflict=ConflictFactory(), by=ada, note="A slip.")
    ProductTermFactory(status="dismissed", decided_by=ada, decided_at=timezone.now())
    bea = OfficerFactory(name="Bea Lindqvist")
    ProfileFactory(person=bea)
    with pghistory.context(user=ada.pk, url="/people/7/write/"):
        write_to(by=ada, to=bea, subject="Exit terms", text="How?")
        Import.objects.create(kind="register", label="hackney.csv", borough=ada.borough, by=ada)
        ContractFactory(boroughs=[ada.borough], looked_after_by=ada)
    PeerMessageFactory(sender=bea, recipient=ada, text="A letter to Ada")
    JoinRequest.objects.create(person=ada, wish="facilitator", message="I would help.")
    JoinRequest.objects.create(
        person=bea, wish="facilitator", state="approved", decided_at=timezone.now(), decided_by=ada
    )
    for invited in ("ada@hackney.example", "new@hackney.example"):
        Invitation.objects.create(borough=hackney, email=invited, invited_by=ada, expires_at=timezone.now())
    about = ContentType.objects.get_for_model(hackney)
    Follow.objects.create(person=ada, content_type=about, object_id=hackney.pk)
    Preference.objects.create(person=ada, kind="peer_message", frequency=Frequency.DAILY)
    event = Event.objects.create(
        kind="roles_changed", key="roles:1", by=ada, data={"who": ["Ada Okafor", {"to": ada.email}], "n": 1}
    )
    Notification.objects.create(event=event, person=ada, because="A test.", frequency="at_once")
    Mail.objects.create(person=ada, address=ada.email, kind="test", subject="Hello", text="To Ada")
    LogEntry.objects.create(
        user=PersonFactory(is_staff=True),
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(ada.pk),
        object_repr="Ada Okafor",
        action_flag=CHANGE,
    )
    LogEntry.objects.create(user=ada, object_repr="A borough", action_flag=CHANGE)
    return ada


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def proved(ada: Person) -> Client:
    """Somebody who has just typed their password again."""
    client = signed_in(ada)
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    return client


def test_the_export_holds_everything(
    ada: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(ada)
    client.get(reverse("usersessions_list"))  # which keeps where somebody is signed in
    with django_assert_max_num_queries(2 * len(all_sections())):
        answer = client.get(reverse("my_data_json"))
    assert answer["Content-Disposition"].startswith('attachment; filename="procurement-hub-my-data-')
    sections: dict[str, Any] = json.loads(answer.content)["sections"]
    assert sections.keys() == {section.code for section in all_sections()}
    empty = [code for code, section in sections.items() if not section["entries"]]
    assert empty == []
    assert all(section["number"] == len(section["entries"]) for section in sections.values())
    assert sections["account"]["entries"][0]["address"] == "ada@hackney.example"
    assert sections["profile"]["entries"][0]["service_areas"] == ["Housing › Housing repairs"]
    assert {entry["text"] for entry in sections["messages"]["entries"]} == {"How?", "A letter to Ada"}
    assert "a secret of the app" not in answer.content.decode()
    assert ada.password not in answer.content.decode()


def test_others_are_not_in_it(ada: Person) -> None:
    text = signed_in(OfficerFactory()).get(reverse("my_data_json")).content.decode()
    assert "Ada" not in text
    assert "Bea" not in text


def test_the_page_leads_to_each_kind(
    ada: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(ada)
    with django_assert_max_num_queries(12):
        assert "E-mail addresses" in text_of(client.get(reverse("my_data")))
    for section in all_sections():
        with django_assert_max_num_queries(12):
            answer = client.get(reverse("my_data_section", args=[section.code]))
        assert section.title in text_of(answer)
    profile = text_of(client.get(reverse("my_data_section", args=["profile"])))
    assert "Job role Category manager, IT" in profile
    assert "Address shown to members no" in profile
    assert client.get(reverse("my_data_section", args=["tea"])).status_code == 404


def test_an_account_is_deleted_only_after_the_password_and_the_address(ada: Person) -> None:
    client = signed_in(ada)
    asked = client.get(reverse("account_delete"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": "correct horse"})
    assert "This cannot be undone" in text_of(client.get(reverse("account_delete")))
    for wrong in ("", "bea@hackney.example"):
        answer = client.post(reverse("account_delete"), {"address": wrong})
        assert "Type " in answer.content.decode()
        assert Person.objects.filter(pk=ada.pk).exists()
    answer = client.post(reverse("account_delete"), {"address": "ADA@hackney.example"})
    assert answer.status_code == 302
    assert not Person.objects.filter(pk=ada.pk).exists()
    assert "Your account is deleted" in text_of(client.get("/"))


def test_nothing_that_names_the_person_is_left(ada: Person, proved: Client) -> None:
    first = PeerMessage.objects.get(sender=ada)
    proved.post(reverse("account_delete"), {"address": ada.email})
    for model in apps.get_models():
        for row in model._default_manager.values():
            words = json.dumps(row, default=str)
            if model is Mail and row["kind"] == "account_deleted":
                continue
            assert "Ada" not in words, (model._meta.label, row)
            assert "ada@" not in words, (model._meta.label, row)
    for metadata in Context.objects.values_list("metadata", flat=True):
        assert metadata.get("user") != ada.pk
        assert not metadata.get("url", "").startswith(("/account/", "/people/"))
    first.refresh_from_db()
    assert (first.sender, first.text) == (None, "How?")
    assert Import.objects.get().by is None
    assert Event.objects.get(key="roles:1").data == {
        "who": ["somebody who left", {"to": "somebody who left"}],
        "n": 1,
    }
    confirmation = Mail.objects.get(kind="account_deleted")
    assert (confirmation.address, confirmation.person) == ("ada@hackney.example", None)


def test_nobodys_session_is_left(ada: Person, proved: Client) -> None:
    elsewhere = signed_in(ada)
    assert elsewhere.get(reverse("usersessions_list")).status_code == 200
    proved.post(reverse("account_delete"), {"address": ada.email})
    assert elsewhere.get(reverse("my_data")).status_code == 302
    assert not UserSession.objects.exists()


def test_the_last_administrator_is_told_what_to_do_first(ada: Person, proved: Client) -> None:
    Person.objects.filter(pk=ada.pk).update(borough_roles=["administrator"])
    ada.refresh_from_db()
    assert ada.borough
    for answer in (
        proved.get(reverse("account_delete")),
        proved.post(reverse("account_delete"), {"address": ada.email}),
    ):
        assert "the last administrator of Hackney" in text_of(answer)
    with pytest.raises(CannotDelete):
        delete_person(person=ada, why=WHY)
    OfficerFactory(borough=ada.borough, borough_roles=["administrator"], is_active=False)
    assert is_last_administrator(ada, ada.borough)
    OfficerFactory(borough=ada.borough, borough_roles=["administrator"])
    delete_person(person=ada, why=WHY)


def test_a_superuser_is_not_deleted() -> None:
    root = Person.objects.create_superuser("root@loti.example")
    with pytest.raises(CannotDelete, match="Another superuser"):
        delete_person(person=root, why=WHY)
