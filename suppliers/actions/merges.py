"""Which supplier became which, for whoever resolves names (R10)."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Model

from suppliers.models import Merge, MergeMove


@dataclass
class Merges:
    """The merges that stand, read once: what each supplier became, and who had what in the beginning."""

    into: dict[int, Merge] = field(default_factory=dict)
    origins: dict[tuple[str, int], int] = field(default_factory=dict)
    _together: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls) -> "Merges":
        """Read the merges that were not undone, and the moves of names and numbers."""
        merges = cls(into={merge.gone_id: merge for merge in Merge.objects.standing()})
        moves = MergeMove.objects.filter(
            merge__undone_at__isnull=True,
            model__in=["suppliers.SupplierName", "suppliers.SupplierIdentifier"],
        )
        for label, row, gone in moves.order_by("pk").values_list("model", "row", "merge__gone"):
            merges.origins.setdefault((label, row), gone)
        for supplier in merges.into:
            merges._together[merges.standing(supplier)].add(supplier)
        return merges

    def standing(self, supplier: int) -> int:
        """Return the id of the supplier that one became, its own if it stands for itself."""
        return self._way(supplier)[-1]

    def together(self, supplier: int) -> set[int]:
        """Return the ids of all suppliers that were found to be one with a supplier, itself among them."""
        standing = self.standing(supplier)
        return {standing} | self._together.get(standing, set())

    def origin(self, model: type[Model], row: int, supplier: int) -> int:
        """Return the id of the supplier that a row came to, before merges moved it to ``supplier``."""
        return self.origins.get((model._meta.label, row), supplier)

    def remember(self, row: Model, *, origin: int, holder: int) -> None:
        """Let a row that came to a merged supplier go back with it, as if the merges had moved it.

        Args:
            row: saved, with a supplier.
            origin: the id of the supplier it came to.
            holder: the id of the supplier that it was given.
        """
        if origin == holder:
            return
        label = row._meta.label
        MergeMove.objects.bulk_create(
            MergeMove(merge=self.into[gone], model=label, row=row.pk, before={"supplier_id": gone})
            for gone, _ in pairwise(self._way(origin))
        )
        self.origins[label, row.pk] = origin

    def _way(self, supplier: int) -> list[int]:
        way = [supplier]
        while (merge := self.into.get(way[-1])) is not None:
            way.append(merge.kept_id)
        return way
