"""What a borough is to hear of a flag, compared with what it was told last. Pure: no database here."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from pipeline.substance import Substance, has_changed

#: A decision is near so many days before its decide-by date.
NEAR_DAYS = 92


class News(Enum):
    """Why a flag is in a digest; of several reasons the first here is told."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    NEAR = "near"


@dataclass(frozen=True)
class Told:
    """What a borough was told of a flag last: its substance, the decide-by date it heard is near, when."""

    substance: Substance
    near_on: dt.date | None
    at: dt.datetime


@dataclass(frozen=True)
class Answered:
    """A borough's answer: whether it is a *no*, whether it holds, and when a *not now* came back."""

    declined: bool
    stands: bool
    came_back: dt.datetime | None = None


@dataclass(frozen=True)
class Present:
    """A live flag as it is for one borough: its substance, and the borough's decide-by date in it."""

    substance: Substance
    decide_by: dt.date | None
    put_off: bool = False


def is_near(decide_by: dt.date | None, on: dt.date) -> bool:
    """Tell whether a decide-by date is to come within ``NEAR_DAYS``."""
    return decide_by is not None and 0 <= (decide_by - on).days <= NEAR_DAYS


def news_of(now: Present, told: Told | None, answered: Answered | None, on: dt.date) -> News | None:
    """Return why a borough should hear of a flag, if it should (R4).

    It hears once that a flag is new, unless it answered before it was told; of each change of substance; once
    that a *not now* came back; once of each decide-by date that it is near. After a *no* it hears nothing
    more, and while a *not now* holds nothing but changes, which end it.

    Args:
        now: the flag.
        told: what it was told last; ``None`` for nothing yet.
        answered: its answer, if it gave one.
        on: today.
    """
    if answered and answered.declined:
        return None
    if told is None:
        if answered is None:
            return News.NEW
    elif has_changed(told.substance, now.substance):
        return News.CHANGED
    came_back = answered.came_back if answered else None
    if came_back and (told is None or told.at < came_back):
        return News.BACK
    put_off = answered is not None and answered.stands and now.put_off
    if is_near(now.decide_by, on) and not put_off and (told is None or told.near_on != now.decide_by):
        return News.NEAR
    return None
