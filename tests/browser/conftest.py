"""A populated hub, and browsers signed in to it."""

import copy
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from boroughs.models import Borough, Event, Person
from boroughs.notifications.links import sign
from contracts.actions import ask_whether_true, refresh_landscape
from contracts.actions.joining import join_contracts
from contracts.actions.removals import take_off
from contracts.actions.uploads import apply_upload
from contracts.mailboxes import PURPOSE
from contracts.models import Contract, ContractLink, PaymentPayee, Replacement, SavedView
from contracts.still_true import STILL_TRUE, answer_address
from pipeline.alerts.links import confirm_token, manage_token, stop_token
from pipeline.engaging.letters import CANCEL, CONFIRM
from pipeline.models import Flag, FlagBorough
from pipeline.pitching import ask, decline
from pipeline.procuring import enter_stage
from suppliers.actions import say_different, settle_conflict
from suppliers.actions.claims import add_domain, claim_supplier
from suppliers.actions.profiles import ProfileFacts, save_profile
from suppliers.models import (
    KnownProduct,
    ProductName,
    ProductOwner,
    SupplierClaim,
    SupplierIdentifier,
    SupplierName,
)
from tests.browser.data_access import data_access_of
from tests.browser.guide import toolkit_of
from tests.browser.joint import joint_work
from tests.browser.performing import performing
from tests.browser.reviews import reviews_of
from tests.browser.talk import talk_of
from tests.contracts.spending import JUNE, read_file, take_file
from tests.contracts.uploading import NEXT_REGISTER, REGISTER, begun, uploaded
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    FlagFactory,
    GateFactory,
    MeetingFactory,
    OfficerFactory,
    PairFactory,
    PeerMessageFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ProfileFactory,
    SavedSearchFactory,
    ServiceAreaFactory,
    SuggestionFactory,
    SupplierFactory,
    TenderNoticeFactory,
    UploadFactory,
    contract_pair,
    default_route,
    make_event,
    make_pitch,
    make_questions,
    make_timeline,
    registration,
    speaker,
)
from tests.factories.boroughs import LONDON
from tests.remembered_rows import remembering


@pytest.fixture
def hub(transactional_db: None) -> dict[str, Any]:
    """All boroughs but one with contracts of every kind; the names of rows to open."""
    return copy.copy(_remembered_hub())


def _make_hub() -> dict[str, Any]:
    default_route()
    boroughs = [BoroughFactory(slug=row["slug"]) for row in LONDON]
    suppliers = [SupplierFactory(is_demonstration=number % 2 == 0) for number in range(60)]
    product = _describe(suppliers[0])
    area, today = ServiceAreaFactory(), timezone.localdate()
    for number in range(40):
        ContractFactory(
            title=f"Housing management system, licences, support and maintenance {number}",
            boroughs=[boroughs[number % 3]] if number % 5 else boroughs[:3],
            suppliers=[suppliers[number % 4]] if number % 6 else [],
            service_area=area,
            value=Decimal(1_200_000 + number) if number % 4 else None,
            start_date=today - dt.timedelta(days=900),
            end_date=today + dt.timedelta(days=60 * number - 300) if number % 7 else None,
            options=[24, 24] if number % 3 else [],
            product=product if number % 2 else None,
            is_demonstration=number % 2 == 0,
        )
    flag = FlagFactory(boroughs=boroughs[:2], supplier=suppliers[0])
    officer, peer = OfficerFactory(borough=boroughs[0]), _peer()
    market = _market(boroughs, officer, area)
    return {
        "peer": peer.person_id,
        "thread": PeerMessageFactory(sender=peer.person, recipient=officer).pk,
        "ended_thread": PeerMessageFactory(sender=None, recipient=officer).pk,
        "borough": boroughs[0].slug,
        "empty_borough": boroughs[30].slug,
        "supplier": suppliers[0].slug,
        "product": product.slug,
        **_recorded(boroughs[0], area),
        "view": SavedView.objects.create(person=officer, name="Licences", question={"q": "licences"}).pk,
        "flag": flag.pk,
        **_planned(boroughs[:3], area),
        "gate": _give_gates(boroughs[0]).pk,
        "officer": officer,
        **_terms(boroughs, officer),
        **_payments(boroughs),
        **_uploads(boroughs[0], officer),
        "question": _question_to(officer),
        **_timelines(boroughs, officer, suppliers[0], area),
        **_notices_and_searches(boroughs, area),
        **market,
        **reviews_of(list[Any](boroughs), officer, market["speaker"]),
        **data_access_of(list[Any](boroughs), officer, market["speaker"]),
        **toolkit_of(officer),
        **talk_of(officer, market["speaker"]),
        **_review(suppliers),
        **_landscape(boroughs, area),
        **joint_work(list[Any](boroughs), officer),
        **performing(list[Any](boroughs), officer),
    }


