"""LOTI staff can open every page of the admin, at a bounded cost, and change what is theirs to change."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import (
    Borough,
    BuyerName,
    Event,
    Follow,
    Mail,
    Notification,
    Person,
    Preference,
    ServiceArea,
)
from contracts.models import (
    Contract,
)
from tests.admin.rows import add_row
from tests.conftest import FIRST_BOROUGH
from tests.factories import (
    BoroughFactory,
    PersonFactory,
    give_second_factor,
)

pytestmark = pytest.mark.django_db

OUR_APPS = [
    *("boroughs", "suppliers", "contracts", "documents", "performance", "data_access"),
    *("pilots", "reviews", "toolkit", "pipeline", "community"),
]
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Six rows of every kind: a query for each row would show. Made once, and taken away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        BoroughFactory.reset_sequence(FIRST_BOROUGH, force=True)
        for number in range(1, 7):
            add_row(number)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def root_client(client: Client) -> Client:
    """Somebody who holds every right."""
    client.force_login(give_second_factor(Person.objects.create_superuser("root@loti.example")))
    return client


@pytest.fixture
def staff_client(client: Client) -> Client:
    """LOTI staff without further rights."""
    client.force_login(PersonFactory(email="staff@loti.example", is_staff=True))
    return client


def address(model: type[models.Model], page: str, *args: object) -> str:
    """Return the address of an admin page."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_list_and_form_opens_within_a_query_bound(
    model: type[models.Model],
    rows: None,
    root_client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first = model._default_manager.first()
    assert first is not None, f"this test makes no {model._meta.verbose_name}"
    with django_assert_max_num_queries(12):
        assert root_client.get(address(model, "changelist")).status_code == 200
    with django_assert_max_num_queries(12):
        assert root_client.get(address(model, "changelist"), {"q": "a"}).status_code == 200
    with django_assert_max_num_queries(16):
        page = root_client.get(address(model, "change", first.pk))
    assert page.status_code == 200
    assert root_client.get(address(model, "add")).status_code in {200, 403}
    assert root_client.get(address(model, "history", first.pk)).status_code == 200


@pytest.mark.parametrize(
    "model", [model for model in REGISTERED if model._meta.app_label in OUR_APPS], ids=lambda m: m._meta.label
)
def test_loti_staff_see_every_record_of_the_hub(
    model: type[models.Model], rows: None, staff_client: Client
) -> None:
    first = model._default_manager.first()
    assert first is not None
    assert staff_client.get(address(model, "changelist")).status_code == 200
    assert staff_client.get(address(model, "change", first.pk)).status_code == 200


#: What LOTI staff are not shown.
PRIVATE = {
    "pipeline.Opportunity": "a view of the database: plans and notices are in the admin themselves",
    "pipeline.ToldOpportunity": "what somebody was told is theirs alone",
    "boroughs.PeerMessage": "a letter between two people",
    "contracts.RemovalRow": "what hung on a contract that was taken off, as stored; putting it back shows it",
    "contracts.SavedView": "what somebody reads is theirs alone",
    "pipeline.FlagTold": "a log line: what a borough was told of a flag",
    "pipeline.DemandSum": "sums of demand are for members of the collaboration, on its pages",
    "pipeline.Figure": "a borough's demand is known to its own officers alone",
    "pipeline.Lot": "what figures are asked for, shown on the collaboration's pages",
    "pipeline.Post": "shown on the collaboration's pages, to its members and LOTI staff",
    "pipeline.Requirement": "shown on the collaboration's pages, to its members and LOTI staff",
    "pipeline.RequirementMark": "shown on the collaboration's pages, to its members and LOTI staff",
    "pipeline.Task": "shown on the collaboration's pages, to its members and LOTI staff",
    "pipeline.Vote": "shown on the collaboration's pages, to its members and LOTI staff",
    "toolkit.PageReading": "when somebody last read a page is theirs alone",
    "community.TeamsCard": "what is on its way to a channel, shown in sum on the group's page",
    "community.TeamsChannel": "its address is a secret; who looks after the group sees the rest there",
    "pipeline.ReminderChoice": "when somebody wants to be reminded is theirs alone",
    "contracts.UploadContract": "shown with its upload on the borough's own pages",
    "contracts.UploadRow": "shown with its upload on the borough's own pages",
}


def test_every_model_is_in_the_admin() -> None:
    shown = set(REGISTERED) | {
        inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines
    }
    missing = [
        model._meta.label
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if model not in shown and not hasattr(model, "pgh_tracked_model")
    ]
    assert [label for label in missing if label not in PRIVATE] == []
    assert PRIVATE.keys() <= set(missing)


