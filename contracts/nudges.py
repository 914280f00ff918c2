"""How people hear of a nudge: LOTI staff ask a borough to look at its stale contracts (R7)."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from boroughs.models import Event, Frequency
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import counted

NUDGE = "nudge"


def headline_of(name: str, stale: int) -> str:
    """Return the line that a nudge begins with."""
    return f"{name}: {counted(stale, 'contract')} not confirmed for a year"


def details_of(titles: Sequence[str], stale: int) -> list[str]:
    """Return what a nudge spells out: the contracts that are decided soonest, and what to do."""
    more = stale - len(titles)
    return [
        *titles,
        *([f"and {more:,} more"] if more > 0 else []),
        "Other boroughs plan with these dates. What is still true is confirmed with one click.",
    ]


def _people(event: Event) -> Iterable[tuple[int, str]]:
    return ((pk, event.data["because"]) for pk in event.data["people"])


NUDGES = Kind(
    code=NUDGE,
    label="LOTI asks my borough to look at stale contracts",
    why="At most once in 28 days, when many contracts of your borough have not been confirmed for a year.",
    audience=_people,
    headline=lambda event: headline_of(event.data["name"], event.data["stale"]),
    details=lambda event: details_of(event.data["titles"], event.data["stale"]),
    address=lambda event: reverse("my_borough"),
    default=Frequency.AT_ONCE,
    permission=Permission.EDIT_REGISTER,
    borough=lambda event: int(event.data["borough"]),
)
