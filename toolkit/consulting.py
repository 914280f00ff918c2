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
def read_page(*, page: Page, by: Person) -> dt.datetime | None:
    """Note that somebody reads a page now; return when they read it before."""
    rows = PageReading.objects.filter(page=page, person=by)
    before = rows.values_list("at", flat=True).first()
    if before is None:
        PageReading.objects.bulk_create(
            [PageReading(page=page, person=by, at=timezone.now())], ignore_conflicts=True
        )
    else:
        rows.update(at=timezone.now())
    return before


def changed_since(page: Page, moment: dt.datetime) -> SafeString:
    """Return what changed in a page's words since a moment; empty where nothing did."""
    events: Any = page.events.filter(pgh_created_at__lte=moment)  # type: ignore[attr-defined]
    before = events.order_by("-pgh_created_at", "-pgh_id").values_list("text", flat=True).first()
    if before is None or before == page.text:
        return SafeString("")
    return difference(before, page.text)
