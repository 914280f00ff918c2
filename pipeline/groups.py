"""Which supplier group each supplier is in on a day, for flags and for who may see them (R4, R10)."""

import datetime as dt

from suppliers.groups import groups_on
from suppliers.models import Ownership


def groups_on_day(day: dt.date) -> dict[int, int]:
    """Return the supplier group of each supplier that has one, by id: the ultimate owner's id (R10).

    The ultimate owner is in it too, as its own group.
    """
    groups = groups_on(Ownership.objects.making_groups().as_links(), day)
    return {**groups, **{top: top for top in groups.values()}}
