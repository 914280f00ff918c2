"""Finding records that may be one contract, and asking about them (R8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Upper
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.joining import join_contracts, undo_joining
from contracts.models import Contract, ContractKey, ContractPair, ContractSupplier, Joining
from contracts.reconciliation import Likeness, Sketch, Verdict, compare

Decision = ContractPair.Decision
#: Contracts of one borough that are compared with a new one; a supplier with more is a framework's.
MOST_COMPARED = 200


#: What is compared of a record. Links come as arrays, without the joins by which they are ordered elsewhere.
COMPARED = {
    "with_suppliers": ArraySubquery(
        ContractSupplier.objects.filter(contract=OuterRef("pk")).order_by().values("supplier")
    ),
    "with_keys": ArraySubquery(
        ContractKey.objects.filter(contract=OuterRef("pk"))
        .order_by()
        .values(pair=JSONObject(scheme="scheme", value="value"))
    ),
}


def sketches(contracts: QuerySet[Contract]) -> dict[int, Sketch]:
    """Return what is compared of contracts, by id, in the order of the query; one query."""
    return {pk: sketch for pk, sketch, _ in sketched(contracts)}


def sketched(contracts: QuerySet[Contract]) -> Iterator[tuple[int, Sketch, str]]:
    """Yield id, what is compared, and the title in capitals as the database makes them; one query."""
    rows = contracts.annotate(**COMPARED, capitals=Upper("title")).values_list(
        *("pk", "title", "borough_ids", "with_suppliers", "reference", "notice_url"),
        *("start_date", "end_date", "value", "with_keys", "capitals"),
        named=True,
    )
    for row in rows:
        sketch = Sketch(
            title=row.title,
            boroughs=frozenset(row.borough_ids),
            suppliers=frozenset(row.with_suppliers),
            references=frozenset({row.reference} - {""}),
            notice=row.notice_url,
            start=row.start_date,
            end=row.end_date,
            value=row.value,
            keys=frozenset((key["scheme"], key["value"]) for key in row.with_keys),
        )
        yield row.pk, sketch, row.capitals


def alike(
    sketch: Sketch, *, but: int | None = None, demonstration: bool = False, before: bool = False
) -> list[tuple[int, Likeness]]:
    """Return the ids of the contracts that a record may be, the most alike first.

    Args:
        sketch: the record; it need not be stored.
        but: the id of its own contract, which is left out.
        demonstration: fictional contracts and real ones are never one.
        before: only those recorded before its own contract.
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
        .filter(is_demonstration=demonstration, **({"pk__lt": but} if before else {}))
        .exclude(pk=but or 0)
        .order_by("-pk")[:MOST_COMPARED]
    )
    return likely(sketch, sketches(candidates))


def likely(sketch: Sketch, others: Mapping[int, Sketch]) -> list[tuple[int, Likeness]]:
    """Return those of some records, by id, that a record may be, the most alike first."""
    found = [(pk, compare(sketch, other)) for pk, other in others.items()]
    alike_ones = [(pk, likeness) for pk, likeness in found if likeness.verdict is not Verdict.OTHER]
    return sorted(alike_ones, key=lambda pair: (-pair[1].score, pair[0]))


@transaction.atomic
def reconcile(contract: Contract) -> Joining | None:
    """Join a new contract with the one that it certainly is, or ask about those that it may be.

    Where it is certainly one of several, none is chosen and all are asked about.

    Args:
        contract: saved, with its boroughs, suppliers and keys.

    Returns:
        how it was joined, if it was.
    """
    (sketch,) = sketches(Contract.objects.filter(pk=contract.pk)).values()
    found = alike(sketch, but=contract.pk, demonstration=contract.is_demonstration)
    if not found:
        return None
    asked = _answers(contract.pk, [pk for pk, _ in found])
    open_ones = [(pk, likeness) for pk, likeness in found if asked.get(pk) != Decision.DIFFERENT]
    certain = [(pk, likeness) for pk, likeness in open_ones if likeness.verdict is Verdict.CERTAIN]
    if len(certain) == 1:
        ((pk, likeness),) = certain
        kept = Contract.objects.defer("search").get(pk=pk)
        joining = join_contracts(kept=kept, gone=contract, by=None, reason=likeness.reason)
        remember(pk, contract.pk, likeness, joining)
        return joining
    for pk, likeness in open_ones:
        if pk not in asked:
            remember(pk, contract.pk, likeness, None)
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
    contracts = Contract.objects.filter(is_demonstration=False).order_by("pk")
    if borough:
        contracts = contracts.of_borough(borough)
    before = ContractPair.objects.count()
    for contract, sketch in sketches(contracts).items():
        found = alike(sketch, but=contract, before=True)
        asked = _answers(contract, [pk for pk, _ in found]) if found else {}
        for pk, likeness in found:
            if pk not in asked:
                remember(pk, contract, likeness, None)
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


def remember(one: int, other: int, likeness: Likeness, joining: Joining | None) -> None:
    """Keep a question about two records, or that they were joined because it was certain."""
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
