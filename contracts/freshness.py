"""How fresh a record is: when it was last confirmed (R7). Pure: no database."""

import datetime as dt
from enum import Enum

from dateutil.relativedelta import relativedelta

#: Calendar months since the confirmation: under the first fresh, under the second ageing, else stale.
FRESH_MONTHS = 6
AGEING_MONTHS = 12


class Freshness(Enum):
    """How far a record may be relied on. The value is the word that pages show."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"


#: The colour of the tag beside the word.
COLOURS = {Freshness.FRESH: "green", Freshness.AGEING: "yellow", Freshness.STALE: "grey"}


def fresh_after(today: dt.date) -> dt.date:
    """Return the day after which a confirmation counts as fresh."""
    return today - relativedelta(months=FRESH_MONTHS)


def stale_until(today: dt.date) -> dt.date:
    """Return the last day on which a confirmation counts as stale."""
    return today - relativedelta(months=AGEING_MONTHS)


def freshness(confirmed_on: dt.date | None, today: dt.date) -> Freshness:
    """Return how fresh a record is; one that nobody has ever confirmed is stale.

    Args:
        confirmed_on: the day on which an officer or a newer notice last agreed with it.
        today: the day on which it is read.
    """
    if confirmed_on is None or confirmed_on <= stale_until(today):
        return Freshness.STALE
    return Freshness.FRESH if confirmed_on > fresh_after(today) else Freshness.AGEING
