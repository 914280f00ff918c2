"""The orders of the register, as stretches for pages by keyset.

*Ends soonest* is what ends from today on, then what has ended (the latest first), then what has no known
end date.
"""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.db.models import Q

from boroughs.keyset import Stretch, moment, whole

LARGEST_VALUE = Decimal(10) ** 12


def stretches(sort: str, today: dt.date) -> list[Stretch]:
    """Return the stretches of an order: ``end``, ``decide``, ``value``, ``title``, ``newest`` or ``closest``.

    The last one is for contracts with their ``closeness`` (``ContractQuerySet.closest_to``).
    """
    if sort == "closest":
        return [Stretch(Q(), "closeness", descending=True, read_key=whole)]
    if sort == "title":
        return [Stretch(Q(), "title")]
    if sort == "newest":
        return [Stretch(Q(), "changed", descending=True, read_key=moment)]
    if sort == "value":
        known = Stretch(Q(value__isnull=False), "value", descending=True, read_key=amount)
        return [known, Stretch(Q(value__isnull=True), None)]
    key = "decide_by" if sort == "decide" else "end_date"
    return [
        Stretch(Q(**{f"{key}__gte": today}), key, read_key=dt.date.fromisoformat),
        Stretch(Q(**{f"{key}__lt": today}), key, descending=True, read_key=dt.date.fromisoformat),
        Stretch(Q(**{f"{key}__isnull": True}), None),
    ]


def amount(text: str) -> Decimal:
    """Return the amount in GBP that a cursor carries; ValueError where it is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("no amount") from error
    if not amount.is_finite() or not 0 <= amount < LARGEST_VALUE:
        raise ValueError("no amount that a contract can have")
    return amount
