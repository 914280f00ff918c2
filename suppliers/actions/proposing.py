"""Candidates for the review queue: pairs of suppliers that may be one (R10)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from suppliers.models import Merge, Supplier, SupplierPair

Decision = SupplierPair.Decision
REASON_LENGTH = 500
AT_ONCE = 2000

#: A candidate: the ids of two suppliers, their likeness from 0 to 1, and the evidence in a sentence.
Candidate = tuple[int, int, float, str]


@transaction.atomic
def propose_pairs(pairs: Iterable[Candidate], by: Person | None = None) -> int:
    """Store candidates for the review queue, leaving alone what was decided (R10).

    A supplier that was merged is asked about as the one it became. A pair that waits already gets the new
    score and reason. Fictional suppliers and real ones are never a pair.

    Args:
        pairs: the ids of two suppliers in any order, their likeness from 0 to 1, the reason in a sentence.
        by: who proposes them; ``None`` for the machine. The history of the pairs has it.

    Returns:
        how many pairs are new.
    """
    suppliers = dict(Supplier.objects.values_list("pk", "merged_into"))
    fictional = set(Supplier.objects.fictional().values_list("pk", flat=True))
    wanted: dict[tuple[int, int], tuple[float, str]] = {}
    for one, other, score, reason in pairs:
        if one not in suppliers or other not in suppliers:
            continue
        left, right = sorted((_standing(one, suppliers), _standing(other, suppliers)))
        if left != right and (left in fictional) == (right in fictional):
            held = wanted.get((left, right))
            wanted[left, right] = max(held, (score, reason)) if held else (score, reason)
    return _store(wanted)


def _standing(supplier: int, suppliers: dict[int, int | None]) -> int:
    while (into := suppliers[supplier]) is not None:
        supplier = into
    return supplier


def _store(wanted: dict[tuple[int, int], tuple[float, str]]) -> int:
    """Write the pairs that are new or say something else than before; return how many are new."""
    known = {
        (pair.left_id, pair.right_id): pair
        for pair in SupplierPair.objects.filter(left__in={left for left, _ in wanted})
    }
    new, changed = [], []
    for (left, right), (score, reason) in wanted.items():
        score, reason = min(1.0, max(0.0, score)), reason[:REASON_LENGTH]
        pair = known.get((left, right))
        if pair is None:
            new.append(SupplierPair(left_id=left, right_id=right, score=score, reason=reason))
        elif pair.decision == Decision.UNDECIDED and (pair.score, pair.reason) != (score, reason):
            pair.score, pair.reason = score, reason
            changed.append(pair)
    SupplierPair.objects.bulk_create(new, ignore_conflicts=True, batch_size=AT_ONCE)
    SupplierPair.objects.bulk_update(changed, ["score", "reason"], batch_size=AT_ONCE)
    return len(new)


def remember_linked(*, merge: Merge, score: float, reason: str) -> SupplierPair:
    """Store that the machine found two suppliers to be one, so that staff see it and can take it back.

    Args:
        merge: what it did.
        score: the likeness of the names, from 0 to 1.
        reason: the evidence in a sentence.
    """
    left, right = sorted((merge.kept_id, merge.gone_id))
    return SupplierPair.objects.create(
        left_id=left,
        right_id=right,
        score=min(1.0, score),
        reason=reason[:REASON_LENGTH],
        decision=Decision.SAME,
        decided_at=timezone.now(),
        merge=merge,
    )
