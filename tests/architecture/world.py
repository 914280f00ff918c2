"""A populated hub for the rights matrix: two boroughs with one thing of every kind each, and everybody."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from boroughs.models import Borough, Event, Frequency, Invitation, JoinRequest, Notification, Person
from community.actions import give_file, report_post
from community.actions.issues import send_issue
from contracts.actions.joining import join_contracts
from contracts.actions.removals import take_off
from contracts.models import Contract
from pilots.moderating import complain as complain_of_pilot
from pipeline.collaborating import propose_rung
from pipeline.models import Flag, FlagMute, Interest, Rung
from reviews.actions import complain
from suppliers.models import SupplierClaim, SupplierDomain
from tests.architecture.matrix import OFFICERS, Persona
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    FlagFactory,
    GateFactory,
    OfficerFactory,
    PairFactory,
    PaymentFileFactory,
    PaymentPayeeFactory,
    PeerMessageFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ProfileFactory,
    SavedSearchFactory,
    ServiceAreaFactory,
    SupplierFactory,
    TenderNoticeFactory,
    UploadFactory,
    contract_pair,
    default_route,
    draft_of,
    make_collaboration,
    make_document,
    make_event,
    make_fact,
    make_performance,
    make_pilot,
    make_pilot_import,
    make_pitch,
    make_questions,
    make_review,
    make_timeline,
    registration,
    sent_in,
    speak_for,
)
from tests.factories.community import make_discussion, make_group, make_issue, make_meeting
from tests.factories.documents import uploaded
from tests.factories.timelines import START
from tests.factories.toolkit import make_adoption, make_consultation, make_page, make_picture

BOROUGH_ROLES = {
    Persona.CONTRACT_MANAGER: ["contract_manager"],
    Persona.PUBLISHER: ["publisher"],
    Persona.BOROUGH_ADMINISTRATOR: ["administrator"],
}


@dataclass(frozen=True)
class World:
    """The two boroughs' things, and for each persona who is signed in (the key of a session)."""

    own: SimpleNamespace
    other: SimpleNamespace
    sessions: dict[Persona, str]

    def client(self, persona: Persona) -> Client:
        """Return a browser of one's own, signed in as a persona."""
        client = Client()
        if key := self.sessions[persona]:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client


def populate() -> World:
    """Fill the database. The officers among the personas are of the borough that is called *own*."""
    default_route()
    ServiceAreaFactory()
    own, other = (_things_of(BoroughFactory(slug=slug)) for slug in ("hackney", "camden"))
    sessions = {persona: _sign_in(one_of(persona, own.borough)) for persona in Persona}
    for person in Person.objects.filter(is_suppliers_person=True):
        speak_for(person, own.supplier)
    return World(own, other, sessions)


def one_of(persona: Persona, borough: Borough) -> Person | None:
    """Make somebody; ``None`` is somebody who is not signed in."""
    if persona is Persona.ANYONE:
        return None
    if persona in OFFICERS:
        officer: Person = OfficerFactory(borough=borough, borough_roles=BOROUGH_ROLES.get(persona, []))
        return officer
    person: Person = PersonFactory(
        is_suppliers_person=persona is Persona.SUPPLIERS_PERSON,
        is_facilitator=persona is Persona.LOTI_FACILITATOR,
        is_staff=persona is Persona.LOTI_STAFF,
    )
    if persona is Persona.NEWCOMER:
        JoinRequest.objects.create(person=person, wish="suppliers_person", organisation="Brightwater")
    return person


