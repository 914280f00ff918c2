"""Suppliers' answers to questions to the market."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from pipeline.engaging.keeping import locked
from pipeline.models import Engagement, MarketAnswer
from suppliers.models import Supplier


@transaction.atomic
def answer_market(
    *,
    engagement: Engagement,
    supplier: Supplier,
    answers: Mapping[int, tuple[str, bool]],
    by: Person | None,
    today: dt.date,
) -> int:
    """Answer questions to the market in a supplier's name; until the last day answers can be changed.

    Args:
        engagement: published questions.
        supplier: one that stands for itself.
        answers: the words and whether they are commercially sensitive, by primary key of the question;
            empty words take an answer back.
        by: who speaks for the supplier.
        today: the day.

    Returns:
        how many questions the supplier has now answered.

    Raises:
        Refused: when no answers are taken.
    """
    engagement = locked(engagement)
    if engagement.is_event or not engagement.published_at or engagement.cancelled_at:
        raise Refused("No answers are taken here.")
    if engagement.answers_until and engagement.answers_until < today:
        raise Refused(f"Answers were taken until {plain_date(engagement.answers_until)}.")
    if engagement.shared_at:
        raise Refused("The answers are shared already: no more are taken.")
    for question in engagement.questions.filter(pk__in=list(answers)):
        text, sensitive = answers[question.pk]
        if not text.strip():
            MarketAnswer.objects.filter(question=question, supplier=supplier).delete()
            continue
        MarketAnswer.objects.update_or_create(
            question=question,
            supplier=supplier,
            defaults={
                "text": text.strip(),
                "is_sensitive": sensitive,
                "answered_by": by,
                "answered_at": timezone.now(),
            },
        )
    return MarketAnswer.objects.filter(question__engagement=engagement, supplier=supplier).count()
