"""Who belongs to the group of a supplier on a day, for lists that are narrowed to a group (R10)."""

import datetime as dt
from dataclasses import dataclass

from suppliers.groups import groups_on
from suppliers.models import Ownership, Supplier


@dataclass(frozen=True)
class SupplierGroup:
    """An ultimate owner, and the primary keys of all that belong to it, its own included."""

    top: Supplier
    members: frozenset[int]

    def __str__(self) -> str:
        return self.top.name


def group_around(supplier: Supplier, day: dt.date) -> SupplierGroup:
    """Return the group that a supplier belongs to on a day; one that nobody owns is alone or the owner.

    Args:
        supplier: one that stands for itself, any in the group.
        day: the day.
    """
    groups = groups_on(Ownership.objects.making_groups().as_links(), day)
    top = groups.get(supplier.pk, supplier.pk)
    members = frozenset({top, *(member for member, group in groups.items() if group == top)})
    return SupplierGroup(supplier if top == supplier.pk else Supplier.objects.get(pk=top), members)
