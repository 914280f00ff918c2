"""How a collaboration ends, and what came of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from pipeline.collaborating.news import tell_members
from pipeline.collaborating.who import locked, must_lead
from pipeline.models import Collaboration, Outcome


@dataclass(frozen=True)
class OutcomeFacts:
    """What came of a collaboration; ``saving`` is GBP excluding VAT over the whole term, if any."""

    summary: str
    lessons: str = ""
    saving: Decimal | None = None
    saving_against: str = ""
    evidence_url: str = ""
    is_public: bool = False


@transaction.atomic
def record_outcome(*, collaboration: Collaboration, facts: OutcomeFacts, by: Person) -> Outcome:
    """Record what came of a collaboration, or record it otherwise; also before it has ended.

    Raises:
        Refused: for whoever does not lead, and for a saving that does not say what it is measured against.
    """
    found = locked(collaboration)
    must_lead(found, by)
    if facts.saving is not None and not facts.saving_against:
        raise Refused("Say what the saving is measured against.")
    values = {name: getattr(facts, name) for name in OutcomeFacts.__dataclass_fields__}
    outcome, _ = Outcome.objects.update_or_create(
        collaboration=found, defaults={**values, "recorded_by": by, "recorded_at": timezone.now()}
    )
    return outcome


@transaction.atomic
def end_collaboration(*, collaboration: Collaboration, on: dt.date, by: Person) -> None:
    """End a collaboration, once its outcome is recorded. Members read it as before and change nothing.

    Raises:
        Refused: for whoever does not lead, and without an outcome.
    """
    found = locked(collaboration)
    must_lead(found, by)
    if not Outcome.objects.filter(collaboration=found).exists():
        raise Refused("Record what came of it first: that is what others learn from.")
    if found.ended_on is None:
        found.ended_on = on
        found.save(update_fields=["ended_on"])
        tell_members(found, f"Ended: {found.title}", by=by)


@transaction.atomic
def reopen_collaboration(*, collaboration: Collaboration, by: Person) -> None:
    """Go on with a collaboration that has ended.

    Raises:
        Refused: for whoever does not lead, and where another one was opened from the same flag meanwhile.
    """
    found = locked(collaboration)
    must_lead(found, by)
    if (
        found.flag_id
        and Collaboration.objects.open().filter(flag=found.flag_id).exclude(pk=found.pk).exists()
    ):
        raise Refused("Another collaboration has been opened from the same flag: go on there.")
    found.ended_on = None
    found.save(update_fields=["ended_on"])
