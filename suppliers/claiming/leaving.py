"""Whoever is no supplier's person any more speaks for no supplier from then on."""

from collections.abc import Collection
from typing import Any

from boroughs.models import Person
from suppliers.actions.claims import end_claims_of


def no_suppliers_person_any_more(
    instance: Person,
    created: bool,
    update_fields: Collection[str] | None = None,
    raw: bool = False,
    **kwargs: Any,
) -> None:
    """End the claims of somebody who was saved without the role, by whatever action of the app below.

    Args:
        instance: the person.
        created: a new one has no claims.
        update_fields: the columns that were saved; ``None`` is all.
        raw: a fixture is being loaded.
        kwargs: the rest of the signal.
    """
    concerned = update_fields is None or "is_suppliers_person" in update_fields
    if concerned and not (created or raw or instance.is_suppliers_person):
        end_claims_of(person=instance)
