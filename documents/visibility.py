"""Who else may see a document: layers above say it of those that belong to something of theirs (R9)."""

from collections.abc import Callable

from django.db.models import Q

from boroughs.models import Person

_RULES: list[Callable[[Person], Q]] = []


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
