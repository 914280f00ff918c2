"""Everything that is kept about a person is shown to them, and goes or loses their name with the account."""

import json
import threading
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
from django.db import connection, models, transaction
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
from boroughs.privacy import Section, all_sections, export, register
from contracts.actions import join_contracts
from contracts.actions.links import link_document, say_replaced
from contracts.actions.reconcile import say_different as say_contracts_different
from contracts.actions.removals import take_off
from contracts.actions.suggestions import decline_suggestions
from contracts.models import Contract, Import, Nudge, PrivatePayee, SavedView
from data_access.actions import hide
from data_access.actions import reply as answer_fact
from documents.actions import say_used
from pilots import moderating as pilots
from pipeline.procuring import enter_stage
from pipeline.timeline_reminders import choose_days
from reviews.actions import complain, decide_complaint, publish, reply
from suppliers.actions import say_same, settle_conflict
from suppliers.models import KnownProduct
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PaymentFileFactory,
    PeerMessageFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ProfileFactory,
    SavedSearchFactory,
    ServiceAreaFactory,
    SuggestionFactory,
    SupplierFactory,
    UploadFactory,
    contract_pair,
    make_document,
    make_fact,
    make_performance,
    make_pilot,
    make_pilot_import,
    make_review,
    make_timeline,
    market_about,
    sent_in,
    work_together,
)
from tests.factories.community import talked
from tests.factories.toolkit import make_adoption, make_consultation, make_page, make_picture
from tests.pages import text_of
from toolkit.actions import give_feedback
from toolkit.consulting import comment, read_page

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


def answer_for_contract(contract: Contract, by: Person) -> None:
    """Let somebody do what an officer can do about a contract and the records that hang on it."""
    earlier, gone, other = (ContractFactory(boroughs=[by.borough]) for _ in range(3))
    decline_suggestions(ids=[SuggestionFactory(contract=contract).pk], borough=by.borough, by=by)
    say_contracts_different(pair=contract_pair(contract, other), by=by)
    join_contracts(kept=contract, gone=gone, by=by, reason="A test.")
    link_document(
        contract=contract, kind="other", label="Plan", url="https://a.example/", is_public=False, by=by
    )
    say_replaced(successor=contract, predecessor=earlier, by=by)


def _review(ada: Person) -> None:
    """Let somebody do all that people do about reviews and the toolkit."""
    give_feedback(page=make_page(), useful=True, text="Good.", by=ada)
    make_adoption(ContractFactory(boroughs=[ada.borough]), ada)
    comment(consultation=make_consultation(), text="It lacks an example.", by=ada)
    read_page(page=make_page(editor=ada), by=ada)
    make_picture(added_by=ada)
    found = make_review(by=ada)
    publish(version=sent_in(), by=ada)
    reply(review=found, text="We mend it.", by=ada)
    made = complain(review=found, about="review", kind="personal", text="No.", by=ada)
    decide_complaint(complaint=made, result="stands", answer="It is so.", by=ada)


def _moderate_pilots(ada: Person) -> None:
    """Let somebody complain about a pilot, decide on it and hide another."""
    pilot = make_pilot(borough=BoroughFactory())
    made = pilots.complain(pilot=pilot, kind="personal", text="It names a resident.", by=ada)
    pilots.decide_complaint(complaint=made, result="stands", answer="It does not.", by=ada)
    pilots.hide(pilot=pilot, why="It names a resident.", by=ada)


def _say_of_data_access(ada: Person) -> None:
    """Let somebody say, answer and hide a fact about data access."""
    seller = SupplierFactory()
    fact = make_fact(by=ada, product=ProductFactory(supplier=seller))
    answer_fact(fact=fact, supplier=seller, text="There is one since May.", by=ada)
    hide(fact=fact, why="It names a person.", by=ada)


