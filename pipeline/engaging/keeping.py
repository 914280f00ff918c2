"""What officers do with market engagement: make, publish, call off, share answers, record outcomes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from boroughs.models import Borough, Person, ServiceArea
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.words import plain_date
from pipeline.engaging.letters import write_to_registered
from pipeline.engaging.registering import fill_places
from pipeline.models import Engagement, EngagementPartner, MarketAnswer, MarketQuestion, Procurement
from pipeline.procuring import may_publish
from pipeline.procuring.creating import ALPHABET, UNGUESSABLE

ENGAGEMENT_PUBLISHED = "engagement_published"
ANSWERS_SHARED = "answers_shared"
#: From the most closed to the most open.
SHARING = [Engagement.Sharing.NOBODY, Engagement.Sharing.UNNAMED, Engagement.Sharing.NAMED]
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class EngagementFacts:
    """What is recorded of an engagement; see :class:`Engagement`.

    ``partners`` are the other boroughs that hold it, ``questions`` those to the market, in order.
    """

    kind: str
    title: str
    description: str
    contact: str
    procurement: Procurement | None = None
    service_area: ServiceArea | None = None
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    place: str = ""
    join_url: str = ""
    capacity: int | None = None
    register_until: dt.date | None = None
    answers_until: dt.date | None = None
    sharing: str = ""
    notice_on: dt.date | None = None
    notice_url: str = ""
    partners: tuple[Borough, ...] = ()
    questions: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        """Return the values of the engagement's own columns."""
        apart = {"partners", "questions"}
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in apart}


def facts_of(engagement: Engagement) -> EngagementFacts:
    """Return what is recorded of an engagement."""
    names = EngagementFacts.__dataclass_fields__.keys() - {"partners", "questions"}
    return EngagementFacts(
        **{name: getattr(engagement, name) for name in names},
        partners=tuple(one.borough for one in engagement.partners.select_related("borough")),
        questions=tuple(engagement.questions.values_list("text", flat=True)),
    )


@transaction.atomic
def create_engagement(
    *, borough: Borough, facts: EngagementFacts, by: Person | None, is_demonstration: bool = False
) -> Engagement:
    """Make an engagement, which only the boroughs that hold it see until it is published.

    Args:
        borough: the one that leads.
        facts: all of them.
        by: the officer.
        is_demonstration: made up.

    Raises:
        Refused: for another borough's procurement, or questions to the market without a question.
    """
    _check(borough, facts)
    words = slugify(facts.title)[:70].strip("-") or "engagement"
    engagement = Engagement.objects.create(
        borough=borough,
        slug=f"{words}-{get_random_string(UNGUESSABLE, ALPHABET)}",
        created_by=by,
        is_demonstration=is_demonstration,
        **facts.columns(),
    )
    _write_parts(engagement, facts)
    return engagement


@transaction.atomic
def change_engagement(*, engagement: Engagement, facts: EngagementFacts) -> Engagement:
    """Change an engagement. Who is registered is told when an event moves; free places go to who waits.

    Raises:
        Refused: for one that was called off; for questions that suppliers may have answered; when answers
            would be shared more openly than was said when they were given, or are shared; as for a new one.
    """
    engagement = locked(engagement)
    if engagement.cancelled_at:
        raise Refused("It was called off: make a new one.")
    _check(engagement.borough, facts)
    before = facts_of(engagement)
    if engagement.published_at and facts.questions != before.questions:
        raise Refused("The questions are published and may have been answered: make a new engagement.")
    answers = MarketAnswer.objects.filter(question__engagement=engagement)
    opened = facts.sharing and SHARING.index(Engagement.Sharing(facts.sharing)) > _openness(before.sharing)
    if opened and answers.exists():
        raise Refused(
            "Suppliers have answered on the word that their answers are shared as it said before. "
            "You can share them with fewer, not with more."
        )
    if engagement.shared_at and _shown(before) != _shown(facts):
        raise Refused(
            "The answers are shared: until when they were taken, and with whom they are shared, stays."
        )
    moved = _whereabouts(before) != _whereabouts(facts)
    for name, value in facts.columns().items():
        setattr(engagement, name, value)
    engagement.save()
    _write_parts(engagement, facts)
    if engagement.is_event and engagement.published_at:
        fill_places(engagement, timezone.now())
        if moved and facts.ends_at and facts.ends_at > timezone.now():
            write_to_registered(engagement, f"Changed: {engagement}", ["The event has changed:"])
    return engagement


@transaction.atomic
def publish_engagement(*, engagement: Engagement, by: Person) -> Engagement:
    """Show an engagement to everybody; those who follow its boroughs or service area are told.

    Raises:
        Refused: to who may not publish for the borough, when it is over or was called off.
    """
    engagement = locked(engagement)
    if not may_publish(by, engagement.borough):
        raise Refused(f"Publishers of {engagement.borough} publish it: ask one of them.")
    if engagement.cancelled_at or not Engagement.objects.coming(timezone.localdate()).filter(
        pk=engagement.pk
    ):
        raise Refused("It is over: change its dates first.")
    if engagement.published_at:
        return engagement
    return make_public(engagement, by)


