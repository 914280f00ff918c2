"""Suppliers' people are reminded before the time to reply ends (R6)."""

import datetime as dt

from django.db import transaction

from boroughs.notifications import announce
from reviews.codes import REPLY_DUE
from reviews.models import Reply, Review

#: Days before the end of the clock.
REMIND_DAYS = 3


@transaction.atomic
def remind_of_replies(*, today: dt.date) -> int:
    """Remind of each review whose clock ends within three days and that has no reply; each end once.

    Returns:
        of how many.
    """
    shown = Review.objects.standing().filter(is_demonstration=False).values("pk")
    last = today + dt.timedelta(days=REMIND_DAYS)
    rows = Reply.objects.filter(text="", due_on__gte=today, due_on__lte=last, review__in=shown)
    number = 0
    for one in rows.select_related("review__supplier").select_for_update(of=("self",)):
        if one.reminded_for == one.due_on:
            continue
        one.reminded_for = one.due_on
        one.save()
        supplier = one.review.supplier
        announce(
            kind=REPLY_DUE,
            key=f"{REPLY_DUE}:{one.pk}:{one.due_on}",
            data={
                "review": one.review_id,
                "supplier": supplier.name,
                "supplier_id": supplier.pk,
                "slug": supplier.slug,
                "due": one.due_on.isoformat(),
            },
        )
        number += 1
    return number
