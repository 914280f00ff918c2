"""Kinds of events: whom each concerns, in which words, and how people hear of it unless they choose."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from boroughs.models import Borough, Event, Frequency, Person
from boroughs.rights import Permission, has_permission

#: Returns the ids of the people whom an event concerns, each with the reason: a sentence to that person.
Audience = Callable[[Event], Iterable[tuple[int, str]]]


def _nothing(event: Event) -> Sequence[str]:
    return ()


def _nowhere(event: Event, person: Person) -> str:
    return ""


def _no_borough(event: Event) -> int | None:
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of event.

    The words are made anew whenever they are shown, from the event's ``data``: what an event is about may
    be gone by then.

    Attributes:
        code: what ``Event.kind`` holds; at most 40 characters.
        label: how the settings page names it, as *A contract is new where you follow*.
        why: one sentence below the label: when it happens.
        audience: computed when people are told, not when the event is announced.
        headline: one line that says what happened.
        address: the page to go to, beginning with a slash.
        default: how people hear of it who have chosen nothing.
        permission: the right without which nobody is told, asked again before anything is shown or sent.
        borough: the id of the borough whose record it is, for rights that end at the own borough (R9).
        details: further lines for the e-mail and the page.
        is_letter: the details are the paragraphs of what somebody wrote, and not a list.
        compulsory: it concerns the safety of an account and comes at once, whatever was chosen.
        naming: keys of ``data`` under which somebody's name stands and nothing else.
        reply_to: the address by which a person answers what the e-mail is about; empty where one cannot.
        calendar: what an e-mail at once carries for a person's calendar, in iCalendar; empty for nothing.
        quoting: keys of ``data`` whose text may have somebody's name in it.
    """

    code: str
    label: str
    why: str
    audience: Audience
    headline: Callable[[Event], str]
    address: Callable[[Event], str]
    default: Frequency = Frequency.DAILY
    permission: Permission = Permission.KEEP_ACCOUNT
    borough: Callable[[Event], int | None] = _no_borough
    details: Callable[[Event], Sequence[str]] = _nothing
    is_letter: bool = False
    compulsory: bool = False
    naming: Collection[str] = ()
    quoting: Collection[str] = ()
    reply_to: Callable[[Event, Person], str] = _nowhere
    calendar: Callable[[Event, Person], str] = _nowhere

    def can_reach(self, person: Person) -> bool:
        """Tell whether events of this kind can concern somebody at all, being what they are to the hub."""
        return has_permission(person, self.permission, person.borough)

    def may_be_told(self, person: Person, event: Event) -> bool:
        """Tell whether somebody may know of an event: asked of everybody whom the audience names."""
        borough = self.borough(event)
        return has_permission(person, self.permission, Borough(pk=borough) if borough else None)


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of event known; an app does so when it is ready.

    Raises:
        ValueError: if another kind has the code.
    """
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"There is a kind of event with the code {kind.code!r} already.")


def kind_of(code: str) -> Kind | None:
    """Return the kind with a code; ``None`` for one that this version of the hub does not know."""
    return _KINDS.get(code)


def all_kinds() -> list[Kind]:
    """Return all kinds in the order in which they were registered."""
    return list(_KINDS.values())
