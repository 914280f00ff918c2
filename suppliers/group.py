"""The group that a supplier belongs to, as its page shows it: a tree with dates and sources (R10)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from boroughs.words import plain_date
from suppliers.groups import Link, groups_on, owners_on
from suppliers.models import Ownership, Supplier


@dataclass(frozen=True)
class Member:
    """A supplier in the tree: how it came to its owner, and those that belong to it."""

    supplier: Supplier
    ownership: Ownership | None
    here: bool
    members: "list[Member]" = field(default_factory=list)

    @property
    def when(self) -> str:
        """Since when it belongs to its owner, in words."""
        return when(self.ownership) if self.ownership else ""


@dataclass(frozen=True)
class Told:
    """An ownership of the past, an offer, a product sold: what is told beside the tree."""

    ownership: Ownership
    when: str


@dataclass(frozen=True)
class Group:
    """The tree of today from the ultimate owner down, and what else is known of the supplier's owners."""

    top: Member | None
    told: Sequence[Told]


def when(ownership: Ownership) -> str:
    """Write the dates of an ownership: the days that are known, else its note, else *not known*."""
    begin, end = ownership.valid_from, ownership.valid_to
    days = [f"since {plain_date(begin)}" if not end else f"from {plain_date(begin)}"] if begin else []
    if end:
        days.append(f"until {plain_date(end - dt.timedelta(days=1))}")
    said = [" ".join(days)] if days else []
    if ownership.date_note:
        said.append(ownership.date_note)
    return "; ".join(said) or "when is not known"


def group_of(supplier: Supplier, day: dt.date) -> Group:
    """Return the group of a supplier on a day: one query, over who owned whom.

    Args:
        supplier: whose page it is.
        day: of whose owners the tree is.
    """
    every = list(Ownership.objects.select_related("supplier", "owner").order_by("supplier__name", "pk"))
    counting = {_link(row): row for row in every if row.makes_group and not row.supplier.merged_into_id}
    owners = owners_on(counting, day)
    top = groups_on(counting, day).get(supplier.pk, supplier.pk)
    now = {
        row.supplier_id: row
        for link, row in counting.items()
        if link.covers(day) and owners[row.supplier_id] == row.owner_id
    }
    told = [
        Told(row, when(row))
        for row in every
        if supplier.pk in {row.supplier_id, row.owner_id} and now.get(row.supplier_id) != row
    ]
    belongs = supplier.pk in owners or supplier.pk in owners.values()
    named = {one.pk: one for row in every for one in (row.supplier, row.owner)}
    tree = _member(named[top], None, supplier, now, seen=set()) if belongs else None
    return Group(tree, told)


def _link(row: Ownership) -> Link:
    return Link(row.supplier_id, row.owner_id, row.valid_from, row.valid_to)


def _member(
    one: Supplier, ownership: Ownership | None, here: Supplier, now: dict[int, Ownership], seen: set[int]
) -> Member:
    """Return a supplier with all that belongs to it; each once, even in a circle."""
    seen.add(one.pk)
    below = [
        _member(row.supplier, row, here, now, seen)
        for row in now.values()
        if row.owner_id == one.pk and row.supplier_id not in seen
    ]
    return Member(one, ownership, one.pk == here.pk, below)
