"""Which rows of suppliers themselves, and of the people below, refer to a supplier and move with a merge."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from boroughs.models import Event, Follow
from suppliers.models import (
    IdentifierConflict,
    Ownership,
    Product,
    ProductOwner,
    SupplierClaim,
    SupplierDomain,
    SupplierIdentifier,
    SupplierName,
    SupplierPair,
    SupplierProfile,
)
from suppliers.referring import Move, Reference, refer, refers_to_supplier


class Pairs(Reference):
    """Pairs for review: both sides in one, kept in order of id. The pair of the two merged ones stays."""

    def plan(self, *, kept: int, gone: int) -> list[Move]:
        """Give each pair the kept supplier, where that one has no such pair yet."""
        others = {_other(pair, kept) for pair in self.rows_of(kept)}
        moves = []
        for pair in self.rows_of(gone):
            other = _other(pair, gone)
            if other == kept or other in others:
                continue
            left, right = sorted((kept, other))
            before = {"left_id": pair.left_id, "right_id": pair.right_id}
            moves.append(Move(pair.pk, before, {"left_id": left, "right_id": right}))
        return moves

    def fitting(self, rows: Iterable[Any], *, kept: int, gone: int) -> list[int]:
        """Return the pairs that the gone supplier has not got since."""
        taken = {_other(pair, gone) for pair in self.rows_of(gone)}
        return [pair.pk for pair in rows if _other(pair, kept) not in taken]


def _other(pair: SupplierPair, one: int) -> int:
    return pair.right_id if pair.left_id == one else pair.left_id


class Owners(Reference):
    """Who owned whom: what would give somebody two owners at a time, or a circle, stays."""

    def plan(self, *, kept: int, gone: int) -> list[Move]:
        """Give the kept supplier each ownership that contradicts none of its own."""
        moves = []
        for row in self.rows_of(gone):
            before = {"supplier_id": row.supplier_id, "owner_id": row.owner_id}
            after = {name: kept if pk == gone else pk for name, pk in before.items()}
            if after["supplier_id"] != after["owner_id"] and _holds(row, after):
                moves.append(Move(row.pk, before, after))
        return moves

    def fitting(self, rows: Iterable[Any], *, kept: int, gone: int) -> list[int]:
        """Return all of them: the gone supplier gets no owner while it is merged."""
        return [row.pk for row in rows]


class _EnoughError(Exception):
    """Rolls a trial back."""


def _holds(row: Ownership, after: dict[str, int]) -> bool:
    """Tell whether an ownership may have these suppliers; what is tried is taken back."""
    row.supplier_id, row.owner_id = after["supplier_id"], after["owner_id"]
    if row.makes_a_circle():
        return False
    try:
        with transaction.atomic():
            row.save()
            raise _EnoughError
    except IntegrityError:
        return False
    except _EnoughError:
        return True


class OneOfAKind(Reference):
    """What a supplier has one of: where the kept supplier has its own, the other stays with the gone one."""

    def plan(self, *, kept: int, gone: int) -> list[Move]:
        """Move the row where the kept supplier has none."""
        if self.rows_of(kept).exists():
            return []
        return [Move(row.pk, {"supplier_id": gone}, {"supplier_id": kept}) for row in self.rows_of(gone)]

    def fitting(self, rows: Iterable[Any], *, kept: int, gone: int) -> list[int]:
        """Return the row, unless the gone supplier has got one since."""
        return [] if self.rows_of(gone).exists() else [row.pk for row in rows]


def register() -> None:
    """Name them; the app does so when it is ready."""
    refers_to_supplier(SupplierName, "supplier", unique_with=("name",))
    refers_to_supplier(SupplierIdentifier, "supplier")
    refers_to_supplier(Product, "supplier")
    refers_to_supplier(ProductOwner, "supplier")
    refers_to_supplier(IdentifierConflict, "supplier")
    refers_to_supplier(IdentifierConflict, "other")
    # A claim that is over stays where it was made; an open one follows what the supplier became.
    open_claims = Q(state__in=[SupplierClaim.State.WAITING, SupplierClaim.State.ACCEPTED])
    refers_to_supplier(SupplierClaim, "supplier", unique_with=("person",), only=open_claims)
    refers_to_supplier(SupplierDomain, "supplier", unique_with=("domain",))
    refer(OneOfAKind(SupplierProfile, ("supplier",)))
    refer(Pairs(SupplierPair, ("left", "right")))
    refer(Owners(Ownership, ("supplier", "owner")))
    refers_to_supplier(Follow, "object_id", unique_with=("person",))
    refers_to_supplier(Event, "object_id", only=Q(told_at__isnull=True))
