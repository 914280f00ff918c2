"""Market engagement of the demonstration set: suppliers' people do not exist, so nobody spoke for them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boroughs.calendar import working_day_on_or_after, working_day_on_or_before
from boroughs.models import Borough, Person, ServiceArea
from contracts.demonstration_set import AREAS
from pipeline.engaging import EngagementFacts, answer_market, create_engagement
from pipeline.engaging.keeping import make_public
from pipeline.interest import register_interest, show_interest
from pipeline.models import Engagement, EventRegistration, Pitch, PitchCase, Procurement
from pipeline.pitching import PitchFacts, send_pitch
from suppliers.models import Product, Supplier, SupplierDomain, SupplierProfile

WHY = "Fictional: made to show the hub."
#: What becomes of the pitches at the boroughs that get them, in turn: state, days to the first answer, words.
ANSWERS: tuple[tuple[str, int, str], ...] = (
    ("claimed", 6, "We would like to see it. Our digital team writes to you this month."),
    ("declined", 12, "We have a contract for this until 2029, and no wish to change it before."),
    ("new", 0, ""),
)
#: What is pitched: title, service area, how it is priced, what it costs.
OFFERS = (
    (
        "Damp sensors for council homes",
        "HSG-AST",
        "subscription",
        "£9 to £14 a home and year, sensors included",
    ),
    ("Plain-English letters from case notes", "ASC-CMS", "per_user", "£18 a user and month, from 50 users"),
    ("Kerbside space booked by the hour", "PKH-PRK", "per_use", "4% of each booking; nothing to set up"),
    ("Open-source forms with support", "DIG-FRM", "free", "No licence; £22,000 a year for support"),
)


@transaction.atomic
def load_demonstration_market() -> dict[str, int]:
    """Make profiles, pitches, interest, events and questions of fictional suppliers; twice changes nothing.

    Returns:
        how many pitches and engagements were made.
    """
    suppliers = list(Supplier.objects.fictional().standing().order_by("name")[:8])
    boroughs = list(Borough.objects.order_by("name"))
    areas = list(ServiceArea.objects.filter(code__in=AREAS).order_by("code"))
    if not suppliers or not boroughs or not areas:
        return {"pitches": 0, "engagements": 0}
    for number, supplier in enumerate(suppliers[:5]):
        _profile(supplier, areas[number % len(areas)], number)
    return {
        "pitches": _pitches(suppliers, boroughs, areas),
        "engagements": _engagements(suppliers, boroughs, areas),
    }


def _profile(supplier: Supplier, area: ServiceArea, number: int) -> None:
    today = timezone.localdate()
    said = (True, None, False)[number % 3]
    SupplierProfile.objects.get_or_create(
        supplier=supplier,
        defaults={
            "sells": f"{WHY} Software for {area.name.lower()}, with the people who set it up and stay.",
            "area_codes": [area.code],
            "website": "https://example.org/demonstration",
            "contact_name": "Public sector team",
            "contact_email": f"public.sector@{supplier.slug}.example",
            "is_sme": said,
            "sme_said_on": None if said is None else today,
            "is_vcse": False if number == 1 else None,
            "vcse_said_on": today if number == 1 else None,
        },
    )
    domain = f"{supplier.slug}.example"
    SupplierDomain.objects.get_or_create(supplier=supplier, domain=domain, defaults={"source": WHY})


def _pitches(suppliers: list[Supplier], boroughs: list[Borough], areas: list[ServiceArea]) -> int:
    if Pitch.objects.filter(is_demonstration=True).exists():
        return 0
    for number, (title, code, model, price) in enumerate(OFFERS):
        supplier = suppliers[number % len(suppliers)]
        facts = PitchFacts(
            title=title,
            service_area=_area(code, areas),
            what=f"{WHY} What a supplier would say that it is and does.",
            evidence="Two fictional boroughs measured it for a year and published what they found.",
            price_model=model,
            price=price,
            references="A fictional council, from whom nobody will answer.",
            product=Product.objects.filter(supplier=supplier).order_by("pk").first(),
        )
        chosen = list(dict.fromkeys(boroughs[(number * 3 + step) % len(boroughs)] for step in range(6)))
        pitch = send_pitch(
            supplier=supplier,
            facts=facts,
            boroughs=chosen,
            today=timezone.localdate(),
            by=None,
            is_demonstration=True,
        )
        for place, case in enumerate(pitch.cases.order_by("pk")):
            _answer(case, ANSWERS[place % len(ANSWERS)])
    return len(OFFERS)


def _answer(case: PitchCase, answer: tuple[str, int, str]) -> None:
    """Answer as a borough would have, some days after it arrived; there is no officer who did."""
    state, days, words = answer
    case.arrived_at = timezone.now() - dt.timedelta(days=30)
    if state != "new":
        case.state, case.reason = state, words
        case.first_answered_at = case.answered_at = case.arrived_at + dt.timedelta(days=days)
    case.save()


def _engagements(suppliers: list[Supplier], boroughs: list[Borough], areas: list[ServiceArea]) -> int:
    at = [boroughs[number % len(boroughs)] for number in range(7)]
    if Engagement.objects.filter(is_demonstration=True).exists():
        return 0
    _interest(suppliers)
    today = timezone.localdate()
    published = Procurement.objects.public().filter(is_demonstration=True, ended_on__isnull=True)
    procurement = published.select_related("borough", "service_area").defer("search").order_by("pk").first()
    soon = _event(
        procurement.borough if procurement else at[0],
        "Meet the buyers before the specification",
        working_day_on_or_after(today + dt.timedelta(days=24)),
        procurement=procurement,
        area=(procurement.service_area if procurement else None) or areas[0],
        capacity=3,
    )
    for number, supplier in enumerate(suppliers[:4]):
        _registered(soon, supplier, EventRegistration.State.WAITING if number > 2 else "registered")
    past = _event(
        at[6],
        "What could replace our telephony?",
        working_day_on_or_before(today - dt.timedelta(days=40)),
        area=_area("NET-TEL", areas),
    )
    for number, supplier in enumerate(suppliers[:3]):
        _registered(past, supplier, "registered", attended=number != 1)
    past.outcome = (
        f"{WHY} Three came. None could move the numbers in under a year: we shall ask for it in lots."
    )
    past.outcome_at = timezone.now()
    past.save()
    questions = create_engagement(
        borough=at[3],
        facts=EngagementFacts(
            kind=Engagement.Kind.QUESTIONS,
            title="Leaving a case management system",
            description=f"{WHY} Before the specification we want to know what leaving costs.",
            contact=f"digital.procurement@{at[3].slug}.example",
            service_area=_area("ASC-CMS", areas),
            answers_until=today + dt.timedelta(days=30),
            sharing=Engagement.Sharing.UNNAMED,
            notice_on=today - dt.timedelta(days=5),
            partners=(at[4], at[5]),
            questions=(
                "In which format do you hand over all data, and how long does it take?",
                "What does it cost to leave in the middle of a term?",
            ),
        ),
        by=None,
        is_demonstration=True,
    )
    make_public(questions, None)
    first = questions.questions.get(position=1)
    for number, supplier in enumerate(suppliers[:3]):
        words = f"{WHY} Within {number + 2} weeks, as CSV with a description of each column."
        answer_market(
            engagement=questions,
            supplier=supplier,
            answers={first.pk: (words, number == 2)},
            by=None,
            today=today,
        )
    return 3


def _area(code: str, areas: list[ServiceArea]) -> ServiceArea:
    """Return the service area that something is about; without reference data, one of the set's."""
    return ServiceArea.objects.filter(code=code).first() or areas[0]