_remembered_hub = remembering(_make_hub, and_what_follows=True)


def _landscape(boroughs: list[Any], area: Any) -> dict[str, str]:
    """Work the landscape out; name a service area that has something, one that has nothing, and a mailbox."""
    address = f"contracts@{boroughs[1].slug}.example"
    type(boroughs[1]).objects.filter(pk=boroughs[1].pk).update(role_mailbox=address)
    refresh_landscape(on=timezone.localdate())
    return {
        "area": area.code.lower(),
        "empty_area": ServiceAreaFactory().code.lower(),
        "mailbox_quiet": reverse("mailbox_quiet", args=[sign(PURPOSE, address)]),
    }


def _notices_and_searches(boroughs: list[Any], area: Any) -> dict[str, Any]:
    """Make tender notices of every kind and saved searches; return what to open."""
    today = timezone.localdate()
    full = TenderNoticeFactory(
        title="Housing management system with hosting, support and data migration",
        description="A system for 31,000 homes.",
        borough_ids=[boroughs[0].pk, boroughs[2].pk],
        buyers=["London Borough of Barking and Dagenham", "Leeds City Council"],
        bids_due=today + dt.timedelta(days=12),
        bids_due_at=timezone.now() + dt.timedelta(days=12),
        enquiries_due=today + dt.timedelta(days=4),
        start_on=today + dt.timedelta(days=150),
        value_from=Decimal(900_000),
        value_to=Decimal(1_400_000),
        sme_suitable=True,
        cpv_codes=["48000000", "72212517"],
        service_area=area,
        contact_email="tenders@borough.example",
        bid_url="https://bids.example/a-rather-long-address/of-a-portal/where-bids-are-made/1234567890",
        amendments=[{"on": today.isoformat(), "said": ["Bids are due on 1 May 2040, not on 1 April 2040."]}],
    )
    TenderNoticeFactory(borough_ids=[boroughs[1].pk], status="cancelled", ended_on=today)
    bare = TenderNoticeFactory(borough_ids=[boroughs[1].pk], bids_due=None, notice_url="", status="planned")
    search = SavedSearchFactory(question={"borough": boroughs[0].slug, "q": "housing"})
    asked = SavedSearchFactory(address=search.address, confirmed_at=None)
    return {
        "tender_notice": full.pk,
        "bare_notice": bare.pk,
        "confirm": confirm_token(asked),
        "stop_search": stop_token(search),
        "manage": manage_token(search.address),
        "manage_none": manage_token("nobody@supplier.example"),
    }


def _market(boroughs: list[Any], officer: Person, area: Any) -> dict[str, Any]:
    """Return somebody who speaks for a supplier, its pitch, claims, an event and questions to the market."""
    supplier = SupplierFactory(name="Kingfisher Digital Ltd", slug="kingfisher-digital")
    person = speaker(supplier, email="speaker@kingfisher.example")
    add_domain(supplier=supplier, domain="kingfisher.example", source="Its notices name it.")
    facts = ProfileFacts(
        sells="Housing software for councils.",
        area_codes=(area.code,),
        website="https://kingfisher.example/a/long/address/of/a/page/about/us",
        contact_email="public.sector@kingfisher.example",
        is_sme=True,
        is_vcse=False,
    )
    save_profile(supplier=supplier, facts=facts, on=timezone.localdate(), by=person)
    waiting = claim_supplier(person=PersonFactory(), supplier=supplier, job="Sales", evidence="Ask them.")
    pitch = make_pitch(supplier, boroughs[:4], service_area=area, by=person)
    case = pitch.cases.get(borough=boroughs[0])
    question = ask(case=case, question="Who uses it?", by=officer)
    decline(case=pitch.cases.get(borough=boroughs[1]), reason="We have one.", by=officer)
    event = make_event(boroughs[0], capacity=1, service_area=area, partners=(boroughs[1], boroughs[2]))
    registration(event)
    asked = make_questions(boroughs[0], service_area=area)
    row = asked.questions.get(position=1)
    row.answers.create(supplier=supplier, text="Six weeks.", is_sensitive=True)
    waits = registration(event, "unconfirmed")
    return {
        "speaker": person,
        "said_supplier": supplier.slug,
        "claim": waiting.pk,
        "held_claim": SupplierClaim.objects.get(person=person).pk,
        "pitch": pitch.pk,
        "pitch_case": case.pk,
        "pitch_question": question.pk,
        "event": event.slug,
        "asked": asked.slug,
        "event_confirm": reverse("event_confirm", args=[sign(CONFIRM, waits.pk)]),
        "event_cancel": reverse("event_cancel", args=[sign(CANCEL, waits.pk)]),
    }


