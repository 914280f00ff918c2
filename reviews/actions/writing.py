"""An officer writes a review: starts it from a contract, says it, sends it in, withdraws it (R6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from contracts.models import Contract
from documents.models import Document
from reviews.codes import WAITING
from reviews.dimensions import BY_CODE, DIMENSIONS, VERSION
from reviews.models import Evidence, Review, ReviewVersion, Score
from suppliers.models import Supplier

State = ReviewVersion.State


@dataclass(frozen=True)
class ReviewFacts:
    """What an author says besides the scores."""

    again: str
    advice: str
    hides_author: bool
    may_be_asked: bool


@transaction.atomic
def start_review(*, contract: Contract, supplier: Supplier, by: Person) -> Review:
    """Start a review of a contract's supplier, or return the author's own that there is already.

    Args:
        contract: one that the author's borough holds or held.
        supplier: one of the contract's suppliers.
        by: the officer.

    Raises:
        Refused: where the borough is none of the contract's, or the supplier is none of it (R6).
    """
    borough: Borough | None = by.borough
    if borough is None or not contract.borough_links.filter(borough=borough).exists():
        raise Refused("Only officers of a borough that holds or held the contract review its supplier.")
    supplier = supplier.standing()
    known = {link.supplier.standing().pk for link in contract.supplier_links.select_related("supplier")}
    if supplier.pk not in known:
        raise Refused("This supplier is not one of the contract’s: choose one that is.")
    found, is_new = Review.objects.get_or_create(
        contract=contract,
        author=by,
        defaults={
            "supplier": supplier,
            "product": contract.product,
            "service_area": contract.service_area,
            "borough": borough,
            "is_demonstration": contract.is_demonstration,
        },
    )
    if is_new:
        found.versions.create(number=1)
    return found


@transaction.atomic
def keep_score(*, version: ReviewVersion, dimension: str, score: int | None, words: str) -> Score:
    """Keep what an author says in one dimension.

    Args:
        version: one that is being written.
        dimension: its code.
        score: from 1 to 5; ``None`` for not applicable.
        words: why; needed with a score.

    Raises:
        Refused: where the version is not being written, or a score comes without words.
    """
    _writable(version)
    if score is not None and not words.strip():
        raise Refused("Say in a few words why.")
    kept, _ = Score.objects.update_or_create(
        version=version,
        dimension=BY_CODE[dimension].code,
        defaults={"score": score, "words": words.strip()},
    )
    return kept


@transaction.atomic
def keep_advice(*, version: ReviewVersion, facts: ReviewFacts) -> None:
    """Keep whether the author would buy it again, what peers should know, and who may know who wrote it.

    The supplier is told a name only once the version that allows it is published; a name that is to be hidden
    is hidden at once.
    """
    found = _writable(version)
    found.again, found.advice, found.hides_author = facts.again, facts.advice.strip(), facts.hides_author
    found.save()
    review = found.review
    review.hides_author = review.hides_author or facts.hides_author
    review.may_be_asked = facts.may_be_asked
    review.save()


@transaction.atomic
def keep_evidence(*, version: ReviewVersion, rows: Iterable[tuple[str, str, Document | None]]) -> None:
    """Keep what a version rests on, in place of what was kept before.

    Args:
        version: one that is being written.
        rows: kind, words and perhaps a document of each.
    """
    found = _writable(version)
    found.evidence.all().delete()
    for kind, text, document in rows:
        Evidence.objects.create(version=found, kind=kind, text=text.strip(), document=document)


def missing(version: ReviewVersion) -> list[str]:
    """Return what is still to be said before a version can be sent in, in words; the steps' order."""
    said = {one.dimension: one for one in version.scores.all()}
    lacking = [f"Say something on {one.name.lower()}." for one in DIMENSIONS if one.code not in said]
    if said and not lacking and all(one.score is None for one in said.values()):
        lacking.append("Score at least one dimension: a review in which nothing applies says nothing.")
    if not version.again:
        lacking.append("Say whether you would buy it again.")
    if not version.evidence.all():
        lacking.append("Say what your review rests on: the contract, a KPI, a milestone or a document.")
    return lacking


@transaction.atomic
def submit(*, version: ReviewVersion, by: Person | None) -> ReviewVersion:
    """Send a version in; the author has just made the declaration and read the reminder.

    Args:
        version: one that is being written.
        by: its author; ``None`` for the demonstration set.

    Raises:
        Refused: where something is missing, or the version is not being written.
    """
    found = _writable(version)
    if lacking := missing(found):
        raise Refused(" ".join(lacking))
    found.state, found.words, found.submitted_at = State.WAITING, VERSION, timezone.now()
    found.returned_why = ""
    found.save()
    review = found.review
    if by is not None:
        announce(
            kind=WAITING,
            key=f"{WAITING}:{found.pk}:{found.submitted_at:%Y%m%d%H%M%S%f}",
            by=by,
            data={"review": review.pk, "supplier": review.supplier.name},
        )
    return found


