"""Keeping, renaming and deleting questions to the register."""

from django.db import transaction

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.filters import Asked
from contracts.models import SavedView
from contracts.saved_views import things_of

#: Views that one person may keep.
MOST_VIEWS = 50


@transaction.atomic
def save_view(*, by: Person, name: str, asked: Asked, is_shared: bool = False) -> SavedView:
    """Keep a question under a name.

    Args:
        by: whose it is.
        name: not empty, and none of the person's other views is called so, whatever the case.
        asked: the question, checked.
        is_shared: whether the officers of the person's borough see it; nobody does who is of none.

    Raises:
        Refused: if the name is taken, or there are ``MOST_VIEWS`` already.
    """
    Person.objects.select_for_update().get(pk=by.pk)  # two at once must not pass the bound together
    if by.saved_views.count() >= MOST_VIEWS:
        raise Refused(f"You keep {MOST_VIEWS} views, and more are not kept. Delete one that you do not need.")
    _check_name(by, name)
    return SavedView.objects.create(
        person=by,
        name=name,
        question=asked.parameters(),
        things=things_of(asked),
        is_shared=is_shared and by.borough_id is not None,
    )


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool) -> None:
    """Give a view another name, share it or stop sharing it.

    Raises:
        Refused: if another of the person's views is called so.
    """
    person = Person.objects.select_for_update().get(pk=view.person_id)
    _check_name(person, name, other_than=view.pk)
    view.name, view.is_shared = name, is_shared and person.borough_id is not None
    view.save(update_fields=["name", "is_shared"])


def delete_view(*, view: SavedView) -> None:
    """Delete a view."""
    view.delete()


def _check_name(person: Person, name: str, other_than: int | None = None) -> None:
    others = person.saved_views.exclude(pk=other_than) if other_than else person.saved_views
    if others.filter(name__iexact=name).exists():
        raise Refused(f"You have a view called “{name}” already. Choose another name.")
