"""Settling contradictions between names and numbers (R10)."""

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from suppliers.models import IdentifierConflict


@transaction.atomic
def settle_conflict(*, conflict: IdentifierConflict, by: Person, note: str) -> IdentifierConflict:
    """Note what was found out about a contradiction; it is not reported again.

    Args:
        conflict: which one.
        by: who found out.
        note: what, at least a word.

    Raises:
        Refused: without a note, or if it is settled.
    """
    conflict = IdentifierConflict.objects.select_for_update().get(pk=conflict.pk)
    if conflict.settled_at:
        raise Refused("Somebody has settled this already.")
    if not note.strip():
        raise Refused("Say what you found out.")
    conflict.note, conflict.settled_by, conflict.settled_at = note.strip(), by, timezone.now()
    conflict.save()
    return conflict


@transaction.atomic
def reopen_conflict(*, conflict: IdentifierConflict) -> IdentifierConflict:
    """Let a contradiction that was settled wait again; the note stays.

    Raises:
        Refused: if it is not settled.
    """
    conflict = IdentifierConflict.objects.select_for_update().get(pk=conflict.pk)
    if not conflict.settled_at:
        raise Refused("This waits already.")
    conflict.settled_by = conflict.settled_at = None
    conflict.save()
    return conflict
