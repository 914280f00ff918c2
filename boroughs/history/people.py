"""Who changed something, as far as a reader may know (R9)."""

from collections.abc import Iterable, Mapping
from typing import Any

from boroughs.models import Person
from boroughs.rights import Role, roles_of

#: The keys of a context's metadata under which the person who changed something is named.
KEY = "user"


def people_of(contexts: Iterable[Mapping[str, Any] | None]) -> dict[int, Person]:
    """Return the people behind some contexts by primary key, in one query."""
    keys = {context[KEY] for context in contexts if context and context.get(KEY)}
    return Person.objects.select_related("borough").in_bulk(keys) if keys else {}


def who(metadata: Mapping[str, Any] | None, people: Mapping[int, Person], reader: Person) -> str:
    """Say who is behind a change; nothing where no person is.

    People are named to members of their own borough and to LOTI staff. Others read what they were.

    Args:
        metadata: of the change's context.
        people: from :func:`people_of`.
        reader: who reads it.
    """
    key = (metadata or {}).get(KEY)
    if not key:
        return ""
    person = people.get(key)
    if person is None:
        return "Somebody whose account is closed"
    named = Role.LOTI_STAFF in roles_of(reader) or (
        person.borough_id is not None and person.borough_id == reader.borough_id
    )
    if person.borough:
        return f"{person} ({person.borough})" if named else f"An officer of {person.borough}"
    if person.is_staff:
        return f"{person} (LOTI)" if named else "LOTI staff"
    return str(person) if named else "Somebody without a borough"