@pytest.fixture
def ada() -> Person:
    """An officer about whom there is something of every kind."""
    hackney = BoroughFactory(slug="hackney")
    ada: Person = OfficerFactory(borough=hackney, name="Ada Okafor", email="ada@hackney.example")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)
    TOTP.activate(ada, "a secret of the app")
    SocialAccount.objects.create(user=ada, provider="hackney", uid="7", extra_data={"email": ada.email})
    SavedView.objects.create(person=ada, name="Lifts", question={"q": "lifts"})
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
        Nudge.objects.create(borough=hackney, by=ada, on=timezone.localdate(), stale=3)
        UploadFactory(borough=hackney, by=ada)
        PaymentFileFactory(borough=hackney, by=ada)
        PrivatePayee.objects.create(borough=hackney, digest="0" * 64, by=ada)
        contract = ContractFactory(boroughs=[ada.borough], looked_after_by=ada)
    answer_for_contract(contract, ada)
    timeline = make_timeline(borough=hackney, by=ada)
    enter_stage(procurement=timeline, stage=timeline.stages.get(position=1), on=timezone.localdate(), by=ada)
    market_about(ada, hackney)
    take_off(contract=ContractFactory(boroughs=[hackney]), why="Recorded twice.", by=ada)
    work_together(ada)
    _review(ada)
    talked(ada)
    _say_of_data_access(ada)
    _moderate_pilots(ada)
    make_pilot(borough=hackney, by=ada, may_ask=True)
    make_pilot_import(borough=hackney, by=ada)
    make_performance(contract, ada)
    document = make_document(borough=hackney, by=ada)
    say_used(document=document, borough=hackney, used=True, by=ada)
    PeerMessageFactory(sender=bea, recipient=ada, text="A letter to Ada")
    JoinRequest.objects.create(person=ada, wish="facilitator", message="I would help.")
    JoinRequest.objects.create(
        person=bea, wish="facilitator", state="approved", decided_at=timezone.now(), decided_by=ada
    )
    for invited in ("ada@hackney.example", "new@hackney.example"):
        Invitation.objects.create(borough=hackney, email=invited, invited_by=ada, expires_at=timezone.now())
    about = ContentType.objects.get_for_model(hackney)
    SavedSearchFactory(address="", person=ada)
    Follow.objects.create(person=ada, content_type=about, object_id=hackney.pk)
    Preference.objects.create(person=ada, kind="peer_message", frequency=Frequency.DAILY)
    choose_days(person=ada, days=[7])
    event = Event.objects.create(
        kind="handed_over",
        key="over:1",
        by=ada,
        data={"from": "Ada Okafor", "who": [{"to": ada.email}], "n": 1},
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


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("preferences", "Kind A peer writes to me"),
        ("notifications", "Kind Something passes to you from a colleague who leaves"),
        ("account_history", "What recorded"),
    ],
)
def test_what_is_kept_is_said_in_words_and_not_in_codes(ada: Person, section: str, words: str) -> None:
    assert words in text_of(signed_in(ada).get(reverse("my_data_section", args=[section])))


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
    assert Event.objects.get(key="over:1").data == {
        "from": "somebody who left",
        "who": [{"to": "somebody who left"}],
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
        assert "You are the last administrator of Hackney." in text_of(answer)
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


def test_a_name_that_is_a_word_takes_nothing_out_of_what_others_are_told() -> None:
    for number, name in enumerate(("a", "hackney", "Hackney", "Board", "contracts")):
        data = {"borough": "Hackney", "slug": "hackney", "what": f"Board {number}: a contract’s gate"}
        event = Event.objects.create(kind="gates_changed", key=f"gates_changed:{number}", data=data)
        delete_person(person=PersonFactory(name=name), why=WHY)
        event.refresh_from_db()
        assert event.data == data


def test_earlier_names_and_addresses_go_too() -> None:
    person = PersonFactory(name='Ada "Addy" Okafor', email="ada@hackney.example")
    data = {"from": person.name, "what": ["2 contracts"], "borough": 1, "slug": "hackney"}
    passed = Event.objects.create(kind="handed_over", key="handed_over:1", data=data)
    subject = f"{person.name} invites you to Hackney"
    failed = Event.objects.create(
        kind="mail_trouble", key="mail_trouble:1", data={"address": "Ada@hackney.example", "subject": subject}
    )
    Mail.objects.create(address="ada@hackney.example", kind="invitation", subject="Come", text="To Ada")
    person.name, person.email = "Ada Lind", "ada@home.example"
    person.save()
    delete_person(person=person, why=WHY)
    passed.refresh_from_db()
    failed.refresh_from_db()
    assert passed.data == {**data, "from": "somebody who left"}
    assert failed.data == {
        "address": "somebody who left",
        "subject": "somebody who left invites you to Hackney",
    }
    assert not Mail.objects.filter(address="ada@hackney.example").exists()


def test_an_earlier_address_that_is_somebody_elses_now_is_theirs() -> None:
    person = PersonFactory(email="contracts@hackney.example")
    person.email = "ada@home.example"
    person.save()
    PersonFactory(email="contracts@hackney.example")
    Mail.objects.create(address="contracts@hackney.example", kind="test", subject="Hello", text="New")
    delete_person(person=person, why=WHY)
    assert Mail.objects.filter(address="contracts@hackney.example").exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_go_at_once_do_not_both_go() -> None:
    hackney = BoroughFactory(slug="hackney")
    ada, bea = (OfficerFactory(borough=hackney, borough_roles=["administrator"]) for _ in range(2))
    ended = threading.Event()
    refused: list[Exception] = []

    def bea_goes() -> None:
        try:
            delete_person(person=bea, why=WHY)
        except CannotDelete as refusal:
            refused.append(refusal)
        finally:
            ended.set()
            connection.close()

    other = threading.Thread(target=bea_goes)
    with transaction.atomic():
        delete_person(person=ada, why=WHY)
        other.start()
        ended.wait(3)  # it ends only if it does not wait for this transaction
    other.join(30)
    assert "the last administrator" in str(*refused)
    assert list(hackney.officers.all()) == [bea]


def test_what_came_to_a_further_address_is_in_the_export() -> None:
    person = PersonFactory(email="ada@home.example")
    EmailAddress.objects.create(user=person, email="ada@home.example", verified=True, primary=True)
    EmailAddress.objects.create(user=person, email="Ada@agency.example", verified=True)
    EmailAddress.objects.create(user=person, email="bea@agency.example", verified=False)
    for name in ("ada", "bea"):
        address = f"{name}@agency.example"
        Mail.objects.create(address=address, kind="invitation", subject=f"To {name}", text=f"Come, {name}")
        Invitation.objects.create(borough=BoroughFactory(), email=address, expires_at=timezone.now())
    sections = export(person)["sections"]
    assert [entry["subject"] for entry in sections["mails"]["entries"]] == ["To ada"]
    assert [entry["address"] for entry in sections["invitations"]["entries"]] == ["ada@agency.example"]


def test_earlier_consents_and_choices_are_in_the_export() -> None:
    ada = OfficerFactory()
    profile = ProfileFactory(person=ada, on_borough_page=True, contact_about="exit terms")
    profile.on_borough_page, profile.contact_about = False, ""
    profile.save()
    chosen = Preference.objects.create(person=ada, kind="peer_message", frequency=Frequency.DAILY)
    chosen.delete()
    sections = export(ada)["sections"]
    earlier = sections["profile_history"]["entries"]
    assert [(one["on_borough_page"], one["contact_about"]) for one in earlier] == [
        (False, ""),
        (True, "exit terms"),
    ]
    choices = sections["preference_history"]["entries"]
    assert [(one["what"], one["kind"], one["how"]) for one in choices] == [
        ("deleted", "A peer writes to me", Frequency.DAILY.label),
        ("recorded", "A peer writes to me", Frequency.DAILY.label),
    ]
    assert sections["account_history"]["entries"][0]["borough_id"] == ada.borough_id
