"""Finding records that may be one contract, and asking about them (R8)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.joining import join_contracts, undo_joining
from contracts.models import Contract, ContractPair, ContractSupplier, Joining
from contracts.reconciliation import Likeness, Sketch, Verdict, compare

Decision = ContractPair.Decision
#: Contracts of one borough that are compared with a new one; a supplier with more is a framework's.
MOST_COMPARED = 200


def sketch_of(contract: Contract) -> Sketch:
    """Return what is compared of a contract, its links fetched before."""
    return Sketch(
        title=contract.title,
        boroughs=frozenset(link.borough_id for link in contract.borough_links.all()),
        suppliers=frozenset(link.supplier_id for link in contract.supplier_links.all()),
        references=frozenset({contract.reference} - {""}),
        notice=contract.notice_url,
        start=contract.start_date,
        end=contract.end_date,
        value=contract.value,
        keys=frozenset((key.scheme, key.value) for key in contract.keys.all()),
    )


def alike(
    sketch: Sketch, *, but: int | None = None, demonstration: bool = False
) -> list[tuple[Contract, Likeness]]:
    """Return the contracts that a record may be, the most alike first.

    Args:
        sketch: the record; it need not be stored.
        but: the id of its own contract, which is left out.
        demonstration: fictional contracts and real ones are never one.
    """
    shared = Q(notice_url=sketch.notice) if sketch.notice else Q()
    if sketch.references:
        shared |= Q(reference__in=sketch.references)
    ocids = {value.partition("|")[0] for scheme, value in sketch.keys if scheme == "ocds"}
    if ocids:
        shared |= Q(reference__in=ocids)
    if sketch.suppliers:
        # A subquery that is read once: within an import the tables' sizes are not known to the planner, which
        # would join them row by row.
        links = ContractSupplier.objects.filter(supplier__in=sketch.suppliers)
        shared |= Q(pk__in=links.order_by().values("contract"))
    shared |= Q(title__iexact=sketch.title)
    candidates = (
        Contract.objects.filter(shared, borough_ids__overlap=list(sketch.boroughs))
        .filter(is_demonstration=demonstration)
        .exclude(pk=but or 0)
        .order_by("-pk")
        .values_list("pk", flat=True)[:MOST_COMPARED]
    )
    rows = Contract.objects.filter(pk__in=list(candidates)).defer("search")
    rows = rows.prefetch_related("borough_links", "supplier_links", "keys")
    found = [(row, compare(sketch, sketch_of(row))) for row in rows]
    likely = [(row, likeness) for row, likeness in found if likeness.verdict is not Verdict.OTHER]
    return sorted(likely, key=lambda pair: (-pair[1].score, pair[0].pk))


@transaction.atomic
def reconcile(contract: Contract) -> Joining | None:
    """Join a new contract with the one that it certainly is, or ask about those that it may be.

    Where it is certainly one of several, none is chosen and all are asked about.

    Args:
        contract: saved, with its boroughs, suppliers and keys.

    Returns:
        how it was joined, if it was.
    """
    links = Contract.objects.prefetch_related("borough_links", "supplier_links", "keys").defer("search")
    found = alike(
        sketch_of(links.get(pk=contract.pk)), but=contract.pk, demonstration=contract.is_demonstration
    )
    if not found:
        return None
    asked = _answers(contract.pk, [row.pk for row, _ in found])
    open_ones = [(row, likeness) for row, likeness in found if asked.get(row.pk) != Decision.DIFFERENT]
    certain = [(row, likeness) for row, likeness in open_ones if likeness.verdict is Verdict.CERTAIN]
    if len(certain) == 1:
        kept, likeness = certain[0]
        joining = join_contracts(kept=kept, gone=contract, by=None, reason=likeness.reason)
        _remember(kept.pk, contract.pk, likeness, joining)
        return joining
    for row, likeness in open_ones:
        if row.pk not in asked:
            _remember(row.pk, contract.pk, likeness, None)
    return None


@transaction.atomic
def look_for_same(*, borough: Borough | None = None) -> int:
    """Compare the contracts on the register with each other and ask about those that may be one.

    Nothing is joined: what has stood side by side is for the borough to say.

    Args:
        borough: whose register; without one, all of them.

    Returns:
        how many questions are new.
    """
    contracts = Contract.objects.filter(is_demonstration=False).order_by("pk").defer("search")
    if borough:
        contracts = contracts.of_borough(borough)
    before = ContractPair.objects.count()
    rows = contracts.prefetch_related("borough_links", "supplier_links", "keys")
    for contract in rows.iterator(chunk_size=500):
        found = [
            (row, likeness)
            for row, likeness in alike(sketch_of(contract), but=contract.pk)
            if row.pk < contract.pk
        ]
        asked = _answers(contract.pk, [row.pk for row, _ in found])
        for row, likeness in found:
            if row.pk not in asked:
                _remember(row.pk, contract.pk, likeness, None)
    return ContractPair.objects.count() - before


@transaction.atomic
def say_same(*, pair: ContractPair, kept: int, by: Person) -> ContractPair:
    """Decide that two records are one contract, and join them.

    Args:
        pair: the question.
        kept: the id of the record that stays.
        by: who decides.

    Raises:
        Refused: if the pair is decided, or one of the two is gone.
    """
    pair = _undecided(pair)
    if kept not in {pair.left_id, pair.right_id}:
        raise Refused("Choose which of the two records stays.")
    gone = pair.right_id if kept == pair.left_id else pair.left_id
    rows = {row.pk: row for row in Contract.objects.filter(pk__in=[kept, gone]).defer("search")}
    if len(rows) < 2:
        raise Refused("One of the two was joined with another record meanwhile.")
    reason = f"Decided by an officer. {pair.reason}"
    pair.joining = join_contracts(kept=rows[kept], gone=rows[gone], by=by, reason=reason)
    return _decide(pair, Decision.SAME, by)


@transaction.atomic
def say_different(*, pair: ContractPair, by: Person) -> ContractPair:
    """Decide that two records are two contracts; nobody is asked again.

    Raises:
        Refused: if the pair is decided.
    """
    return _decide(_undecided(pair), Decision.DIFFERENT, by)


@transaction.atomic
def undo_decision(*, pair: ContractPair, by: Person) -> ContractPair:
    """Take an answer back, with the joining that it made; the pair waits again.

    What the hub joined by itself is two contracts from then on: whoever takes it back says so.

    Raises:
        Refused: if the pair is not decided, or a later joining must be undone first.
    """
    pair = ContractPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.decision == Decision.UNDECIDED:
        raise Refused("This question waits for an answer already.")
    joining, pair.joining = pair.joining, None
    if joining and not joining.undone_at:
        undo_joining(joining=joining, by=by)
        if joining.by_id is None and pair.decided_by_id is None:
            return _decide(pair, Decision.DIFFERENT, by)
    pair.decision, pair.decided_at, pair.decided_by = Decision.UNDECIDED, None, None
    pair.save()
    return pair


def say_two(*, one: int, other: int, by: Person) -> None:
    """Remember that a person recorded a contract knowing that another one is like it."""
    left, right = sorted((one, other))
    ContractPair.objects.update_or_create(
        left_id=left,
        right_id=right,
        defaults={
            "score": 0.5,
            "reason": "Recorded as another contract beside it.",
            "decision": Decision.DIFFERENT,
            "decided_at": timezone.now(),
            "decided_by": by,
        },
    )


def _answers(contract: int, others: Iterable[int]) -> dict[int, str]:
    """Return what was answered about a contract and others, or the records that were joined with them."""
    ids = [contract, *others]
    became: dict[int, int] = {pk: pk for pk in ids}
    for gone, kept in Joining.objects.filter(kept__in=ids, undone_at__isnull=True).values_list(
        "gone", "kept"
    ):
        became[gone] = kept
    every = list(became)
    answers: dict[int, str] = {}
    pairs = ContractPair.objects.filter(left_id__in=every, right_id__in=every)
    weight = defaultdict(int, {str(Decision.DIFFERENT): 1})
    for left, right, decision in pairs.values_list("left_id", "right_id", "decision"):
        ends = {became[left], became[right]}
        if contract in ends and len(ends) == 2:
            (other,) = ends - {contract}
            if weight[decision] >= weight[answers.get(other, "")]:
                answers[other] = decision
    return answers


def _remember(one: int, other: int, likeness: Likeness, joining: Joining | None) -> None:
    left, right = sorted((one, other))
    said = {"score": likeness.score, "reason": likeness.reason[:500]}
    if joining:
        said |= {"decision": Decision.SAME, "decided_at": joining.at, "joining": joining}
    ContractPair.objects.update_or_create(left_id=left, right_id=right, defaults=said)


def _undecided(pair: ContractPair) -> ContractPair:
    pair = ContractPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.decided_at:
        raise Refused(
            f"This was answered on {plain_date(timezone.localdate(pair.decided_at))}: "
            f"{pair.get_decision_display()}. Undo that first."
        )
    return pair


def _decide(pair: ContractPair, decision: str, by: Person) -> ContractPair:
    pair.decision, pair.decided_by, pair.decided_at = decision, by, timezone.now()
    pair.save()
    return pair
