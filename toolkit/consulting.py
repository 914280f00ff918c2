"""Writes of consultations, and what of a page changed since somebody read it."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from toolkit.codes import ANSWERED
from toolkit.models import Comment, Consultation, Page, PageReading
from toolkit.texts import difference


def is_open(consultation: Consultation, today: dt.date) -> bool:
    """Tell whether members can comment on a day."""
    return consultation.opens_on <= today <= consultation.closes_on


@transaction.atomic
def comment(*, consultation: Consultation, text: str, by: Person) -> Comment:
    """Keep what a member says, in place of what they said before.

    Raises:
        Refused: before the first or after the last day.
    """
    found = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not is_open(found, timezone.localdate()):
        raise Refused("This consultation is not open today.")
    values = {"text": text, "borough": by.borough, "at": timezone.now()}
    return Comment.objects.update_or_create(consultation=found, by=by, defaults=values)[0]


@transaction.atomic
def answer_consultation(*, consultation: Consultation, by: Person) -> Consultation:
    """Publish what staff make of the comments; who commented is told, once."""
    if consultation.answer.strip() and consultation.answered_at is None:
        consultation.answered_at = timezone.now()
    consultation.save()
    if consultation.answered_at is not None:
        people = consultation.comments.exclude(by=None).values_list("by", flat=True)
        announce(
            kind=ANSWERED,
            key=f"{ANSWERED}:{consultation.pk}",
            subject=consultation,
            by=by,
            data={
                "consultation": consultation.pk,
                "page": consultation.page.title,
                "people": list(people),
            },
        )
    return consultation


@transaction.atomic
def read_page(*, page: Page, by: Person) -> tuple[dt.datetime, SafeString] | None:
    """Note that somebody reads a page now; return when they read it before, and what changed since.

    Returns:
        the moment and the difference; ``None`` where they never read it, or nothing changed.
    """
    events: Any = page.events  # type: ignore[attr-defined]
    newest = events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0
    rows = PageReading.objects.filter(page=page, person=by)
    before = rows.values_list("at", "version").first()
    if before is None:
        made = PageReading(page=page, person=by, at=timezone.now(), version=newest)
        PageReading.objects.bulk_create([made], ignore_conflicts=True)
        return None
    rows.update(at=timezone.now(), version=newest)
    at, version = before
    if version == newest:
        return None
    words = events.filter(pgh_id=version).values_list("text", flat=True).first()
    return (at, difference(words, page.text)) if words is not None and words != page.text else None
