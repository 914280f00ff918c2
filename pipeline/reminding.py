"""When somebody is reminded of a planned day. Pure: no database here."""

import datetime as dt
import re
from collections.abc import Collection

#: What may stand between two numbers of days.
_BETWEEN = re.compile(r"[\s,;]+|\band\b|\bdays?\b", re.IGNORECASE)


def reminder_due(days: Collection[int], planned: dt.date, today: dt.date) -> int | None:
    """Return which reminder of a planned day is due: how many days before it belongs.

    A day on which nobody was reminded loses nothing: the reminder stays due until the next one is, or the
    day has passed. Of several that are due at once only the nearest counts.

    Args:
        days: how many days before somebody wants to be reminded.
        planned: the day of the gate or the milestone.
        today: in London.

    Returns:
        one of ``days``; ``None`` while it is too early, and once the day has passed.
    """
    left = (planned - today).days
    return min((one for one in days if one >= left), default=None) if left >= 0 else None


def read_days(text: str) -> list[int]:
    """Read numbers of days as somebody writes them, as *14, 3*; the earliest reminder first, each once.

    Raises:
        ValueError: where something else is among them.
    """
    words = [word for word in _BETWEEN.split(text) if word]
    if not all(word.isascii() and word.isdigit() and len(word) <= 4 for word in words):
        raise ValueError("not numbers")
    return sorted({int(word) for word in words}, reverse=True)
