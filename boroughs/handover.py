"""What passes on when somebody leaves a borough, so that nothing is orphaned.

An app says with :func:`passes_on` which of its foreign keys to a person mean *looks after*. They pass to
the colleague who is named, or become empty: then the borough's role mailbox is whom to ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models, transaction

from boroughs.models import Person
from boroughs.words import counted


@dataclass(frozen=True)
class Passing:
    """A foreign key that passes on, and what the rows behind it are called."""

    model: type[models.Model]
    field: str
    singular: str
    plural: str


@dataclass(frozen=True)
class Passed:
    """How many rows of a kind pass on, and the first of them in words."""

    what: str
    examples: Sequence[str]


_PASSING: list[Passing] = []
MOST_EXAMPLES = 5


def passes_on(model: type[models.Model], field: str, *, singular: str, plural: str) -> None:
    """Say that a foreign key to a person means that they look after the row; an app does so when it is ready.

    Args:
        model: the rows that are looked after.
        field: the name of the foreign key, which may be empty.
        singular: what one row is called, as *contract*.
        plural: what several are called.
    """
    _PASSING.append(Passing(model, field, singular, plural))


def all_passing() -> list[Passing]:
    """Return every foreign key that passes on."""
    return list(_PASSING)


def what_passes(person: Person) -> list[Passed]:
    """Return what somebody looks after, for a preview; kinds of which there is nothing are left out."""
    found = []
    for passing in _PASSING:
        rows = passing.model._default_manager.filter(**{passing.field: person})
        if number := rows.count():
            examples = [str(row) for row in rows.order_by("pk")[:MOST_EXAMPLES]]
            found.append(Passed(counted(number, passing.singular, passing.plural), examples))
    return found


@transaction.atomic
def pass_on(*, person: Person, to: Person | None) -> list[str]:
    """Pass everything that somebody looks after to a colleague, or to the borough's role mailbox.

    Args:
        person: who leaves.
        to: the colleague; ``None`` for the mailbox.

    Returns:
        what has passed, each as *12 contracts*.
    """
    passed = []
    for passing in _PASSING:
        rows = passing.model._default_manager.filter(**{passing.field: person})
        if number := rows.update(**{passing.field: to}):
            passed.append(counted(number, passing.singular, passing.plural))
    return passed