def _things_of(borough: Borough) -> SimpleNamespace:
    """Give a borough one thing of every kind that an address may name. Add yours here."""
    things: dict[str, Any] = {"borough": borough, "supplier": SupplierFactory()}
    things["product"] = ProductFactory(supplier=things["supplier"])
    things["contract"] = ContractFactory(boroughs=[borough], suppliers=[things["supplier"]])
    things["upload"] = UploadFactory(borough=borough)
    things["imported"] = UploadFactory(borough=borough, state="applied")
    things["pair"] = PairFactory()
    held = [ContractFactory(boroughs=[borough]) for _ in range(3)]
    things["same"] = contract_pair(things["contract"], held[0])
    things["joining"] = join_contracts(kept=held[1], gone=held[2], by=None, reason="A test.")
    things["removal"] = take_off(
        contract=ContractFactory(boroughs=[borough]), why="A test.", by=OfficerFactory(borough=borough)
    )
    things["conflict"] = ConflictFactory()
    things["flag"] = FlagFactory(boroughs=[borough, BoroughFactory(slug="islington")])
    things["mute"] = FlagMute.objects.create(borough=borough, supplier=things["supplier"])
    things["colleague"] = OfficerFactory(borough=borough)
    things |= _collaboration(borough, things["flag"], things["colleague"])
    things["document"] = make_document(borough=borough)
    things["pilot"] = make_pilot(borough=borough, by=things["colleague"], may_ask=True)
    things["pilot_complaint"] = complain_of_pilot(
        pilot=things["pilot"], kind="personal", text="It names me.", by=things["colleague"]
    )
    things["pilot_import"] = make_pilot_import(borough=borough, by=things["colleague"])
    things["review"] = make_review(by=things["colleague"], supplier=things["supplier"])
    things["waiting"] = sent_in(by=things["colleague"], supplier=things["supplier"]).review
    things["complaint"] = complain(
        review=things["review"], about="review", kind="personal", text="It names me.", by=things["colleague"]
    )
    things["performance"] = make_performance(things["contract"], things["colleague"])
    things["fact"] = make_fact(by=things["colleague"], product=things["product"])
    things["picture"] = make_picture(f"stages-of-{borough.slug}")
    things["page"] = make_page(text=f"## What\n\n![](picture:{things['picture'].slug})")
    things["consultation"] = make_consultation()
    things["adoption"] = make_adoption(things["contract"], things["colleague"])
    things["area"] = ServiceAreaFactory()
    things["group"] = make_group(things["colleague"])
    things["meeting"] = make_meeting(things["group"], things["colleague"])
    things["group_file"] = give_file(
        group=things["group"], title="Notes", file=uploaded(b"One, two", "notes.txt"), by=things["colleague"]
    )
    things["discussion"] = make_discussion(
        by=things["colleague"], group=things["group"], subject=things["contract"]
    )
    things["post"] = things["discussion"].posts.get()
    things["issue"] = make_issue(
        by=things["colleague"], supplier=things["supplier"], confirmed_by=[OfficerFactory()]
    )
    send_issue(
        issue=things["issue"],
        answer_by=timezone.localdate() + dt.timedelta(days=14),
        by=things["colleague"],
    )
    things["report"] = report_post(post=things["post"], kind="wrong", text="", by=OfficerFactory())
    things["gate"] = GateFactory(borough=borough)
    things["peer"] = ProfileFactory(person__borough=borough).person
    things["letter"] = PeerMessageFactory(sender=things["colleague"], recipient=things["peer"])
    things["stop"] = {"person": things["colleague"].pk, "what": "daily"}
    things["undo"] = {"person": things["colleague"].pk, "before": {}}
    things["question"] = _question(things["colleague"], things["contract"])
    things["payment_file"] = PaymentFileFactory(borough=borough)
    things["payee"] = PaymentPayeeFactory(borough=borough)
    things["opportunity"] = make_timeline(borough=borough, visibility="public", by=things["colleague"])
    things["timeline"] = make_timeline(borough=borough, contract=things["contract"])
    things["notice"] = TenderNoticeFactory(borough_ids=[borough.pk])
    things["search"] = SavedSearchFactory(address=f"bidder@{borough.slug}.example")
    things["milestone"] = things["timeline"].milestones.create(
        name="Market day", planned_on=START, first_on=START
    )
    things["risk"] = things["timeline"].risks.create(text="Nobody bids.")
    things |= _market_of(borough, things)
    event = Event.objects.create(kind="mail_trouble", key=f"event of {borough.slug}")
    things["notification"] = Notification.objects.create(
        event=event, person=things["colleague"], because="A test.", frequency=Frequency.HUB_ONLY
    )
    things["term"] = ProductTermFactory(borough_ids=[borough.pk])
    things["join_request"] = JoinRequest.objects.create(person=PersonFactory(), wish="facilitator")
    things["invitation"] = Invitation.objects.create(
        borough=borough,
        email=f"invited@{borough.slug}.example",
        expires_at=timezone.now() + dt.timedelta(days=1),
    )
    return SimpleNamespace(**things)


def _market_of(borough: Borough, things: dict[str, Any]) -> dict[str, Any]:
    """Give a borough a pitch, interest and market engagement of its supplier."""
    supplier = things["supplier"]
    pitch = make_pitch(supplier, [borough])
    case = pitch.cases.get()
    event = make_event(borough)
    return {
        # Of somebody who is none of the personas, so that the supplier's person of them is the only one.
        "claim": SupplierClaim.objects.create(
            person=PersonFactory(),
            supplier=supplier,
            state="accepted",
            proof="domain",
            job="Sales",
            decided_at=timezone.now(),
        ),
        "domain": SupplierDomain.objects.create(
            supplier=supplier, domain=f"{supplier.slug}.example", source="test"
        ),
        "pitch": pitch,
        "pitch_case": case,
        "pitch_question": case.questions.create(question="Who uses it?"),
        "interest": Interest.objects.create(procurement=things["opportunity"], supplier=supplier),
        "event": event,
        "registration": registration(event),
        "asked": make_questions(borough),
        "draft": make_questions(borough, published=False),
    }


def _collaboration(borough: Borough, flag: Flag, officer: Person) -> dict[str, Any]:
    """Open a collaboration from a flag, with a row of every kind that an address may name."""
    found = make_collaboration(lead=borough, flag=flag)
    return {
        "collaboration": found,
        "member": found.members.get(borough=borough),
        "proposal": propose_rung(collaboration=found, rung=Rung.COMPARING, by=officer),
        "requirement": found.requirements.create(text="It exports all data."),
        "task": found.tasks.create(text="Ask legal.", borough=borough),
        "agreement": draft_of(found, officer),
    }


def _question(person: Person, contract: Contract) -> dict[str, int]:
    """Ask somebody about a contract, and return what the link to answer by says."""
    data = {
        "person": person.pk,
        "borough": person.borough_id,
        "contracts": [{"id": contract.pk, "title": contract.title, "facts": "not known"}],
    }
    event = Event.objects.create(kind="still_true", key=f"still_true:{person.pk}:1", data=data)
    return {"event": event.pk, "person": person.pk}


def _sign_in(person: Person | None) -> str:
    if person is None:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
