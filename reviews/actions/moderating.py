"""LOTI staff read what was sent in, and publish it or send it back; only its author changes it (R6)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from reviews.actions.writing import last_published
from reviews.codes import ABOUT_SUPPLIER, NEW_FOR_FOLLOWERS, PUBLISHED, RETURNED
from reviews.figuring import renew_figures
from reviews.models import Reply, Review, ReviewVersion

#: The supplier's right of reply (R6).
REPLY_DAYS = 14
State = ReviewVersion.State


@transaction.atomic
def publish(*, version: ReviewVersion, by: Person | None, today: dt.date | None = None) -> ReviewVersion:
    """Publish a version that waits; the one before is replaced, and the supplier's clock begins.

    Args:
        version: one that waits.
        by: of LOTI staff, and not its author; ``None`` for the demonstration set.
        today: the day of publication; default today.

    Raises:
        Refused: where it does not wait any more, or is the reader's own.
    """
    found, review = _waiting(version)
    if by is not None and review.author_id == by.pk:
        raise Refused("Somebody else has to read your own review.")
    day = today or timezone.localdate()
    before = last_published(review)
    if before:
        before.state = State.REPLACED
        before.save()
        _carry_over(before, found)
    found.state, found.decided_at, found.decided_by = State.PUBLISHED, timezone.now(), by
    found.published_at = timezone.now() if today is None else _noon(day)
    found.save()
    review.hides_author = found.hides_author
    review.save()
    _begin_clock(review, day)
    renew_figures(review)
    if review.author_id or not review.is_demonstration:  # of the demonstration set nobody is told
        _tell(review, found, by)
    return found


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def _carry_over(before: ReviewVersion, after: ReviewVersion) -> None:
    """Let a score that did not change keep its place in the figures: it is nothing new to anybody."""
    placed = {one.dimension: one for one in before.scores.exclude(batch=None)}
    for one in after.scores.all():
        old = placed.get(one.dimension)
        if old is not None and old.score == one.score:
            one.batch, old.batch = old.batch, None
            old.save()
            one.save()


def _begin_clock(review: Review, day: dt.date) -> None:
    """Open the right of reply, of a new version anew; what the supplier has said stays meanwhile."""
    due = day + dt.timedelta(days=REPLY_DAYS)
    reply, is_new = Reply.objects.get_or_create(review=review, defaults={"due_on": due})
    if not is_new and reply.due_on < due:
        reply.due_on, reply.extended_why = due, ""
        reply.save()


def _tell(review: Review, version: ReviewVersion, by: Person | None) -> None:
    """Tell the author, followers and the supplier, whom it names neither author nor borough."""
    plain = {
        "review": review.pk,
        "supplier": review.supplier.name,
        "supplier_id": review.supplier_id,
        "changed": version.number > 1,
    }
    announce(
        kind=PUBLISHED, key=f"{PUBLISHED}:{version.pk}", by=by, data={**plain, "author": review.author_id}
    )
    announce(
        kind=NEW_FOR_FOLLOWERS,
        key=f"{NEW_FOR_FOLLOWERS}:{version.pk}",
        data={
            **plain,
            "product": review.product_id,
            "area": review.service_area_id,
            "author": review.author_id,
        },
    )
    due = review.reply.due_on
    announce(
        kind=ABOUT_SUPPLIER,
        key=f"{ABOUT_SUPPLIER}:{version.pk}",
        data={**plain, "slug": review.supplier.slug, "due": due.isoformat()},
    )


@transaction.atomic
def send_back(*, version: ReviewVersion, why: str, by: Person) -> ReviewVersion:
    """Send a version back to its author with the reason; what is published stays as it is.

    Raises:
        Refused: where it does not wait any more.
    """
    found, review = _waiting(version)
    found.state, found.returned_why = State.RETURNED, why
    found.decided_at, found.decided_by = timezone.now(), by
    found.save()
    announce(
        kind=RETURNED,
        key=f"{RETURNED}:{found.pk}:{found.decided_at:%Y%m%d%H%M%S%f}",
        by=by,
        data={"review": review.pk, "supplier": review.supplier.name, "author": review.author_id, "why": why},
    )
    return found


def _waiting(version: ReviewVersion) -> tuple[ReviewVersion, Review]:
    rows = ReviewVersion.objects.select_for_update(of=("self",), no_key=True).select_related(
        "review__supplier"
    )
    found = rows.get(pk=version.pk)
    if found.state != State.WAITING or found.review.withdrawn_at:
        raise Refused("This review does not wait any more: somebody decided on it, or it was withdrawn.")
    return found, found.review
