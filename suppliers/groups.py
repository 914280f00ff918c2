"""Supplier groups: who owned a supplier in the end, on a day (R10). Pure: no database here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

#: The kinds of ownership that make a group. An offer is an announcement, and who buys a product does not buy
#: its owner.
MAKING_GROUPS = ("acquired", "renamed", "merged", "owned")
ONE_DAY = dt.timedelta(days=1)


class Link(NamedTuple):
    """A supplier belonged to an owner from a day until before another; ``None`` is not known.

    A link without any date counts on the days on which no dated link of the supplier does.
    """

    supplier: int
    owner: int
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    @property
    def is_dated(self) -> bool:
        """Tell whether at least one of its days is known."""
        return self.valid_from is not None or self.valid_to is not None

    def covers(self, day: dt.date) -> bool:
        """Tell whether a day lies between its dates; a date that is not known is no bound."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


def owners_on(links: Iterable[Link], day: dt.date) -> dict[int, int]:
    """Return the direct owner of each supplier that has one on a day, dated links before undated ones.

    Args:
        links: of any suppliers. Of two that count alike on the day, which the database does not allow, the
            one with the smaller owner's id does.
        day: the day.
    """
    covering = [link for link in links if link.covers(day)]
    covering.sort(key=lambda link: (link.is_dated, -link.owner))
    return {link.supplier: link.owner for link in covering}


def groups_on(links: Iterable[Link], day: dt.date) -> dict[int, int]:
    """Return the group, the ultimate owner's id, of each supplier that belongs to another on a day.

    A supplier that nobody owns is its own group and is not in the answer. In a circle, which recording an
    ownership refuses, the smallest id stands for all.
    """
    owners = owners_on(links, day)
    return {supplier: _top(supplier, owners) for supplier in owners}


def _top(supplier: int, owners: dict[int, int]) -> int:
    seen = [supplier]
    while (owner := owners.get(seen[-1])) is not None:
        if owner in seen:
            return min(seen[seen.index(owner) :])
        seen.append(owner)
    return seen[-1]


def makes_a_circle(links: Iterable[Link], new: Link) -> bool:
    """Tell whether a new link would make its supplier, on some day, own itself through others.

    Args:
        links: those that there are, without the new one.
        new: the one that is to be recorded.
    """
    every = [*links, new]
    changes = {day for link in every for day in (link.valid_from, link.valid_to) if day is not None}
    days = changes | {day - ONE_DAY for day in changes} | {dt.date.max}
    return any(_comes_back(new.supplier, owners_on(every, day)) for day in days if new.covers(day))


def _comes_back(supplier: int, owners: dict[int, int]) -> bool:
    seen: set[int] = set()
    one: int | None = owners.get(supplier)
    while one is not None and one not in seen:
        if one == supplier:
            return True
        seen.add(one)
        one = owners.get(one)
    return False


def children_of(links: Iterable[Link]) -> dict[int, list[Link]]:
    """Return the links by owner, in the order given: what a group's tree is drawn from."""
    result: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        result[link.owner].append(link)
    return dict(result)