@transaction.atomic
def begin_version(*, review: Review) -> ReviewVersion:
    """Begin a new version of a published review, with all that the last one says; or return the one begun.

    Raises:
        Refused: where the review was withdrawn.
    """
    found = _locked(review)
    if found.withdrawn_at:
        raise Refused("This review is withdrawn.")
    under_way = found.versions.filter(state__in=ReviewVersion.UNDER_WAY).first()
    if under_way:
        return under_way
    last = last_published(found)
    if last is None:
        raise Refused("This review was never published.")
    return copied(last, State.DRAFT)


@transaction.atomic
def write_anew(*, review: Review) -> ReviewVersion:
    """Begin a new version of a withdrawn review: it is the same review, one a contract and officer (R6).

    Nothing of it is shown before LOTI staff have read the new version. What they had taken down comes back to
    its author with their reason.

    Raises:
        Refused: where the review is not withdrawn.
    """
    found = _locked(review)
    last = last_published(found)
    if found.withdrawn_at is None or last is None:
        raise Refused("This review is not withdrawn.")
    why = found.withdrawn_why if found.withdrawn_by_staff else ""
    if last.state == State.PUBLISHED:
        last.state = State.REPLACED
        last.save()
    found.withdrawn_at, found.withdrawn_why, found.withdrawn_by_staff = None, "", False
    found.save()
    under_way = found.versions.filter(state__in=ReviewVersion.UNDER_WAY).first()
    if under_way is None:
        return copied(last, State.RETURNED if why else State.DRAFT, why)
    if why:
        under_way.state, under_way.returned_why = State.RETURNED, why
        under_way.save()
    return under_way


def last_published(review: Review) -> ReviewVersion | None:
    """Return the version of a review that is published, or was the last one to be."""
    return review.versions.filter(published_at__isnull=False).order_by("-number").first()


def copied(last: ReviewVersion, state: str, why: str = "") -> ReviewVersion:
    """Make the next version of a review, with all that a published one says: that one never changes again."""
    version = last.review.versions.create(
        number=last.number + 1,
        again=last.again,
        advice=last.advice,
        hides_author=last.review.hides_author,
        state=state,
        returned_why=why,
    )
    for one in last.scores.all():
        version.scores.create(dimension=one.dimension, score=one.score, words=one.words)
    for piece in last.evidence.all():
        version.evidence.create(kind=piece.kind, text=piece.text, document=piece.document)
    return version


@transaction.atomic
def give_up_version(*, version: ReviewVersion) -> bool:
    """Delete a version that is being written, and the review where it has no other.

    Returns:
        whether the review is still there.

    Raises:
        Refused: where the version is not being written, or takes the place of one that was taken off.
    """
    found = _writable(version)
    review = found.review
    states = set(review.versions.values_list("state", flat=True))
    if State.REPLACED in states and State.PUBLISHED not in states:
        raise Refused("This version takes the place of one that is not shown any more: mend it or withdraw.")
    found.delete()
    if not review.versions.exists():
        review.delete()
        return False
    return True


@transaction.atomic
def withdraw(*, review: Review, why: str, by: Person, as_staff: bool = False) -> Review:
    """Withdraw a review: nobody but its author and LOTI staff sees it any more.

    Its scores stay in the figures until these are next renewed: taking them out at once would tell them.
    """
    found = _locked(review)
    if found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawn_why, found.withdrawn_by_staff = timezone.now(), why, as_staff
        found.save()
        found.versions.filter(state=State.WAITING).update(state=State.DRAFT)
    return found


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update(of=("self",), no_key=True).get(pk=review.pk)


def _writable(version: ReviewVersion) -> ReviewVersion:
    """Return a version, locked, that its author is writing.

    Raises:
        Refused: where it waits, is published or was withdrawn.
    """
    rows = ReviewVersion.objects.select_for_update(of=("self",), no_key=True).select_related(
        "review__supplier"
    )
    found = rows.get(pk=version.pk)
    if found.review.withdrawn_at:
        raise Refused("This review is withdrawn.")
    if found.state == State.WAITING:
        raise Refused("LOTI staff are reading it: wait for their answer.")
    if found.state not in (State.DRAFT, State.RETURNED):
        raise Refused("This version is published: begin a new one.")
    return found
