"""What others say to a review: the supplier replies, anybody concerned complains, LOTI staff decide (R6)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from reviews.actions.writing import copied, withdraw
from reviews.codes import COMPLAINT, COMPLAINT_DECIDED, COMPLAINT_DECIDED_SUPPLIER, REPLIED
from reviews.models import Complaint, Reply, Review, ReviewVersion
from suppliers.models import Supplier

Result = Complaint.Result
State = ReviewVersion.State


@transaction.atomic
def reply(*, review: Review, text: str, by: Person) -> Reply:
    """Reply to a review for its supplier; the reply stands beside it. It can be written anew, not taken back.

    Raises:
        Refused: where the review is not published any more.
    """
    found = _reply_of(review)
    is_first = not found.text
    found.text, found.by, found.replied_at = text.strip(), by, timezone.now()
    found.save()
    if is_first:
        announce(
            kind=REPLIED,
            key=f"{REPLIED}:{found.pk}:{found.replied_at:%Y%m%d%H%M%S%f}",
            by=by,
            data={"review": review.pk, "supplier": review.supplier.name, "author": review.author_id},
        )
    return found


@transaction.atomic
def extend_reply(*, review: Review, due_on: dt.date, why: str) -> Reply:
    """Give a supplier more time to reply.

    Raises:
        Refused: where it has replied, or the day is not later than the present one.
    """
    found = _reply_of(review)
    if found.text:
        raise Refused("The supplier has replied already.")
    if due_on <= found.due_on:
        raise Refused(f"Choose a day after {found.due_on.day} {found.due_on:%B %Y}, the present one.")
    found.due_on, found.extended_why = due_on, why
    found.save()
    return found


def _reply_of(review: Review) -> Reply:
    if not Review.objects.standing().filter(pk=review.pk).exists():
        raise Refused("This review is not shown any more.")
    return Reply.objects.select_for_update(of=("self",), no_key=True).get(review=review)


@transaction.atomic
def complain(
    *, review: Review, about: str, kind: str, text: str, by: Person, supplier: Supplier | None = None
) -> Complaint:
    """Complain about a review or the reply to it; LOTI staff decide, and both sides are told.

    Args:
        review: one that is shown.
        about: ``review`` or ``reply``.
        kind: what is wrong with it.
        text: what exactly.
        by: who complains.
        supplier: for which they speak; ``None`` for a member.

    Raises:
        Refused: where it is not shown, there is no reply, or one's own complaint about it is still open.
    """
    if about == Complaint.About.REPLY and not _reply_of(review).text:
        raise Refused("There is no reply yet.")
    if review.complaints.filter(by=by, about=about, result=Result.OPEN).exists():
        raise Refused("Your complaint about this is with LOTI staff: wait for their answer.")
    made = Complaint.objects.create(
        review=review, about=about, kind=kind, text=text.strip(), by=by, supplier=supplier
    )
    announce(
        kind=COMPLAINT,
        key=f"{COMPLAINT}:{made.pk}",
        by=by,
        data={"complaint": made.pk, "supplier": review.supplier.name},
    )
    return made


@transaction.atomic
def decide_complaint(*, complaint: Complaint, result: str, answer: str, by: Person) -> Complaint:
    """Decide on a complaint: what it is about stands, goes back to its author, or is taken down.

    Args:
        complaint: an open one.
        result: ``stands``, ``author`` (of a review only) or ``removed``.
        answer: why; both sides read it.
        by: of LOTI staff.

    Raises:
        Refused: where it was decided on, or a reply were to go back: its supplier writes it anew itself.
    """
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("review__supplier").get(pk=complaint.pk)
    if found.result != Result.OPEN:
        raise Refused("Somebody has decided on this complaint.")
    if found.about == Complaint.About.REPLY and result == Result.AUTHOR:
        raise Refused(
            "A reply does not go back: let it stand or take it down, and the supplier writes it anew."
        )
    found.result, found.answer, found.decided_by = result, answer, by
    found.decided_at = timezone.now()
    found.save()
    _act(found, by)
    _tell(found, by)
    return found


def _act(complaint: Complaint, by: Person) -> None:
    review = complaint.review
    if complaint.about == Complaint.About.REPLY:
        if complaint.result == Result.REMOVED:
            Reply.objects.filter(review=review).update(text="", by=None, replied_at=None)
    elif complaint.result == Result.REMOVED:
        withdraw(review=review, why=complaint.answer[:300], by=by, as_staff=True)
    elif complaint.result == Result.AUTHOR:
        _back_to_author(review, complaint.answer, by)


def _back_to_author(review: Review, why: str, by: Person) -> None:
    """Take the published version off; its author mends the one under way, or a copy of it."""
    published = review.versions.filter(state=State.PUBLISHED).first()
    under_way = review.versions.filter(state__in=ReviewVersion.UNDER_WAY).first()
    if published:
        published.state = State.REPLACED
        published.save()
    if under_way:
        under_way.state, under_way.returned_why = State.RETURNED, why
        under_way.decided_by, under_way.decided_at = by, timezone.now()
        under_way.save()
    elif published:
        copied(published, State.RETURNED, why)


def _tell(complaint: Complaint, by: Person) -> None:
    """Tell the author and whoever complained; the supplier's side in words that name nobody."""
    review = complaint.review
    data = {
        "review": review.pk,
        "complaint": complaint.pk,
        "supplier": review.supplier.name,
        "result": complaint.get_result_display(),
        "answer": complaint.answer,
        "gone": not Review.objects.standing().filter(pk=review.pk).exists(),
    }
    complained = None if complaint.supplier_id else complaint.by_id
    for person in {review.author_id, complained} - {None}:
        announce(
            kind=COMPLAINT_DECIDED,
            key=f"{COMPLAINT_DECIDED}:{complaint.pk}:{person}",
            by=by,
            data={**data, "person": person, "own": person == review.author_id},
        )
    if complaint.supplier_id or complaint.about == Complaint.About.REPLY:
        announce(
            kind=COMPLAINT_DECIDED_SUPPLIER,
            key=f"{COMPLAINT_DECIDED_SUPPLIER}:{complaint.pk}",
            by=by,
            data={**data, "supplier_id": review.supplier_id, "slug": review.supplier.slug},
        )
