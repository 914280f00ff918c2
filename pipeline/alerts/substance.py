"""What of an opportunity is worth an e-mail when it changes. Pure: no database here.

Substance is how it stands, its days and its value. Words that are put right, a service area, a mailbox or a
code are none: nobody is written to for them.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from boroughs.words import money, plain_date

Substance = Mapping[str, str]
DAYS = {
    "bids_due": "Bids due",
    "start_on": "Contract starts",
    "happens_on": "Day of the event",
    "closes": "Last day to register or answer",
}
STATUS = {
    "planned": "announced",
    "active": "open",
    "complete": "awarded or closed",
    "awarded": "awarded",
    "cancelled": "cancelled",
    "called_off": "called off",
    "abandoned": "given up",
    "unsuccessful": "ended without an award",
}


def substance_of(
    *,
    status: str,
    bids_due: dt.date | None,
    start_on: dt.date | None,
    value_from: Decimal | None,
    value_to: Decimal | None,
    happens_on: dt.date | None = None,
    closes: dt.date | None = None,
) -> dict[str, str]:
    """Return the substance of an opportunity as text, to be kept and compared; unknown is empty."""
    return {
        "status": status,
        "bids_due": bids_due.isoformat() if bids_due else "",
        "start_on": start_on.isoformat() if start_on else "",
        "value_from": _amount(value_from),
        "value_to": _amount(value_to),
        **{name: day.isoformat() for name, day in (("happens_on", happens_on), ("closes", closes)) if day},
    }


def said_of(before: Substance, after: Substance) -> list[str]:
    """Say in sentences what changed from one substance to another; nothing where they are the same."""
    said = []
    if before.get("status") != after.get("status"):
        now = str(after.get("status"))
        said.append(f"It is now {STATUS.get(now, now)}.")
    for name, what in DAYS.items():
        old, new = _day(before.get(name)), _day(after.get(name))
        if old != new:
            said.append(f"{what}: {plain_date(new)}; it was {plain_date(old)}.")
    old_value, new_value = _band(before), _band(after)
    if old_value != new_value:
        said.append(f"Estimated value: {new_value}; it was {old_value}.")
    return said


def _amount(value: Decimal | None) -> str:
    return f"{value:.2f}" if value is not None else ""


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _band(substance: Substance) -> str:
    bounds = [Decimal(text) for name in ("value_from", "value_to") if (text := substance.get(name))]
    if len(bounds) == 2 and bounds[0] != bounds[1]:
        return f"{money(bounds[0])} to {money(bounds[1])}"
    return money(bounds[0] if bounds else None)
