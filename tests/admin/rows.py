"""A row of every kind that the admin shows, for the tests that open every page of it."""

import datetime as dt
from decimal import Decimal

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)
from psycopg2.extras import DateRange

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
from data_access.actions import reply as answer_fact
from pilots.models import Synonym
from pilots.moderating import complain as complain_of_pilot
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
from tests.factories import (
    ConflictFactory,
    ContractFactory,
    OfficerFactory,
    PairFactory,
    PaymentFileFactory,
    PaymentPayeeFactory,
    PersonFactory,
    ProductFactory,
    SavedSearchFactory,
    SupplierFactory,
    TenderNoticeFactory,
    UploadFactory,
    draft_of,
    give_second_factor,
    make_collaboration,
    make_document,
    make_fact,
    make_performance,
    make_pilot,
    make_pilot_import,
    make_review,
    make_timeline,
    market_about,
    pilot_facet,
    planned_route,
    speaker,
)
from tests.factories.community import talked
from tests.factories.toolkit import (
    make_adoption,
    make_consultation,
    make_page,
    make_picture,
    make_problem,
)
from toolkit.actions import give_feedback
from toolkit.consulting import comment
from toolkit.models import BrokenLink

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
    make_performance(contract, person)
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
    seller = SupplierFactory()
    fact = make_fact(by=OfficerFactory(borough=borough), product=ProductFactory(supplier=seller))
    answer_fact(fact=fact, supplier=seller, text="There is one since May.", by=speaker(seller))
    _try_out(borough, person)
    talked(person)
    Follow.objects.filter(content_type__app_label="community").delete()  # one of each kind is enough
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
    make_picture(f"picture-{page.pk}", added_by=person)
    give_feedback(page=page, useful=True, text="Good.", by=person)
    comment(consultation=make_consultation(page=page), text="Good.", by=person)
    BrokenLink.objects.create(page=page, address="/nowhere/", why="There is no such page on the hub.")
    make_adoption(ContractFactory(boroughs=[borough]), OfficerFactory(borough=borough))


def _try_out(borough: Borough, person: Person) -> None:
    """Publish a pilot of assistive technology that came in a file, and a synonym."""
    facet = pilot_facet()
    made = make_pilot(borough=borough, by=person, is_assistive=True, facets=[facet])
    complain_of_pilot(pilot=made, kind="personal", text="It names a resident.", by=person)
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
