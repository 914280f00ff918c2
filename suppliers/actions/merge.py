"""Merging two suppliers that are one, and undoing it without loss (R10)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import listing
from suppliers.identifiers import COMPANIES_HOUSE
from suppliers.models import Merge, MergeMove, Supplier, SupplierIdentifier, SupplierName
from suppliers.referring import Move, Reference, all_references, row_of, tell_merged

#: Whoever resolves names holds this lock, an import alone and a merge with others: an import that has read
#: which supplier a name stands for would else write to one that is merged meanwhile.
RESOLVING = 2_026_001
AT_ONCE = 2000


class MergeRefused(Refused):
    """Two suppliers are not merged, or a merge is not undone; the message says why and what to do."""


class NumbersDiffer(MergeRefused):
    """Both have a Companies House number: only a person who has been told so merges them."""


#: A supplier's name, and its Companies House numbers.
Numbers = tuple[str, list[str]]


def numbers_warning(left: Numbers, right: Numbers) -> str:
    """Return a warning if two suppliers both have Companies House numbers, empty if not (R10).

    A number names one supplier, so that two suppliers with numbers have different ones.
    """
    if not (left[1] and right[1]):
        return ""
    said = ", ".join(f"{name} {listing(values)}" for name, values in (left, right))
    return (
        f"They have different Companies House numbers: {said}. Companies House knows them as two companies."
    )


def _numbers_of(supplier: Supplier) -> Numbers:
    held = SupplierIdentifier.objects.filter(scheme=COMPANIES_HOUSE, supplier=supplier)
    return supplier.name, list(held.order_by("value").values_list("value", flat=True))


@transaction.atomic
def merge_suppliers(
    *, kept: Supplier, gone: Supplier, by: Person | None, reason: str, despite_numbers: bool = False
) -> Merge:
    """Make one supplier of two: everything that refers to ``gone`` moves to ``kept``, with history (R10).

    The gone supplier stays as a row, hidden from lists; its page leads to the kept one. What the kept one has
    already stays with the gone one, or is set aside where it would be seen twice, and is there again after
    :func:`undo_merge`.

    Args:
        kept: which one stays.
        gone: which one it was found to be.
        by: who found it; ``None`` for the machine.
        reason: why they are one, in a sentence, at most 500 characters are kept.
        despite_numbers: the person has read that both have Companies House numbers, and says they are one.

    Raises:
        NumbersDiffer: without that, or without a person, if both have such numbers.
        MergeRefused: if one of them was merged before, if they are the same, if only one is fictional, or
            while an import resolves names.
    """
    hold_names_still()
    kept, gone = _locked(kept, gone)
    _check(kept, gone)
    warning = numbers_warning(_numbers_of(kept), _numbers_of(gone))
    if warning and not (by and despite_numbers):
        raise NumbersDiffer(warning)
    merge = Merge.objects.create(kept=kept, gone=gone, by=by, reason=reason[:500])
    for reference in all_references():
        _carry_out(merge, reference, reference.plan(kept=kept.pk, gone=gone.pk))
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    tell_merged([kept.pk, gone.pk])
    return merge


def merge_new_supplier(*, kept: Supplier, gone: Supplier, reason: str) -> Merge:
    """Do what :func:`merge_suppliers` does with a supplier that the caller made a moment ago, in few queries.

    Nothing but names and numbers refers to such a one yet, so that nothing else moves and nothing follows for
    the contracts of the kept one.

    Args:
        kept: which one stays.
        gone: made in the present transaction, and linked with nothing.
        reason: why they are one, in a sentence, at most 500 characters are kept.

    Raises:
        MergeRefused: as :func:`merge_suppliers` does without a person.
    """
    hold_names_still()
    kept, gone = _locked(kept, gone)
    _check(kept, gone)
    numbers = _numbers_of(gone)
    warning = numbers_warning(_numbers_of(kept), numbers) if numbers[1] else ""
    if warning:
        raise NumbersDiffer(warning)
    merge = Merge.objects.create(kept=kept, gone=gone, by=None, reason=reason[:500])
    for reference in all_references():
        if reference.model in (SupplierName, SupplierIdentifier):
            _carry_out(merge, reference, reference.plan(kept=kept.pk, gone=gone.pk))
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    return merge


def hold_names_still() -> None:
    """Keep imports from resolving names until the transaction ends.

    Raises:
        MergeRefused: while an import does.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [RESOLVING])
        if not cursor.fetchone()[0]:
            raise MergeRefused("An import is running. Try again when it has finished, in some minutes.")