def test_the_index_names_the_hub(rows: None, staff_client: Client) -> None:
    page = staff_client.get(reverse("admin:index")).content.decode()
    assert "Curate the hub" in page
    assert "Periodic tasks" not in page


@pytest.mark.parametrize("signed_in_as", ["nobody", "officer"])
def test_the_admin_is_closed_to_others(signed_in_as: str, rows: None, client: Client) -> None:
    if signed_in_as == "officer":
        client.force_login(Person.objects.get(email="officer1@borough1.example"))
    answer = client.get(address(Contract, "changelist"))
    assert answer.status_code in {302, 403}
    assert b"gazebos" not in answer.content


def test_contracts_say_why_they_are_read_only(rows: None, staff_client: Client) -> None:
    contract = Contract.objects.get(title__startswith="Contract 3")
    page = staff_client.get(address(Contract, "change", contract.pk)).content.decode()
    assert "changed by imports and by officers" in page
    assert 'name="title"' not in page
    answer = staff_client.post(address(Contract, "change", contract.pk), {"title": "Changed"})
    assert answer.status_code == 403
    assert Contract.objects.get(pk=contract.pk).title == contract.title


@pytest.mark.parametrize(("words", "found"), [("gazebo", 6), ("contract 3", 1), ("pergola", 0), ('"', 0)])
def test_contracts_are_found_by_their_words(words: str, found: int, rows: None, staff_client: Client) -> None:
    page: Any = staff_client.get(address(Contract, "changelist"), {"q": words})
    assert len(page.context["cl"].result_list) == found


def test_staff_switch_a_service_area_off(rows: None, staff_client: Client) -> None:
    area = ServiceArea.objects.get(code="A1")
    ServiceArea.objects.update(flagged=True)
    form = {"code": area.code, "name": area.name, "parent": area.parent_id, "technology": "yes"}
    answer = staff_client.post(address(ServiceArea, "change", area.pk), form)
    assert answer.status_code == 302
    area.refresh_from_db()
    assert not area.flagged


def test_a_buyers_name_needs_boroughs_that_exist(rows: None, staff_client: Client) -> None:
    form = {"name": "LB Nowhere", "kind": "council", "borough_codes": "E09000099"}
    page = staff_client.post(address(BuyerName, "add"), form).content.decode()
    assert "E09000099: no borough has this GSS code" in page
    staff_client.post(address(BuyerName, "add"), {**form, "borough_codes": "E09000001"})
    assert BuyerName.objects.get(name="LB Nowhere").normalised == "lb nowhere"


def test_a_known_buyers_name_is_not_added_twice(rows: None, staff_client: Client) -> None:
    form = {"name": "BUYER 1.", "kind": "council", "borough_codes": "E09000001"}
    page = staff_client.post(address(BuyerName, "add"), form).content.decode()
    assert "This name is known already, as Buyer 1" in page


def test_staff_cannot_give_themselves_every_right(rows: None, staff_client: Client) -> None:
    staff = Person.objects.get(email="staff@loti.example")
    answer = staff_client.post(
        address(Person, "change", staff.pk), {"name": "Sam", "is_superuser": "on", "is_active": "on"}
    )
    assert answer.status_code == 302
    staff.refresh_from_db()
    assert (staff.name, staff.is_superuser) == ("Sam", False)


def test_staff_raise_nobody_to_staff_and_change_no_roles(rows: None, staff_client: Client) -> None:
    officer = Person.objects.get(email="officer1@borough1.example")
    answer = staff_client.post(
        address(Person, "change", officer.pk),
        {
            "name": "Sam",
            "is_active": "on",
            "is_staff": "on",
            "is_facilitator": "on",
            "borough_roles": "publisher",
        },
    )
    assert answer.status_code == 302
    officer.refresh_from_db()
    assert (officer.is_staff, officer.is_facilitator, officer.borough_roles) == (False, False, [])


def test_a_superuser_changes_roles_and_the_officer_is_told(rows: None, root_client: Client) -> None:
    officer = Person.objects.get(email="officer1@borough1.example")
    form = {"email": officer.email, "name": "Sam", "is_active": "on", "borough": officer.borough_id}
    page = address(Person, "change", officer.pk)
    assert root_client.post(page, {**form, "borough_roles": ["publisher"]}).status_code == 302
    officer.refresh_from_db()
    assert officer.borough_roles == ["publisher"]
    assert Event.objects.filter(kind="roles_changed", data__person=officer.pk).exists()