def _event(
    borough: Borough,
    title: str,
    day: dt.date,
    *,
    procurement: Procurement | None = None,
    area: ServiceArea,
    capacity: int | None = None,
) -> Engagement:
    begins = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    made = create_engagement(
        borough=borough,
        facts=EngagementFacts(
            kind=Engagement.Kind.EVENT,
            title=title,
            description=f"{WHY} What a borough would say of an event for suppliers.",
            contact=f"digital.procurement@{borough.slug}.example",
            procurement=procurement,
            service_area=area,
            starts_at=begins,
            ends_at=begins + dt.timedelta(minutes=90),
            place="A town hall that does not exist",
            join_url="https://example.org/demonstration/join",
            capacity=capacity,
            register_until=day - dt.timedelta(days=2),
        ),
        by=None,
        is_demonstration=True,
    )
    return make_public(made, None)


def _registered(event: Engagement, supplier: Supplier, state: str, attended: bool | None = None) -> None:
    """Register nobody in particular for a fictional supplier; no e-mail is sent."""
    EventRegistration.objects.create(
        engagement=event,
        name="Nobody in particular",
        organisation=supplier.name,
        email=f"events@{supplier.slug}.example",
        supplier=supplier,
        state=state,
        confirmed_at=timezone.now(),
        attended=attended,
    )


def _interest(suppliers: list[Supplier]) -> None:
    """Let some fictional suppliers be interested in the published timelines of the set."""
    rows = Procurement.objects.public().filter(is_demonstration=True, ended_on__isnull=True)
    nobody: Person | None = None
    for number, procurement in enumerate(rows.select_related("borough").defer("search").order_by("pk")[:4]):
        for supplier in suppliers[: number + 1]:
            register_interest(
                procurement=procurement, supplier=supplier, by=nobody, note=WHY if number else ""
            )
        show_interest(procurement=procurement, shown=number % 2 == 0)
