"""Links that stop e-mail without signing in, and those that take the stop back (RFC 8058)."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from boroughs.models import Frequency, Person
from boroughs.notifications.kinds import kind_of
from boroughs.notifications.letters import full_address
from boroughs.notifications.links import StaleLink, sign, unsign

STOP, UNDO = "stop-mail", "undo-stop-mail"
#: How long a link in an e-mail works, and how long a stop can be taken back by a link.
STOP_WORKS, UNDO_WORKS = dt.timedelta(days=365), dt.timedelta(days=30)


@dataclass(frozen=True)
class Stop:
    """What a link stops: mail to a person about a kind of event, or their daily or weekly digest."""

    person: Person
    what: str

    @property
    def label(self) -> str:
        """What is stopped, as it stands after *e-mails about*."""
        if self.what in (Frequency.DAILY, Frequency.WEEKLY):
            return f"everything in your {self.what} e-mail"
        kind = kind_of(self.what)
        return f"“{kind.label}”" if kind else "this"


def stop_address(person: int, what: str) -> str:
    """Return the full address that stops mail to a person, for the mail itself and its headers."""
    return full_address(reverse("unsubscribe", args=[sign(STOP, {"person": person, "what": what})]))


def read_stop(token: str) -> Stop:
    """Return what a link stops.

    Raises:
        StaleLink: if it has expired, was changed, or the person is gone.
    """
    said = unsign(STOP, token, max_age=STOP_WORKS)
    return Stop(_person(said["person"]), said["what"])


def undo_token(person: Person, before: dict[str, str]) -> str:
    """Return the token that brings back what had been chosen, by the kinds' codes."""
    return sign(UNDO, {"person": person.pk, "before": before})


def read_undo(token: str) -> tuple[Person, dict[str, Frequency]]:
    """Return whose choice is to be brought back, and the choice.

    Raises:
        StaleLink: if it has expired, was changed, or the person is gone.
    """
    said = unsign(UNDO, token, max_age=UNDO_WORKS)
    return _person(said["person"]), {code: Frequency(value) for code, value in said["before"].items()}


def _person(pk: int) -> Person:
    try:
        return Person.objects.select_related("borough").get(pk=pk, is_active=True)
    except Person.DoesNotExist as error:
        raise StaleLink("The person whom this link was made for has no account any more.") from error