def test_an_officer_moved_to_another_borough_leaves_what_they_looked_after(
    rows: None, root_client: Client
) -> None:
    officer = Person.objects.get(email="officer1@borough1.example")
    contract = Contract.objects.get(title__startswith="Contract 1")
    Contract.objects.filter(pk=contract.pk).update(looked_after_by=officer)
    form = {"email": officer.email, "name": "Sam", "is_active": "on"}
    elsewhere = Borough.objects.get(slug="borough-2").pk
    answer = root_client.post(address(Person, "change", officer.pk), {**form, "borough": elsewhere})
    assert answer.status_code == 302
    contract.refresh_from_db()
    assert contract.looked_after_by is None


def test_staff_cannot_change_somebody_above_them(rows: None, staff_client: Client) -> None:
    above = Person.objects.create_superuser("above@loti.example", name="Above")
    password_page = reverse("admin:auth_user_password_change", args=[above.pk])
    assert staff_client.get(password_page).status_code == 403
    answer = staff_client.post(address(Person, "change", above.pk), {"name": "Below"})
    assert answer.status_code == 403


def test_staff_cannot_set_an_officers_password(rows: None, staff_client: Client, client: Client) -> None:
    officer = Person.objects.create_user("officer@hackney.example", "the officer's own words")
    page = reverse("admin:auth_user_password_change", args=[officer.pk])
    form = {"usable_password": "true", "password1": "taken over by staff", "password2": "taken over by staff"}
    assert staff_client.get(page).status_code == 403
    assert staff_client.post(page, form).status_code == 403
    officer.refresh_from_db()
    assert officer.check_password("the officer's own words")
    client.force_login(give_second_factor(Person.objects.create_superuser("root@loti.example")))
    assert client.post(page, form).status_code == 302
    officer.refresh_from_db()
    assert officer.check_password("taken over by staff")


@pytest.mark.django_db
def test_passwords_of_the_admin_cannot_be_guessed_without_end(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    cache.clear()
    guess = {"username": "root@loti.example", "password": "guess"}
    answers = [client.post(reverse("admin:login"), guess).status_code for _ in range(4)]
    cache.clear()
    assert answers == [302, 302, 302, 429]


OWN = [Follow, Notification, Preference]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_staff_do_not_see_whose_a_record_of_ones_own_is(
    model: type[models.Model], rows: None, staff_client: Client
) -> None:
    person = Person.objects.get(email="officer1@borough1.example")
    first = model._default_manager.get(person=person)
    for page in (address(model, "changelist"), address(model, "change", first.pk)):
        answer = staff_client.get(page)
        assert answer.status_code == 200
        assert person.email not in answer.content.decode()
    narrowed = staff_client.get(address(model, "changelist"), {"person__exact": person.pk})
    assert narrowed.status_code == 400


def test_staff_do_not_read_mail(rows: None, staff_client: Client) -> None:
    Mail.objects.update(text="between two", html="<p>between two</p>")
    page = staff_client.get(address(Mail, "change", Mail.objects.earliest("pk").pk)).content.decode()
    assert "officer1@borough1.example" in page
    assert "between two" not in page


def test_staff_send_again_what_was_not_delivered(rows: None, staff_client: Client) -> None:
    failed, sent, *_ = Mail.objects.order_by("pk")
    Mail.objects.filter(pk=failed.pk).update(state=Mail.State.FAILED, attempts=12, error="550 no")
    Mail.objects.filter(pk=sent.pk).update(state=Mail.State.SENT)
    form = {"action": "send_chosen_again", "_selected_action": [failed.pk, sent.pk]}
    page = staff_client.post(address(Mail, "changelist"), form, follow=True).content.decode()
    assert "1 will be sent again" in page
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (Mail.State.WAITING, 0, "")
    assert sent.state == Mail.State.SENT


def test_an_account_is_deleted_in_the_one_way_there_is(rows: None, root_client: Client) -> None:
    officer = Person.objects.get(email="officer1@borough1.example")
    page = root_client.get(address(Person, "delete", officer.pk))
    assert "messages received" in page.content.decode()
    assert root_client.post(address(Person, "delete", officer.pk), {"post": "yes"}).status_code == 302
    assert not Person.objects.filter(pk=officer.pk).exists()
    assert Mail.objects.filter(kind="account_deleted", address=officer.email).exists()
    root = Person.objects.get(email="root@loti.example")
    assert root_client.post(address(Person, "delete", root.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in root_client.get(address(Person, "changelist")).content.decode()


def test_staff_delete_nobody(rows: None, staff_client: Client) -> None:
    officer = Person.objects.get(email="officer1@borough1.example")
    assert staff_client.post(address(Person, "delete", officer.pk), {"post": "yes"}).status_code == 403