def _payments(boroughs: list[Any]) -> dict[str, Any]:
    """Give two boroughs payments; return a supplier that both paid, two files and an unknown payee."""
    supplier = SupplierFactory(name="Tideline Systems Ltd", slug="tideline-systems")
    ProductFactory(supplier=supplier)
    taken = take_file(boroughs[0], JUNE)
    take_file(boroughs[1], JUNE)
    read = read_file(boroughs[0], JUNE.replace("9200", "9300"))
    payee = PaymentPayee.objects.get(borough=boroughs[0], name="Kestrel Waste plc")
    return {
        "paid_supplier": supplier.slug,
        "spend_file": taken.pk,
        "read_spend_file": read.pk,
        "payee": payee.pk,
    }


def _planned(boroughs: list[Any], area: Any) -> dict[str, Any]:
    """Return the ids of a flag whose boroughs can start together, and of a borough that may join it."""
    end = timezone.localdate() + dt.timedelta(days=700)
    flag = Flag.objects.create(
        kind="renewal_window",
        service_area=area,
        borough_count=2,
        changed=timezone.now(),
        sentence="Two boroughs could replace their housing management systems together.",
    )
    for number, borough in enumerate(boroughs):
        one = ContractFactory(
            title=f"Housing repairs of {borough}",
            boroughs=[borough],
            service_area=area,
            start_date=end - dt.timedelta(days=1800),
            end_date=end - dt.timedelta(days=200 * number),
            options=[12, 12] if number else [],
        )
        if number < 2:
            FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[one.pk], window=one.window)
    return {"planned_flag": flag.pk, "joining": boroughs[2].slug}


def _uploads(borough: Borough, by: Person) -> dict[str, int]:
    """Return the ids of uploads that stand in different places."""
    imported = uploaded(borough, REGISTER, by=by)
    apply_upload(upload=imported, by=by)
    return {
        "upload_imported": imported.pk,
        "upload_checked": uploaded(borough, NEXT_REGISTER, by=by).pk,
        "upload_begun": begun(borough, REGISTER, by=by).pk,
        "upload_at_work": UploadFactory(borough=borough, state="checking", done=400, total=1000).pk,
    }


def _recorded(borough: Any, area: Any) -> dict[str, Any]:
    """Make a contract with all that can hang on one: documents, a chain, suggestions, questions."""
    kwargs = {"boroughs": [borough], "service_area": area}
    contract, like, earlier, gone = (ContractFactory(options=[12], **kwargs) for _ in range(4))
    Contract.objects.filter(pk=contract.pk).update(break_date=dt.date(2026, 3, 31))
    ContractLink.objects.create(
        contract=contract,
        kind="decision",
        label="Cabinet report of 3 March 2022",
        url="https://example.org/cabinet/2022-03-03/report.pdf",
        is_public=True,
    )
    Replacement.objects.create(successor=contract, predecessor=earlier)
    SuggestionFactory(contract=contract)
    return {
        "contract": contract.pk,
        "same_pair": contract_pair(contract, like).pk,
        "taken_off": take_off(
            contract=ContractFactory(title="Parking permits (copy)", **kwargs),
            why="It is a copy of another record.",
            by=OfficerFactory(borough=borough, name="Ines Hart"),
        ).pk,
        "joined": join_contracts(kept=contract, gone=gone, by=None, reason="They have the same notice.").pk,
    }


def _timelines(boroughs: list[Any], officer: Person, supplier: Any, area: Any) -> dict[str, Any]:
    """Return the addresses of a timeline of every kind of step, and of one that is published."""
    today = timezone.localdate()
    for number, borough in enumerate(boroughs[:12]):
        make_timeline(borough=borough, visibility="public", title=f"Case management system {number}")
    moved = make_timeline(
        borough=boroughs[0],
        by=officer,
        on=today,
        start_on=today + dt.timedelta(days=150),
        service_area=area,
        incumbent=supplier,
        responsible=officer,
        notes="Ask finance first.",
        title="Housing repairs scheduling, with mobile working and a portal for tenants and contractors",
    )
    enter_stage(procurement=moved, stage=moved.stages.get(position=1), on=today, by=officer)
    done = moved.milestones.create(name="Market day", planned_on=today, first_on=today, done_on=today)
    published = make_timeline(
        borough=boroughs[0],
        by=officer,
        visibility="public",
        description="A system in which repairs are planned.\nIt is hosted by the supplier.",
        lots="Scheduling\nMobile working",
        sme_suitable=True,
        rung="specification",
        open_to="The data standard.",
        incumbent=supplier,
        service_area=area,
        is_demonstration=True,
        notice_url="https://www.find-tender.service.gov.uk/",
    )
    return {
        "timeline": moved.slug,
        "opportunity": published.slug,
        "milestone": done.pk,
        "risk": moved.risks.create(text="Nobody bids.", response="A market day.").pk,
    }


