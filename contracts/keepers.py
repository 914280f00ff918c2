"""Whom members ask about a contract: the officer who looks after it, or the borough's role mailbox (R9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from boroughs.models import Person, Profile
from boroughs.rights import Permission, Role, has_permission, roles_of
from contracts.models import Contract
from contracts.places import BoroughName


@dataclass(frozen=True)
class Keeper:
    """What the contract's page says: a sentence or a name, where it leads to, and who may change it."""

    text: str
    address: str
    may_change: bool


def keeper_of(
    contract: Contract, reader: Person | AnonymousUser, boroughs: Sequence[BoroughName]
) -> Keeper | None:
    """Return whom to ask about a contract, as the reader may see it; nothing for those who are no members.

    Officers of its boroughs and LOTI staff see who it is. Members of other boroughs see it of somebody who
    shows themselves in the directory.

    Args:
        contract: with ``looked_after_by__profile`` fetched.
        reader: who reads.
        boroughs: the contract's.
    """
    if not isinstance(reader, Person) or not has_permission(reader, Permission.SEE_DIRECTORY):
        return None
    own = Role.LOTI_STAFF in roles_of(reader) or reader.borough_id in contract.borough_ids
    names = " and ".join(borough.name for borough in boroughs)
    person = contract.looked_after_by
    if person is None:
        return Keeper(_mailbox(reader, names, own=own), "", own)
    profile: Profile | None = getattr(person, "profile", None)
    in_directory = profile is not None and profile.in_directory
    if not (own or in_directory):
        return Keeper(f"Somebody at {names}, who is not in the directory.", "", own)
    return Keeper(str(person), reverse("person", args=[person.pk]) if in_directory else "", own)


def _mailbox(reader: Person, names: str, *, own: bool) -> str:
    if not own or reader.borough is None:
        return f"Nobody in particular at {names}."
    if reader.borough.role_mailbox:
        return f"Nobody in particular. Ask {reader.borough.role_mailbox}."
    return f"Nobody in particular, and {reader.borough.name} has named no mailbox to ask."
