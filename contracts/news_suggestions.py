"""What whoever looks after a contract hears: a source says something else than an officer did (R8)."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from boroughs.models import Event, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import counted

SUGGESTED = "suggestion_made"


def _keeper(event: Event) -> Iterable[tuple[int, str]]:
    yield event.data["person"], "You look after this contract."


def _headline(event: Event) -> str:
    fields: list[str] = event.data["fields"]
    return f"{counted(len(fields), 'suggestion')} for {event.data['title']}"


def _details(event: Event) -> Sequence[str]:
    source = event.data["source"]
    return [f"{name}: {source} says something else than an officer did" for name in event.data["fields"]]


def _borough(event: Event) -> int:
    """Return the keeper's own borough: of a joint contract, any borough's officer may look after it."""
    own = Person.objects.filter(pk=event.data["person"]).values_list("borough", flat=True).first()
    return int(own or event.data["borough"])


SUGGESTIONS = Kind(
    code=SUGGESTED,
    label="A source differs from what an officer said",
    why="When a notice or a register says something else of a contract you look after than an officer did.",
    audience=_keeper,
    headline=_headline,
    details=_details,
    address=lambda event: f"{reverse('contract', args=[event.data['contract']])}#suggestions",
    permission=Permission.EDIT_REGISTER,
    borough=_borough,
)
