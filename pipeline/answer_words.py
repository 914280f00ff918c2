"""What boroughs answered to a flag, in words, and who may read who it was (R9)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from boroughs.models import Person, Profile
from boroughs.rights import Role, roles_of
from boroughs.words import plain_date
from pipeline.models import Flag, FlagAnswer


@dataclass(frozen=True)
class Said:
    """One borough's answer; ``who`` is empty where the reader may not see the name, or nobody is named.

    ``stands`` is false for a *not now* that has come back; ``back`` then says why.
    """

    answer: FlagAnswer
    who: str
    stands: bool
    back: str

    @property
    def text(self) -> str:
        """The answer as a page writes it: *not now, until 3 August 2027*."""
        words = str(self.answer.get_answer_display())
        return f"{words}, until {plain_date(self.answer.until)}" if self.answer.until else words

    @property
    def colour(self) -> str:
        """The colour of its tag; the words say the same."""
        if not self.stands:
            return "grey"
        return {"interested": "green", "not_now": "yellow", "no": "red"}[self.answer.answer]

    @property
    def on(self) -> dt.date:
        """The day on which it was given."""
        return timezone.localdate(self.answer.answered_at)


def said_by(flag: Flag, today: dt.date, reader: Person) -> list[Said]:
    """Return what boroughs answered to a flag, those interested first, then by name.

    Args:
        flag: its answers should have been fetched with their boroughs and people with profiles.
        today: the day on which a *not now* comes back.
        reader: who reads.
    """
    order = FlagAnswer.Answer.values
    answers: Iterable[FlagAnswer] = flag.answers.all()
    said = [_said(answer, today, reader) for answer in answers]
    return sorted(said, key=lambda one: (order.index(one.answer.answer), one.answer.borough.name))


def _said(answer: FlagAnswer, today: dt.date, reader: Person) -> Said:
    due = answer.until is not None and answer.until <= today
    back = answer.returned_because if answer.returned_at else ""
    if due and not back:
        back = f"It was put off until {plain_date(answer.until)}."
    return Said(answer, name_of(answer.answered_by, answer.borough_id, reader), not back, back)


def name_of(person: Person | None, borough: int, reader: Person) -> str:
    """Return somebody's name for a reader who may see it: a colleague, LOTI staff, or any member for a peer
    who is in the directory; else nothing.

    Args:
        person: who acted, with the profile fetched; ``None`` for somebody who left.
        borough: the id of the borough in whose name it was.
        reader: who reads.
    """
    if person is None:
        return ""
    profile: Profile | None = getattr(person, "profile", None)
    own = reader.borough_id == borough or Role.LOTI_STAFF in roles_of(reader)
    return str(person) if own or (profile is not None and profile.in_directory) else ""
