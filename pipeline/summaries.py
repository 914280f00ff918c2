"""A flag in a few words, for lists and the home page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.models import Borough, Person
from boroughs.words import counted, listing, money
from pipeline.models import Flag

MOST_NAMES = 6


@dataclass(frozen=True)
class FlagSummary:
    """What a list shows of a flag.

    ``decide_by`` is the next decide-by date among its boroughs, or where all have passed, the last one;
    ``missed`` are the boroughs whose date has passed.
    """

    flag: Flag
    subject: str
    boroughs: str
    value: str
    decide_by: dt.date | None
    passed: bool
    missed: str


def summary(flag: Flag, today: dt.date) -> FlagSummary:
    """Return a flag in a few words; it should have been fetched ``with_names``."""
    links = list(flag.borough_links.all())
    dates = sorted(link.decide_by for link in links if link.decide_by)
    ahead = [day for day in dates if day >= today]
    missed = [link.borough.name for link in links if link.decide_by and link.decide_by < today]
    subject = flag.service_area or flag.product or flag.supplier
    return FlagSummary(
        flag=flag,
        subject=str(subject),
        boroughs=_some(sorted(link.borough.name for link in links)),
        value=together(flag),
        decide_by=ahead[0] if ahead else (dates[-1] if dates else None),
        passed=bool(dates) and not ahead,
        missed=_some(sorted(missed)),
    )


def together(flag: Flag) -> str:
    """Write the annual value together with the number of contracts that it leaves out (R1)."""
    if not flag.unknown_values:
        return f"{money(flag.value)} a year" if flag.value is not None else money(None)
    without = f"{counted(flag.unknown_values, 'contract')} of unknown value"
    return (
        f"{money(flag.value)} a year, without {without}"
        if flag.value is not None
        else f"not known ({without})"
    )


def _some(names: Sequence[str]) -> str:
    """List names, those over a number only counted."""
    if len(names) <= MOST_NAMES:
        return listing(names)
    return listing([*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"])


def top_flags(person: Person, borough: Borough, today: dt.date, most: int = 5) -> list[FlagSummary]:
    """Return the highest-ranked live flags of a borough that somebody may see, for their home page.

    Args:
        person: who reads.
        borough: whose flags.
        today: the day on which dates count as passed.
        most: how many at most.
    """
    flags = Flag.objects.visible_to(person).live().of_borough(borough).ranked().with_names()
    return [summary(flag, today) for flag in flags[:most]]
