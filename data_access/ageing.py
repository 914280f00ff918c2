"""How old a fact is. Pure: no database. The words fresh, ageing and stale are those of R7."""

import datetime as dt

from dateutil.relativedelta import relativedelta

from contracts.freshness import COLOURS, freshness

#: From so many years on a fact is shown as old: most products have had another release by then.
OLD_YEARS = 2
OLD = f"over {OLD_YEARS} years old"


def is_old(true_on: dt.date, today: dt.date) -> bool:
    """Tell whether a fact is too old to be relied on.

    Args:
        true_on: the day on which it was true.
        today: the day on which it is read.
    """
    return true_on <= today - relativedelta(years=OLD_YEARS)


def aged(true_on: dt.date, today: dt.date) -> tuple[str, str]:
    """Return the words of a fact's age and the colour of their tag: *fresh*, *ageing*, *stale* or *old*."""
    if is_old(true_on, today):
        return OLD, "red"
    found = freshness(true_on, today)
    return found.value, COLOURS[found]