def _terms(boroughs: list[Any], by: Person) -> dict[str, int]:
    """Return the ids of a term of many boroughs that waits to be decided, and of one that was dismissed."""
    waiting = ProductTermFactory(borough_ids=[one.pk for one in boroughs])
    dismissed = ProductTermFactory(status="dismissed", decided_by=by, decided_at=timezone.now())
    return {"term": waiting.pk, "dismissed_term": dismissed.pk}


def _peer() -> Any:
    """Somebody in the directory with all that a profile can have."""
    profile = ProfileFactory(shows_address=True, person__name="Bea Lindqvist")
    profile.service_areas.add(ServiceAreaFactory())
    KnownProduct.objects.create(person=profile.person, product=ProductFactory())
    return profile


def _question_to(officer: Person) -> str:
    """Ask officers whether records are still true; return the address at which this one answers."""
    ask_whether_true(on=timezone.localdate())
    return answer_address(Event.objects.get(kind=STILL_TRUE, data__person=officer.pk))


def _give_gates(borough: Any) -> Any:
    """Give a borough gates of every kind, with meetings; the last one is returned."""
    GateFactory(borough=borough, body="Procurement board", lead_days=14, value_from=Decimal(100_000))
    GateFactory(borough=borough, body="Finance board", valid_to=dt.date(2026, 1, 1))
    for day in range(1, 13):
        MeetingFactory(borough=borough, on=dt.date(2039, 12, 7) + dt.timedelta(days=7 * day))
    return GateFactory(
        borough=borough, key_decision=True, position=2, source_url="https://example.org/constitution"
    )


def _review(suppliers: list[Any]) -> dict[str, Any]:
    """Fill the review of suppliers, and name LOTI staff, pairs and a contradiction."""
    staff = PersonFactory(is_staff=True)
    for number in range(5, 45):
        PairFactory(left=suppliers[number], right=suppliers[number + 2], score=number / 100)
    other = SupplierFactory(
        name="Brightwater Software Limited, trading as Brightwater Housing Systems", is_demonstration=True
    )
    SupplierIdentifier.objects.create(supplier=other, scheme="GB-COH", value="04161207", source="test")
    settled = ConflictFactory()
    settle_conflict(conflict=settled, by=staff, note="A slip of the pen in the notice.")
    decided = say_different(pair=PairFactory(), by=staff)
    return {
        "staff": staff,
        "pair": PairFactory(left=suppliers[0], right=other, score=0.93).pk,
        "decided_pair": decided.pk,
        "conflict": ConflictFactory(supplier=other, other=suppliers[0]).pk,
    }


def _describe(supplier: Any) -> Any:
    """Give a supplier numbers, another name and a product with a former name and owners; return that."""
    SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value="01234567", source="test")
    SupplierIdentifier.objects.create(
        supplier=supplier, scheme="GB-PPON", value="PABC-1234-DEFG", source="test"
    )
    SupplierName.objects.create(
        supplier=supplier,
        name="Brightwater Trading",
        normalised="brightwater trading",
        source="test",
        reason="A test.",
        kind=SupplierName.Kind.TRADING,
    )
    product = ProductFactory(supplier=supplier, is_demonstration=True, service_area=ServiceAreaFactory())
    ProductName.objects.create(product=product, name="Fendesk", kind="former", valid_to=dt.date(2020, 2, 1))
    ProductOwner.objects.create(product=product, owner_name="Fenbrook", valid_to=dt.date(2019, 7, 1))
    ProductOwner.objects.create(
        product=product,
        owner_name=supplier.name,
        supplier=supplier,
        is_present=True,
        source_url="https://example.org/",
    )
    return product


@pytest.fixture
def opened_as(new_context: Callable[..., Any], live_server: Any) -> Callable[..., Page]:
    """Open a browser page of some width, signed in as somebody: ``opened_as(officer, width=375)``."""

    def open_page(person: Person | None, *, width: int = 1280, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, **options)
        if person:
            client = Client()
            client.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page: Page = context.new_page()
        return page

    return open_page
