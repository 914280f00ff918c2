"""Finding what the new contracts of an import may be, for many at once (R8)."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Upper

from contracts.actions.joining import join_contracts
from contracts.actions.reconcile import MOST_COMPARED, likely, remember, sketched
from contracts.models import Contract, ContractPair, ContractSupplier, Joining
from contracts.reconciliation import Likeness, Sketch, Verdict

#: What two records may share, by which one is looked up: the kind and the value.
Shared = tuple[str, Hashable]


class _Nearby:
    """The contracts that share something with new ones, by what they share."""

    def __init__(self, new: Collection[int]) -> None:
        self.sketches: dict[int, Sketch] = {}
        self.by_shared: dict[Shared, set[int]] = defaultdict(set)
        self._shared: dict[int, list[Shared]] = {}
        self.learn(new)
        self.learn_what_shares(new)

    def learn(self, ids: Collection[int]) -> None:
        """Take contracts in as they are now."""
        for pk, sketch, capitals in sketched(Contract.objects.filter(pk__in=ids)):
            self._take_in(pk, sketch, capitals)

    def learn_what_shares(self, new: Collection[int]) -> None:
        """Take in what on the same registers shares anything with some contracts that are taken in."""
        values: dict[str, set[Any]] = defaultdict(set)
        boroughs: set[int] = set()
        for pk in new:
            boroughs |= self.sketches[pk].boroughs
            for kind, value in self._shared[pk]:
                values[kind].add(value)
        links = ContractSupplier.objects.filter(supplier__in=values["supplier"])
        wanted = Q(pk__in=links.order_by().values("contract")) | Q(notice_url__in=values["notice"])
        wanted |= Q(reference__in=values["reference"]) | Q(in_capitals__in=values["title"])
        known = Contract.objects.annotate(in_capitals=Upper(F("title"))).filter(wanted)
        known = known.filter(borough_ids__overlap=list(boroughs), is_demonstration=False)
        for pk, sketch, capitals in sketched(known.order_by()):
            if pk not in self.sketches:
                self._take_in(pk, sketch, capitals)

    def forget(self, pk: int) -> None:
        """Know a contract no longer."""
        self.sketches.pop(pk, None)
        for shared in self._shared.pop(pk, ()):
            self.by_shared[shared].discard(pk)

    def before(self, pk: int) -> dict[int, Sketch]:
        """Return the contracts recorded before one that share something with it, the latest first."""
        sketch = self.sketches[pk]
        ids = {other for shared in self._shared[pk] for other in self.by_shared[shared] if other < pk}
        on_its_registers = (
            other for other in sorted(ids, reverse=True) if self.sketches[other].boroughs & sketch.boroughs
        )
        return {other: self.sketches[other] for other in islice(on_its_registers, MOST_COMPARED)}

    def _take_in(self, pk: int, sketch: Sketch, capitals: str) -> None:
        self.forget(pk)
        self.sketches[pk] = sketch
        self._shared[pk] = list(_shared(sketch, capitals))
        for shared in self._shared[pk]:
            self.by_shared[shared].add(pk)


def _shared(sketch: Sketch, capitals: str) -> Iterator[Shared]:
    yield "title", capitals
    for supplier in sketch.suppliers:
        yield "supplier", supplier
    ocids = {value.partition("|")[0] for scheme, value in sketch.keys if scheme == "ocds"}
    for reference in sketch.references | ocids:
        yield "reference", reference
    if sketch.notice:
        yield "notice", sketch.notice


def reconcile_new(contracts: Sequence[Contract]) -> dict[int, Joining]:
    """Join new contracts with those that they certainly are, or ask about those that they may be.

    As if ``reconcile`` had been called with each as soon as it was there: one is compared with those that
    were recorded before it, the earlier ones among the new themselves included.

    Args:
        contracts: saved a moment ago in this order, none fictional, with boroughs, suppliers and keys.

    Returns:
        how some of them were joined, by their id.
    """
    nearby = _Nearby([contract.pk for contract in contracts])
    joinings: dict[int, Joining] = {}
    questions: list[tuple[int, int, Likeness]] = []
    for contract in contracts:
        found = likely(nearby.sketches[contract.pk], nearby.before(contract.pk))
        certain = [(pk, likeness) for pk, likeness in found if likeness.verdict is Verdict.CERTAIN]
        if len(certain) == 1:
            ((pk, likeness),) = certain
            kept = Contract.objects.defer("search").get(pk=pk)
            joining = join_contracts(kept=kept, gone=contract, by=None, reason=likeness.reason)
            remember(pk, contract.pk, likeness, joining)
            joinings[contract.pk] = joining
            nearby.forget(contract.pk)
            nearby.learn([pk])
        else:
            questions += [(pk, contract.pk, likeness) for pk, likeness in found]
    ContractPair.objects.bulk_create(
        (
            ContractPair(left_id=pk, right_id=new, score=likeness.score, reason=likeness.reason[:500])
            for pk, new, likeness in questions
        ),
        batch_size=1000,
    )
    return joinings