def make_public(engagement: Engagement, by: Person | None) -> Engagement:
    """Publish an engagement whose right to be published has been checked."""
    engagement.published_at = timezone.now()
    engagement.save()
    if engagement.is_demonstration:  # nobody is told of what is made up
        return engagement
    area = engagement.service_area_id
    procurement = engagement.procurement
    if area is None and procurement and procurement.is_public:  # else its area is nobody's to know (R9)
        area = procurement.service_area_id
    announce(
        kind=ENGAGEMENT_PUBLISHED,
        key=f"{ENGAGEMENT_PUBLISHED}:{engagement.pk}",
        subject=engagement,
        by=by,
        data={
            "slug": engagement.slug,
            "title": engagement.title,
            "kind": engagement.kind,
            "borough": engagement.borough.name,
            "boroughs": [engagement.borough_id, *engagement.partners.values_list("borough", flat=True)],
            "area": area,
            "until": (
                engagement.register_until or engagement.answers_until or timezone.localdate()
            ).isoformat(),
        },
    )
    return engagement


@transaction.atomic
def call_off(*, engagement: Engagement, because: str) -> Engagement:
    """Call an engagement off; who is registered is told why. It stays on the list, marked.

    Raises:
        Refused: without a reason, when it was called off before, or when the event has ended.
    """
    if not because.strip():
        raise Refused("Say why: whoever is registered is told.")
    engagement = locked(engagement)
    if engagement.cancelled_at:
        raise Refused("It is called off already.")
    if engagement.ends_at and engagement.ends_at <= timezone.now():
        raise Refused("The event is over, so it cannot be called off. Record what came of it instead.")
    engagement.cancelled_at, engagement.cancelled_because = timezone.now(), because.strip()
    engagement.save()
    if engagement.is_event:
        lines = ["The event will not take place.", engagement.cancelled_because]
        write_to_registered(engagement, f"Called off: {engagement}", lines, with_facts=False)
    return engagement


@transaction.atomic
def share_answers(*, engagement: Engagement, by: Person, today: dt.date) -> Engagement:
    """Share the answers of the market as it was said; sensitive ones never are.

    Raises:
        Refused: before the last day for answers is over, when they are for the boroughs only, or twice.
    """
    engagement = locked(engagement)
    if engagement.is_event or engagement.sharing == Engagement.Sharing.NOBODY:
        raise Refused("It was said that these answers are for the boroughs only.")
    if engagement.answers_until and engagement.answers_until >= today:
        raise Refused(
            f"Answers are taken until {plain_date(engagement.answers_until)}: share them after that."
        )
    if engagement.shared_at:
        raise Refused("The answers are shared already.")
    engagement.shared_at = timezone.now()
    engagement.save()
    answered = MarketAnswer.objects.filter(question__engagement=engagement).values_list("supplier", flat=True)
    announce(
        kind=ANSWERS_SHARED,
        key=f"{ANSWERS_SHARED}:{engagement.pk}",
        subject=engagement,
        by=by,
        data={
            "slug": engagement.slug,
            "title": engagement.title,
            "borough": engagement.borough.name,
            "suppliers": sorted(set(answered)),
        },
    )
    return engagement


@transaction.atomic
def record_outcome(
    *, engagement: Engagement, outcome: str, attended: Mapping[int, bool | None]
) -> Engagement:
    """Record for other boroughs what came of an engagement, and who attended.

    Args:
        engagement: a published one.
        outcome: for members of the hub; may be empty.
        attended: by primary key of the registration; ``None`` is not said.

    Raises:
        Refused: before it is published.
    """
    engagement = locked(engagement)
    if not engagement.published_at:
        raise Refused("Publish it first.")
    if outcome.strip() != engagement.outcome:
        engagement.outcome, engagement.outcome_at = outcome.strip(), timezone.now()
        engagement.save()
    for row in engagement.registrations.counting():
        if row.pk in attended and row.attended != attended[row.pk]:
            row.attended = attended[row.pk]
            row.save(update_fields=["attended"])
    return engagement


def locked(engagement: Engagement) -> Engagement:
    """Return an engagement as it is now, and let nobody else change it meanwhile."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("borough")
    return rows.get(pk=engagement.pk)


def _check(borough: Borough, facts: EngagementFacts) -> None:
    if facts.procurement and facts.procurement.borough_id != borough.pk:
        raise Refused(f"Choose a procurement of {borough}.")
    if not facts.procurement and not facts.service_area:
        raise Refused("Say which procurement or which service area it is about.")
    if facts.kind == Engagement.Kind.QUESTIONS and not 1 <= len(facts.questions) <= MOST_QUESTIONS:
        raise Refused(f"Ask at least one question and at most {MOST_QUESTIONS}, each on its own line.")


def _openness(sharing: str) -> int:
    return SHARING.index(Engagement.Sharing(sharing)) if sharing else len(SHARING)


def _shown(facts: EngagementFacts) -> Sequence[Any]:
    return (facts.answers_until, facts.sharing)


def _whereabouts(facts: EngagementFacts) -> Sequence[Any]:
    return (facts.starts_at, facts.ends_at, facts.place, facts.join_url)


def _write_parts(engagement: Engagement, facts: EngagementFacts) -> None:
    """Write partners and questions where they differ from what there is."""
    wanted = {one.pk for one in facts.partners} - {engagement.borough_id}
    engagement.partners.exclude(borough__in=wanted).delete()
    for key in wanted - set(engagement.partners.values_list("borough", flat=True)):
        EngagementPartner.objects.create(engagement=engagement, borough_id=key)
    if tuple(engagement.questions.values_list("text", flat=True)) != facts.questions:
        engagement.questions.all().delete()
        for place, text in enumerate(facts.questions, start=1):
            MarketQuestion.objects.create(engagement=engagement, position=place, text=text)
