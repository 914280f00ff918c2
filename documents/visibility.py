"""Who else may see a document: layers above say it of those that belong to something of theirs (R9)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from boroughs.models import Person

if TYPE_CHECKING:
    from documents.models import Document


@dataclass(frozen=True)
class Place:
    """What a document belongs to: what kind of thing it is, what it is called, the address of its page."""

    noun: str
    name: str
    address: str


_RULES: list[Callable[[Person], Q]] = []
_PLACES: list[Callable[["Document"], Place | None]] = []


def also_visible(rule: Callable[[Person], Q]) -> None:
    """Let documents be seen by a rule of a layer above; its app says so when it is ready.

    Args:
        rule: returns the condition of the documents that somebody may see by it.
    """
    if rule not in _RULES:
        _RULES.append(rule)


def seen_by_rules(person: Person) -> Q:
    """Return the condition of the documents that somebody may see by any of the rules."""
    seen = Q(pk__in=[])
    for rule in _RULES:
        seen |= rule(person)
    return seen


def names_place(rule: Callable[["Document"], Place | None]) -> None:
    """Let the page of a document lead to what it belongs to; the layer above says so when it is ready.

    Args:
        rule: returns the place of a document, or ``None`` where it belongs to nothing of that layer.
    """
    if rule not in _PLACES:
        _PLACES.append(rule)


def place_of(document: "Document") -> Place | None:
    """Return what a document belongs to that only readers of that place see; ``None`` for any other."""
    if document.visibility != "place":
        return None
    return next((found for rule in _PLACES if (found := rule(document)) is not None), None)
