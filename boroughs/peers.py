"""How members name each other, and what of a profile they may see. Pure."""

from boroughs.models import Person, Profile

#: What is said in place of somebody who deleted their account.
LEFT = "somebody who left"


def name_for_peers(person: Person | None) -> str:
    """Return how peers see somebody named; never an address, which is shown by consent only.

    Args:
        person: with ``borough`` at hand; ``None`` for an account that was deleted.
    """
    if person is None:
        return LEFT
    return person.name or f"a person of {place_of(person)}"


def place_of(person: Person) -> str:
    """Return where a member works: the borough's name, or what they are to the hub."""
    if person.borough:
        return person.borough.name
    if person.is_staff or person.is_facilitator:
        return "LOTI"
    return person.organisation or "no borough"


def may_be_written_to(profile: Profile) -> bool:
    """Tell whether a profile's owner agreed to be written to; the reader has found it in the directory."""
    return profile.in_directory and profile.contactable
