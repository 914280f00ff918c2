"""An officer names suppliers: known names find their supplier, others become new ones (R10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count

from boroughs.parties import Party
from suppliers.actions import SupplierBook
from suppliers.actions.merge import hold_names_still
from suppliers.models import Supplier
from suppliers.normalise import normalise_name
from suppliers.search import in_order, search

#: Known suppliers that are offered for a name that is not known as it is.
MOST_OFFERED = 5
#: How close a name must be to be offered.
CLOSE = 0.6


@dataclass(frozen=True)
class Offer:
    """A known supplier that a name may stand for, and how many contracts it has."""

    pk: int
    name: str
    contracts: int
    reason: str


@dataclass(frozen=True)
class NamedSupplier:
    """A name that an officer wrote: the supplier that it certainly is, or those that it may be."""

    name: str
    known: int | None
    offers: tuple[Offer, ...] = ()


def read_names(names: Iterable[str], *, demonstration: bool = False) -> list[NamedSupplier]:
    """Return what each name stands for as far as it is known; nothing is written.

    Args:
        names: as the officer wrote them.
        demonstration: fictional suppliers and real ones never meet.
    """
    return [_read(name, demonstration=demonstration) for name in names]


def _read(name: str, *, demonstration: bool) -> NamedSupplier:
    standing = Supplier.objects.standing().filter(is_demonstration=demonstration)
    exact = list(standing.filter(names__normalised=normalise_name(name)).distinct()[:2])
    if len(exact) == 1:
        return NamedSupplier(name, exact[0].pk)
    matches = search(name, standing)
    close = [one for one in matches.values() if one.closeness >= CLOSE]
    rows = standing.filter(pk__in=[one.supplier for one in close]).annotate(number=Count("contract_links"))
    by_pk: dict[int, Any] = {row.pk: row for row in rows}
    ordered = in_order(
        [one for one in close if one.supplier in by_pk], {pk: row.name for pk, row in by_pk.items()}
    )
    offers = [
        Offer(one.supplier, by_pk[one.supplier].name, by_pk[one.supplier].number, one.reason)
        for one in ordered[:MOST_OFFERED]
    ]
    return NamedSupplier(name, None, tuple(offers))


@transaction.atomic
def make_suppliers(names: Iterable[str]) -> list[int]:
    """Return the ids of suppliers for names that an officer says are new; known ones are found again.

    Raises:
        MergeRefused: while an import resolves names.
    """
    wanted = list(names)
    if not wanted:
        return []
    hold_names_still()
    book = SupplierBook.read()
    found = [
        book.resolve(Party(name), source="Named by an officer on a contract", by_likeness=False).supplier.pk
        for name in wanted
    ]
    book.close()
    return found
