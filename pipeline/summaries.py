"""A flag in a few words, for lists and the home page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.models import Borough, Person
from boroughs.words import counted, listing, money
from pipeline.answer_words import Said, said_by
from pipeline.models import Flag, FlagAnswer

MOST_NAMES = 6


@dataclass(frozen=True)
class FlagSummary:
    """What a list shows of a flag.

    ``decide_by`` is the next decide-by date among its boroughs, or where all have passed, the last one;
    ``missed`` are the boroughs whose date has passed. ``mine`` is what the reader's borough answered;
    ``others`` counts what other boroughs did; ``could_join`` tells that the reader's borough is not in it.
    """

    flag: Flag
    subject: str
    name: str
    boroughs: str
    value: str
    decide_by: dt.date | None
    passed: bool
    missed: str
    mine: Said | None = None
    others: str = ""
    could_join: bool = False


def summary(flag: Flag, today: dt.date, reader: Person | None = None) -> FlagSummary:
    """Return a flag in a few words; it should have been fetched ``with_names``.

    Args:
        flag: the flag.
        today: the day on which dates count as passed.
        reader: who reads; without one, nothing is said of answers.
    """
    links = list(flag.borough_links.all())
    dates = sorted(link.decide_by for link in links if link.decide_by)
    ahead = [day for day in dates if day >= today]
    missed = [link.borough.name for link in links if link.decide_by and link.decide_by < today]
    subject = flag.service_area or flag.product or flag.supplier
    said = said_by(flag, today, reader) if reader else []
    own = reader.borough_id if reader else None
    return FlagSummary(
        flag=flag,
        subject=str(subject),
        name=subject.name if subject else "",
        boroughs=_some(sorted(link.borough.name for link in links)),
        value=together(flag),
        decide_by=ahead[0] if ahead else (dates[-1] if dates else None),
        passed=bool(dates) and not ahead,
        missed=_some(sorted(missed)),
        mine=next((one for one in said if one.answer.borough_id == own), None),
        others=_others([one for one in said if one.answer.borough_id != own and one.stands]),
        could_join=own is not None and own not in {link.borough_id for link in links},
    )


def _others(said: Sequence[Said]) -> str:
    """Count what other boroughs answered, as *2 interested, 1 not now*."""
    counts = dict.fromkeys(FlagAnswer.Answer.labels, 0)
    for one in said:
        counts[one.answer.get_answer_display()] += 1
    return ", ".join(f"{number} {label}" for label, number in counts.items() if number)


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
    """Return the highest-ranked live flags that wait for a borough's answer, for their home page.

    What the borough answered or muted is left out, until it comes back (R4).

    Args:
        person: who reads.
        borough: whose flags.
        today: the day on which dates count as passed.
        most: how many at most.
    """
    flags = Flag.objects.visible_to(person).live().of_borough(borough)
    waiting = flags.unanswered_by(borough.pk, today).not_muted_by(borough.pk)
    return [summary(flag, today, person) for flag in waiting.ranked().with_names()[:most]]
