"""Suppliers' people, pitches and market engagement for tests, made as people make them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from pipeline.engaging import EngagementFacts, create_engagement
from pipeline.engaging.keeping import make_public
from pipeline.models import Engagement, EventRegistration, Interest, Pitch
from pipeline.pitching import PitchFacts, send_pitch
from suppliers.models import Supplier, SupplierClaim, SupplierProfile
from tests.factories.boroughs import BoroughFactory, PersonFactory, ServiceAreaFactory
from tests.factories.suppliers import SupplierFactory
from tests.factories.timelines import make_timeline


def speaker(supplier: Supplier | None = None, **fields: Any) -> Person:
    """Make somebody who speaks for a supplier: ``speaker(brightwater)``."""
    person: Person = PersonFactory(is_suppliers_person=True, **fields)
    speak_for(person, supplier or SupplierFactory())
    return person


def speak_for(person: Person, supplier: Supplier) -> SupplierClaim:
    """Let a supplier's person speak for a supplier."""
    return SupplierClaim.objects.create(
        person=person,
        supplier=supplier,
        state="accepted",
        proof="staff",
        job="Sales",
        decided_at=timezone.now(),
    )


def make_pitch(
    supplier: Supplier | None = None,
    boroughs: list[Borough] | None = None,
    *,
    by: Person | None = None,
    today: dt.date | None = None,
    is_demonstration: bool = False,
    **facts: Any,
) -> Pitch:
    """Send a pitch: ``make_pitch(brightwater, [camden])``."""
    given: dict[str, Any] = {
        "title": "Damp sensors for council homes",
        "what": "Sensors that tell of damp before tenants do.",
        "evidence": "Two associations have cut visits by a third since 2024.",
        "price_model": "subscription",
        "price": "£12 a home and year",
        **facts,
    }
    given.setdefault("service_area", None)
    given["service_area"] = given["service_area"] or ServiceAreaFactory()
    return send_pitch(
        supplier=supplier or SupplierFactory(),
        facts=PitchFacts(**given),
        boroughs=boroughs or [BoroughFactory()],
        today=today or timezone.localdate(),
        by=by,
        is_demonstration=is_demonstration,
    )


def make_event(
    borough: Borough | None = None, *, published: bool = True, in_days: int = 20, **facts: Any
) -> Engagement:
    """Make an event of two hours: ``make_event(camden, capacity=2)``."""
    begins = timezone.now().replace(microsecond=0) + dt.timedelta(days=in_days)
    given: dict[str, Any] = {
        "kind": "event",
        "title": "Meet the housing team",
        "description": "What we need, and what you can do.",
        "contact": "digital.procurement@borough.example",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "place": "Town hall, room 5",
        "join_url": "https://meet.example/room",
        "register_until": timezone.localtime(begins).date(),
        **facts,
    }
    return _made(borough, given, published)


def make_questions(
    borough: Borough | None = None, *, published: bool = True, in_days: int = 20, **facts: Any
) -> Engagement:
    """Make questions to the market: ``make_questions(camden, sharing="named")``."""
    given: dict[str, Any] = {
        "kind": "questions",
        "title": "How would you move the data?",
        "description": "Before we write the specification.",
        "contact": "digital.procurement@borough.example",
        "answers_until": timezone.localdate() + dt.timedelta(days=in_days),
        "sharing": "unnamed",
        "questions": ("How long does it take?", "What does it cost?"),
        **facts,
    }
    return _made(borough, given, published)


def _made(borough: Borough | None, given: dict[str, Any], published: bool) -> Engagement:
    if not given.get("procurement"):
        given.setdefault("service_area", None)
        given["service_area"] = given["service_area"] or ServiceAreaFactory()
    made = create_engagement(borough=borough or BoroughFactory(), facts=EngagementFacts(**given), by=None)
    return make_public(made, None) if published else made


def registration(engagement: Engagement, state: str = "registered", **fields: Any) -> EventRegistration:
    """Register somebody for an event."""
    given: dict[str, Any] = {
        "name": "Ada Okafor",
        "organisation": "Brightwater Systems",
        "email": f"ada{engagement.registrations.count()}@brightwater.example",
        "confirmed_at": None if state == "unconfirmed" else timezone.now(),
        **fields,
    }
    return EventRegistration.objects.create(engagement=engagement, state=state, **given)


def market_about(person: Person, borough: Borough) -> None:
    """Name somebody wherever pitches, interest, claims and market engagement name people."""
    supplier, now = SupplierFactory(), timezone.now()
    pitch = make_pitch(supplier, [borough], by=person)
    case = pitch.cases.get()
    case.handled_by = person
    case.save()
    case.questions.create(question="Who uses it?", asked_by=person)
    timeline = make_timeline(borough=borough, visibility="public")
    Interest.objects.create(procurement=timeline, supplier=supplier, registered_by=person)
    event = make_event(borough)
    Engagement.objects.filter(pk=event.pk).update(created_by=person)
    registration(event, person=person)
    question = make_questions(borough).questions.get(position=1)
    question.answers.create(supplier=supplier, text="Six weeks.", answered_by=person)
    SupplierClaim.objects.create(person=person, supplier=supplier, job="Sales")
    decided = speak_for(PersonFactory(), SupplierFactory())
    SupplierClaim.objects.filter(pk=decided.pk).update(decided_by=person)
    SupplierProfile.objects.create(supplier=supplier, changed_by=person, changed_at=now)
