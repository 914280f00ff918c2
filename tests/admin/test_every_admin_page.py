"""LOTI staff can open every page of the admin, at a bounded cost, and change what is theirs to change."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)
from psycopg2.extras import DateRange
from pytest_django import DjangoAssertNumQueries

from boroughs.models import (
    Borough,
    BoroughDomain,
    BoroughIdentifier,
    BuyerName,
    CpvCode,
    Event,
    Follow,
    Frequency,
    Gate,
    Invitation,
    JoinRequest,
    Mail,
    Meeting,
    Notification,
    Person,
    Preference,
    ProcurementRoute,
    Profile,
    RouteStage,
    ServiceArea,
    Threshold,
)
from contracts.actions.removals import take_off
from contracts.models import (
    Contract,
    ContractKey,
    ContractLink,
    ContractPair,
    ExtensionOption,
    Feed,
    FreshnessDay,
    Import,
    Joining,
    LandscapeSheet,
    MailboxQuestion,
    Nudge,
    PaymentSource,
    PrivatePayee,
    QuietMailbox,
    RegisterForm,
    Replacement,
    SourceRecord,
    Suggestion,
)
from pilots.models import Synonym
from pipeline.collaborating import propose_rung
from pipeline.models import (
    Flag,
    FlagAnswer,
    FlagBorough,
    FlagMute,
    FlagRun,
    InterestShown,
    NoticePeriod,
    Outcome,
    PublishingRule,
    Risk,
    Rung,
    Signatory,
)
from reviews.actions import complain, reply
from suppliers.models import (
    KnownProduct,
    Merge,
    MergeMove,
    Ownership,
    Product,
    ProductName,
    ProductOwner,
    ProductTerm,
    Supplier,
    SupplierDomain,
    SupplierIdentifier,
    SupplierName,
)
from tests.conftest import FIRST_BOROUGH
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PaymentFileFactory,
    PaymentPayeeFactory,
    PersonFactory,
    SavedSearchFactory,
    SupplierFactory,
    TenderNoticeFactory,
    UploadFactory,
    draft_of,
    give_second_factor,
    make_collaboration,
    make_document,
    make_pilot,
    make_pilot_import,
    make_review,
    make_timeline,
    market_about,
    pilot_facet,
    planned_route,
    speaker,
)
from tests.factories.toolkit import make_adoption, make_page, make_problem
from toolkit.actions import give_feedback

pytestmark = pytest.mark.django_db

OUR_APPS = ["boroughs", "suppliers", "contracts", "documents", "pilots", "reviews", "toolkit", "pipeline"]
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
DAY = dt.date(2027, 3, 31)


def add_row(number: int) -> None:
    """Add a row of every kind that the admin shows."""
    borough = Borough.objects.create(
        gss=f"E090000{number:02}",
        register_code=f"B{number:02}",
        name=f"Borough {number}",
        official_name=f"London Borough of Borough {number}",
        short_name=f"B{number}",
        slug=f"borough-{number}",
        homepage="https://example.org",
        tile_row=number,
        tile_column=0,
    )
    BoroughDomain.objects.create(borough=borough, domain=f"borough{number}.example")
    BoroughIdentifier.objects.create(borough=borough, scheme="GB-LAE", value=f"B{number}")
    BuyerName.objects.create(
        name=f"Buyer {number}", normalised=f"buyer {number}", kind="council", borough_codes=[borough.gss]
    )
    parent = ServiceArea.objects.create(code=f"P{number}", name=f"Group {number}", technology="yes")
    area = ServiceArea.objects.create(
        code=f"A{number}", name=f"Area {number}", technology="yes", parent=parent
    )
    cpv = CpvCode.objects.create(code=f"480000{number:02}", description="Software")
    CpvCode.objects.create(code=f"481000{number:02}", description="Narrower", parent=cpv)
    route = ProcurementRoute.objects.create(code=f"route-{number}", name=f"Route {number}")
    RouteStage.objects.create(
        route=route, stage="mobilisation", position=1, days=60, valid_from=DAY, source="test"
    )
    Gate.objects.create(
        borough=borough,
        body=f"Board {number}",
        before_stage="mobilisation",
        lead_days=10,
        valid_from=DAY,
        source="test",
    )
    Meeting.objects.create(borough=borough, body=f"Board {number}", on=DAY)
    Threshold.objects.create(
        code="works", name="Works", amount=number, valid_from=DAY + dt.timedelta(days=number), source="test"
    )
    person = Person.objects.create_user(f"officer{number}@borough{number}.example", borough=borough)
    JoinRequest.objects.create(person=person, wish="facilitator", decided_by=None)
    Invitation.objects.create(
        borough=borough, email=f"invited{number}@agency.example", invited_by=person, expires_at=timezone.now()
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Follow.objects.create(person=person, content_type=ContentType.objects.get_for_model(area), object_id=1)
    Preference.objects.create(person=person, kind="mail_trouble", frequency=Frequency.OFF)
    mail = Mail.objects.create(person=person, address=person.email, kind="bell", subject="News", text="News.")
    event = Event.objects.create(kind="bell", key=f"bell:{number}")
    Notification.objects.create(
        event=event, person=person, because="A test.", frequency=Frequency.AT_ONCE, mail=mail
    )
    give_second_factor(person)
    SocialAccount.objects.create(user=person, provider="hackney", uid=str(number))
    profile = Profile.objects.create(person=person, in_directory=True)
    profile.service_areas.add(area)
    supplier = Supplier.objects.create(name=f"Supplier {number}", slug=f"supplier-{number}")
    SupplierName.objects.create(
        supplier=supplier, name=supplier.name, normalised=supplier.name.lower(), source="test", reason="test"
    )
    SupplierIdentifier.objects.create(
        supplier=supplier, scheme="GB-COH", value=f"0000000{number}", source="test"
    )
    product = Product.objects.create(
        name=f"Product {number}", slug=f"product-{number}", supplier=supplier, service_area=area
    )
    KnownProduct.objects.create(person=person, product=product)
    _review_supplier(supplier, person)
    ProductName.objects.create(product=product, name=product.name)
    ProductOwner.objects.create(product=product, owner_name=supplier.name, supplier=supplier, is_present=True)
    ProductTerm.objects.create(term=f"Term{number}", normalised=f"term{number}", contracts=number)
    contract = Contract.objects.create(
        title=f"Contract {number} for gazebos",
        source="notice",
        service_area=area,
        product=product,
        route=route,
        end_date=DAY,
        maximum_end_date=DAY,
        window=DateRange(DAY, DAY, "[]"),
        value=Decimal(10**number),
        provenance={"end_date": {"source": "notice"}},
    )
    contract.borough_links.create(borough=borough)
    contract.supplier_links.create(supplier=supplier, name_as_written=supplier.name, reason="test")
    ExtensionOption.objects.create(contract=contract, number=1, months=24)
    ContractKey.objects.create(contract=contract, scheme="ocds", value=f"ocds-{number}|1")
    Feed.objects.create(source=f"service_{number}", read_to=timezone.now(), last_failure="It answered 500.")
    FreshnessDay.objects.create(borough=borough, day=DAY, contracts=1, fresh=1, stale=0)
    LandscapeSheet.objects.create(area=area, is_demonstration=False, day=DAY, figures={"contracts": number})
    Nudge.objects.create(borough=borough, by=person, on=DAY, stale=number)
    MailboxQuestion.objects.create(borough=borough, address="a@b.example", on=DAY, contract_ids=[number])
    QuietMailbox.objects.create(address=f"quiet{number}@b.example")
    run = Import.objects.create(kind="notices", label=f"file {number}", borough=borough, by=person)
    record = SourceRecord.objects.create(
        run=run, place="line 1", key=f"key-{number}", digest="0" * 64, raw={"a": [1]}, outcome="created"
    )
    record.contracts.add(contract)
    _pay(borough, supplier, person)
    UploadFactory(borough=borough, by=person)
    RegisterForm.objects.create(borough=borough, signature=f"{number}", fields=["title", ""])
    _record_contract(contract, person, number)
    flag = Flag.objects.create(
        kind="renewal_window",
        service_area=area,
        sentence=f"Sentence {number}",
        borough_count=2,
        changed=timezone.now(),
    )
    FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[contract.pk])
    FlagRun.objects.create(started=timezone.now(), counts={"flags": number})
    timeline = make_timeline(borough=borough, contract=contract, route=planned_route())
    market_about(PersonFactory(), borough)
    InterestShown.objects.create(procurement=timeline)
    SupplierDomain.objects.create(
        supplier=Supplier.objects.latest("pk"), domain=f"supplier{number}.example", source="test"
    )
    timeline.milestones.create(name="Market day", planned_on=DAY, first_on=DAY)
    Risk.objects.create(procurement=timeline, text="Nobody bids.")
    PublishingRule.objects.create(borough=borough, any_officer=True)
    TenderNoticeFactory(borough_ids=[borough.pk])
    SavedSearchFactory()
    NoticePeriod.objects.create(
        code=f"standstill-{number}",
        name="Standstill",
        length=8,
        unit="working_days",
        valid_from=dt.date(2025, 2, 24),
        source="A section",
        source_url="https://law.example/51",
        checked_on=dt.date(2026, 11, 26),
    )
    _work_together(borough, flag, person)
    take_off(contract=ContractFactory(boroughs=[borough]), why="A copy.", by=person)
    interval = IntervalSchedule.objects.create(every=number, period="days")
    PeriodicTask.objects.create(name=f"Task {number}", task="pipeline.flag_boroughs", interval=interval)
    CrontabSchedule.objects.create(minute=str(number))
    ClockedSchedule.objects.create(clocked_time=timezone.now())
    SolarSchedule.objects.create(event="dawn_civil", latitude=number, longitude=0)


def _work_together(borough: Borough, flag: Flag, person: Person) -> None:
    """Give a borough an answer, a mute and a collaboration with an outcome."""
    FlagAnswer.objects.create(
        flag=flag, borough=borough, answer="interested", boroughs=[borough.pk], answered_at=timezone.now()
    )
    FlagMute.objects.create(borough=borough, service_area=flag.service_area, supplier=flag.supplier)
    make_document(borough=borough)
    _review_vendor(borough)
    _use_toolkit(borough, person)
    _try_out(borough, person)
    joint = make_collaboration(lead=borough)
    paper = draft_of(joint, OfficerFactory(borough=borough))
    Signatory.objects.create(
        agreement=paper, borough=borough, name="Lee", role="Director", signed_on=timezone.localdate()
    )
    propose_rung(collaboration=joint, rung=Rung.COMPARING, by=OfficerFactory(borough=borough))
    Outcome.objects.create(collaboration=joint, summary="We learned.", recorded_at=timezone.now())


def _use_toolkit(borough: Borough, person: Person) -> None:
    """Make a page with a problem and feedback, and a clause that a contract has."""
    page = make_page()
    make_problem(page)
    give_feedback(page=page, useful=True, text="Good.", by=person)
    make_adoption(ContractFactory(boroughs=[borough]), OfficerFactory(borough=borough))


def _try_out(borough: Borough, person: Person) -> None:
    """Publish a pilot of assistive technology that came in a file, and a synonym."""
    facet = pilot_facet()
    made = make_pilot(borough=borough, by=person, is_assistive=True, facets=[facet])
    source = make_pilot_import(borough=borough, by=person)
    source.rows.update(pilot=made)
    Synonym.objects.create(words=f"falls, tumbles {made.pk}")


def _review_vendor(borough: Borough) -> None:
    """Publish a review of a supplier that replies, with a complaint; three of it make a figure."""
    supplier = SupplierFactory()
    for _ in range(2):
        make_review(supplier=supplier)
    found = make_review(borough=borough, supplier=supplier)
    by = speaker(supplier)
    reply(review=found, text="We mend it.", by=by)
    complain(review=found, about="review", kind="personal", text="No.", by=by, supplier=supplier)


def _pay(borough: Borough, supplier: Supplier, person: Person) -> None:
    """Add what there is of payments: an address, a file, a month, a payee, a sum, a problem, a person."""
    source = PaymentSource.objects.create(borough=borough, address="https://example.org/spend.csv")
    file = PaymentFileFactory(borough=borough, source=source, by=person)
    payee = PaymentPayeeFactory(borough=borough, supplier=supplier)
    period = file.periods.create(borough=borough, series="spend", month=dt.date(2026, 6, 1), counts=True)
    period.sums.create(payee=payee, month=period.month, amount=Decimal(100), lines=1)
    file.problems.create(place="row 3", reason="It has no amount that can be read.")
    PrivatePayee.objects.create(borough=borough, digest="0" * 64, by=person)


def _record_contract(contract: Contract, person: Person, number: int) -> None:
    """Add what hangs on a contract: a document, what it replaced, a suggestion, records that may be it."""
    other = Contract.objects.create(title=f"Another {number}", source="officer")
    ContractLink.objects.create(
        contract=contract, kind="decision", label="Report", url="https://a.example/1", added_by=person
    )
    Replacement.objects.create(successor=contract, predecessor=other, said_by=person)
    answer = {"decided_at": timezone.now(), "decided_by": person, "decision": "different"}
    ContractPair.objects.create(left=contract, right=other, score=0.6, reason="The same title.", **answer)
    Joining.objects.create(
        kept=contract, gone=10_000 + number, title="Gone", gone_row={}, reason="A test.", by=person
    )
    Suggestion.objects.create(
        contract=contract, field="title", held="A", offered="B", source="notice", said_on=DAY
    )


def _review_supplier(supplier: Supplier, person: Person) -> None:
    """Add what the review of suppliers keeps: a pair, a merge, a contradiction, an owner."""
    other = SupplierFactory()
    PairFactory(
        left=supplier, right=other, decision="different", decided_at=timezone.now(), decided_by=person
    )
    ConflictFactory(supplier=supplier, other=other, settled_at=timezone.now(), settled_by=person)
    Ownership.objects.create(supplier=supplier, owner=other, kind="owned", source_url="https://example.org")
    merge = Merge.objects.create(kept=supplier, gone=SupplierFactory(), reason="A test.", by=person)
    MergeMove.objects.create(merge=merge, model="suppliers.SupplierName", row=1)


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
