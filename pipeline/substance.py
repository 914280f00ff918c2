"""Whether a flag changed in substance since it was answered, or told (R4). Pure: no database here.

The substance of a flag is who is in it and when all could start together. A contract more or less, a value
that became known or another wording are no reason to ask a borough again.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from boroughs.words import listing, plain_date

#: A common start that moves by fewer days leaves the substance as it was.
START_MOVES_DAYS = 30


@dataclass(frozen=True)
class Substance:
    """The ids of a flag's boroughs, and the day on which all could start together, if there is one."""

    boroughs: frozenset[int]
    start_on: dt.date | None = None


def has_changed(before: Substance, now: Substance) -> bool:
    """Tell whether a flag is another one in substance: other boroughs, or another start.

    Args:
        before: what it was when it was answered, or told.
        now: what it is.
    """
    return before.boroughs != now.boroughs or _start_moved(before.start_on, now.start_on)


def what_changed(before: Substance, now: Substance, names: Mapping[int, str]) -> str:
    """Say in a sentence what changed in substance; empty where nothing did.

    Args:
        before: what the flag was.
        now: what it is.
        names: of boroughs, by id; one that is missing is passed over.
    """
    said = []
    if came := _named(now.boroughs - before.boroughs, names):
        said.append(f"{listing(came)} came in")
    if went := _named(before.boroughs - now.boroughs, names):
        said.append(f"{listing(went)} left")
    if _start_moved(before.start_on, now.start_on):
        if now.start_on is None:
            said.append("there is no common start any more")
        elif before.start_on is None:
            said.append(f"all could start together on {plain_date(now.start_on)}")
        else:
            said.append(
                f"the common start moved from {plain_date(before.start_on)} to {plain_date(now.start_on)}"
            )
    if not said and has_changed(before, now):
        said.append("other boroughs are in it")
    sentence = listing(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if said else ""


def _start_moved(before: dt.date | None, now: dt.date | None) -> bool:
    if before is None or now is None:
        return before is not now
    return abs((now - before).days) >= START_MOVES_DAYS


def _named(boroughs: Collection[int], names: Mapping[int, str]) -> list[str]:
    return sorted(names[pk] for pk in boroughs if pk in names)
