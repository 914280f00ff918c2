"""Takes the demonstration set away: its timelines, notices and flags first, then what they rest on."""

import pgtrigger
from django.db import transaction

from contracts.actions.demonstration import delete_with_history
from contracts.actions.demonstration import remove_demonstration as remove_records
from contracts.actions.demonstration_payments import remove_demonstration_payments
from contracts.models import TenderNotice
from data_access.demonstration import remove_demonstration_facts
from documents.demonstration import remove_demonstration_documents
from performance.demonstration import remove_demonstration_performance
from pilots.demonstration import remove_demonstration_pilots
from pipeline.models import (
    Agreement,
    Collaboration,
    Engagement,
    Flag,
    Flow,
    MarketAnswer,
    Pitch,
    PitchQuestion,
    Procurement,
    Proposal,
    Requirement,
)
from reviews.demonstration import remove_demonstration_reviews


@transaction.atomic
def remove_demonstration() -> dict[str, int]:
    """Delete all demonstration records and the timelines and flags that rest on them, leaving nothing.

    Returns:
        the number of rows deleted, by model.
    """
    answers = MarketAnswer.objects.filter(question__engagement__is_demonstration=True)
    asked = PitchQuestion.objects.filter(case__pitch__is_demonstration=True)
    # What lies two keys below goes first, so that its history goes too.
    removed = delete_with_history(answers) | delete_with_history(asked)
    removed |= delete_with_history(Engagement.objects.filter(is_demonstration=True))
    removed |= delete_with_history(Pitch.objects.filter(is_demonstration=True))
    # What hangs on their parts first: the history of a row goes with that of what it directly belongs to.
    removed |= remove_demonstration_documents()
    removed |= remove_demonstration_reviews()
    removed |= remove_demonstration_pilots()
    removed |= remove_demonstration_performance()
    removed |= remove_demonstration_facts()
    for model in (Requirement, Proposal, Agreement):
        removed |= delete_with_history(model.objects.filter(collaboration__is_demonstration=True))
    removed |= delete_with_history(Collaboration.objects.filter(is_demonstration=True))
    removed |= delete_with_history(Procurement.objects.filter(is_demonstration=True))
    # A flow is never edited, but one that no timeline was planned by goes with those that were made up.
    with pgtrigger.ignore("pipeline.FlowStage:never_edited"):
        removed |= delete_with_history(Flow.objects.filter(procurements__isnull=True))
    return {
        **removed,
        **delete_with_history(TenderNotice.objects.filter(is_demonstration=True)),
        **delete_with_history(Flag.objects.filter(is_demonstration=True)),
        **remove_demonstration_payments(),
        **remove_records(),
    }
