"""The review queue of pairs that may be one supplier: proposing, deciding, taking a decision back (R10)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from boroughs.models import Person
from boroughs.parties import Party
from boroughs.refusals import Refused
from boroughs.words import plain_date
from suppliers.actions.book import SupplierBook
from suppliers.actions.merge import hold_names_still, merge_suppliers, undo_merge
from suppliers.models import Ownership, Supplier, SupplierPair
from suppliers.normalise import normalise_name
from suppliers.referring import tell_merged

Decision = SupplierPair.Decision


@transaction.atomic
def say_same(*, pair: SupplierPair, kept: int, by: Person, despite_numbers: bool = False) -> SupplierPair:
    """Decide that the two are one, and merge them.

    Args:
        pair: the question.
        kept: the id of the one that stays.
        by: who decides.
        despite_numbers: they have read that both have Companies House numbers.

    Raises:
        NumbersDiffer: without that, if both have.
        Refused: if the pair is decided, or one of the two is merged already.
    """
    pair = _open(pair)
    if kept not in {pair.left_id, pair.right_id}:
        raise Refused("Choose which of the two stays.")
    stays, gone = (pair.left, pair.right) if kept == pair.left_id else (pair.right, pair.left)
    pair.merge = merge_suppliers(
        kept=stays,
        gone=gone,
        by=by,
        reason=f"Decided in the review of suppliers. {pair.reason}",
        despite_numbers=despite_numbers,
    )
    return _decide(pair, Decision.SAME, by)


@transaction.atomic
def say_different(*, pair: SupplierPair, by: Person) -> SupplierPair:
    """Decide that the two are different suppliers; nobody is asked again.

    Raises:
        Refused: if the pair is decided.
    """
    return _decide(_open(pair), Decision.DIFFERENT, by)


@transaction.atomic
def owner_named(name: str, *, demonstration: bool = False) -> Supplier:
    """Return the supplier of a name, making it where the hub does not know it yet (R10).

    Args:
        name: of a company that owns suppliers, as somebody wrote it.
        demonstration: whether it is fictional; a fictional one is not made here.

    Raises:
        Refused: if several suppliers have the name, for a fictional one that there is not, and while an
            import resolves names.
    """
    known = Supplier.objects.standing().filter(
        is_demonstration=demonstration, names__normalised=normalise_name(name)
    )
    found = list(known.distinct()[:2])
    if len(found) > 1:
        raise Refused(f"Several suppliers are called {name}. Record it in the admin, where you can choose.")
    if found:
        return found[0]
    if demonstration:
        raise Refused(f"There is no fictional supplier called {name}.")
    hold_names_still()
    book = SupplierBook.read()
    resolved = book.resolve(Party(name), source="Named as the owner of suppliers", by_likeness=False)
    book.close()
    return resolved.supplier


@transaction.atomic
def say_same_group(
    *, pair: SupplierPair, owner: Supplier, by: Person, said: dict[str, Any] | None = None
) -> SupplierPair:
    """Decide that the two are different suppliers of one group, and record who owns whom.

    Args:
        pair: the question.
        owner: one of the two, who owns the other, or a third who owns both.
        by: who decides.
        said: what else is known of the ownership: ``valid_from``, ``date_note``, ``source_url``.

    Raises:
        Refused: if the pair is decided, or the ownership contradicts another one.
        ValidationError: if it would make a circle or a second owner at the same time.
    """
    pair = _open(pair)
    for supplier in (pair.left, pair.right):
        if supplier.pk != owner.pk:
            owned = Ownership(
                supplier=supplier, owner=owner, kind=Ownership.Kind.OWNED, pair=pair, **(said or {})
            )
            owned.full_clean()
            owned.save()
    tell_merged([pair.left_id, pair.right_id, owner.pk])
    return _decide(pair, Decision.GROUP, by)


@transaction.atomic
def undo_decision(*, pair: SupplierPair, by: Person) -> SupplierPair:
    """Take a decision back, with the merge or the ownerships that it made; the pair waits again.

    Raises:
        MergeRefused: if a later merge sits on top of it, naming the one to undo first.
        Refused: if the pair is not decided.
    """
    pair = SupplierPair.objects.select_for_update(of=["self"]).select_related("merge").get(pk=pair.pk)
    if pair.decision == Decision.UNDECIDED:
        raise Refused("This pair waits for a decision already.")
    if pair.merge and not pair.merge.undone_at:
        undo_merge(merge=pair.merge, by=by)
    if pair.ownerships.all().delete()[0]:
        tell_merged([pair.left_id, pair.right_id])
    pair.merge = pair.decided_at = pair.decided_by = None
    pair.decision = Decision.UNDECIDED
    pair.save()
    return pair


def _open(pair: SupplierPair) -> SupplierPair:
    """Return a pair as it is now, locked."""
    pairs = SupplierPair.objects.select_for_update(of=["self"])
    pair = pairs.select_related("left__merged_into", "right__merged_into", "decided_by", "merge").get(
        pk=pair.pk
    )
    if pair.decided_at:
        raise Refused(
            f"{capfirst(pair.who_decided)} decided on {plain_date(pair.decided_at.date())}: "
            f"{pair.get_decision_display()}. Undo that first."
        )
    for one in (pair.left, pair.right):
        if one.merged_into:
            raise Refused(f"{one.name} was merged into {one.merged_into.name} meanwhile.")
    return pair


def _decide(pair: SupplierPair, decision: SupplierPair.Decision, by: Person) -> SupplierPair:
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.save()
    return pair