def _locked(*suppliers: Supplier) -> list[Supplier]:
    """Return suppliers as they are now, locked in the order of their ids so that nobody waits for another."""
    wanted = {supplier.pk for supplier in suppliers}
    rows = Supplier.objects.select_for_update(of=["self"]).filter(pk__in=wanted).order_by("pk")
    now = {row.pk: row for row in rows}
    return [now[supplier.pk] for supplier in suppliers]


def _check(kept: Supplier, gone: Supplier) -> None:
    if kept.pk == gone.pk:
        raise MergeRefused(f"{kept.name} is one supplier already.")
    if kept.is_demonstration != gone.is_demonstration:
        raise MergeRefused("A fictional supplier and a real one are never the same.")
    for one in (kept, gone):
        if one.merged_into:
            raise MergeRefused(f"{one.name} was merged into {one.merged_into.name} already.")


def _carry_out(merge: Merge, reference: Reference, moves: Sequence[Move]) -> None:
    """Do and remember what becomes of some rows; rows that change alike are written together."""
    alike: dict[str, list[int]] = defaultdict(list)
    for move in moves:
        alike[json.dumps(move.after)].append(move.row)
    for after, rows in alike.items():
        found = reference.model._default_manager.filter(pk__in=rows)
        values = json.loads(after)
        if values is None:
            found.delete()
        else:
            found.update(**values)
    MergeMove.objects.bulk_create(
        [
            MergeMove(
                merge=merge,
                model=reference.label,
                row=move.row,
                before=move.before,
                set_aside=move.after is None,
            )
            for move in moves
        ],
        batch_size=AT_ONCE,
    )


@transaction.atomic
def undo_merge(*, merge: Merge, by: Person | None) -> Merge:
    """Take a merge back: what it moved and is still where it moved it, goes back; what it set aside returns.

    What came to the kept supplier by itself stays there. A row that was changed to another supplier since,
    or that is gone, is left as it is.

    Args:
        merge: which one.
        by: who takes it back.

    Raises:
        MergeRefused: if it was undone before, if a later merge that stands sits on top of it, naming the one
            to undo first, or while an import resolves names.
    """
    hold_names_still()
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, gone = _locked(merge.kept, merge.gone)
    if merge.undone_at:
        raise MergeRefused(f"{gone.name} was separated from {kept.name} before.")
    later = Merge.objects.on_top_of(merge).select_related("kept", "gone").first()
    if later:
        raise MergeRefused(
            f"First undo that {later.gone.name} was merged into {later.kept.name}: it happened later."
        )
    moves: dict[tuple[str, frozenset[str], bool], list[MergeMove]] = defaultdict(list)
    for move in merge.moves.order_by("pk"):
        columns = frozenset() if move.set_aside else frozenset(move.before)
        moves[move.model, columns, move.set_aside].append(move)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    for reference in reversed(all_references()):
        back = moves.get((reference.label, frozenset(reference.columns), False), [])
        _put_back(reference, back, kept=kept.pk, gone=gone.pk)
        aside = moves.get((reference.label, frozenset(), True), [])
        if reference.set_aside:
            _make_anew(reference, aside, kept=kept.pk)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    tell_merged([kept.pk, gone.pk])
    return merge


def _put_back(reference: Reference, moves: Sequence[MergeMove], *, kept: int, gone: int) -> None:
    """Give moved rows their columns of before, as far as they are where they were moved."""
    before = {move.row: move.before for move in moves}
    moved = Q(_connector=Q.OR, **dict.fromkeys(reference.columns, kept))
    there = reference.model._default_manager.filter(moved, pk__in=list(before))
    alike: dict[str, list[int]] = defaultdict(list)
    for pk in reference.fitting(there, kept=kept, gone=gone):
        alike[json.dumps(before[pk], sort_keys=True)].append(pk)
    for values, rows in alike.items():
        reference.model._default_manager.filter(pk__in=rows).update(**json.loads(values))


def _make_anew(reference: Reference, moves: Iterable[MergeMove], *, kept: int) -> None:
    """Make rows anew that were set aside, where what made them superfluous is still there."""
    rows = [row_of(reference.model, move.before) for move in moves]
    twins = reference.likenesses_of(kept) if rows else set()
    there = set(reference.model._default_manager.filter(pk__in=[row.pk for row in rows]).values_list("pk"))
    for row in rows:
        if reference.like(row) in twins and (row.pk,) not in there:
            row.save(force_insert=True)
