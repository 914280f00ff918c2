"""Whom members ask about a contract: the officer who looks after it, or the borough's role mailbox (R9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from boroughs.models import Person, Profile
from boroughs.places import BoroughName
from boroughs.rights import Permission, Role, has_permission, roles_of
from boroughs.words import listing
from contracts.models import Contract


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
    person = contract.looked_after_by
    if person is None:
        return Keeper(_mailbox(boroughs, own=own), "", own)
    profile: Profile | None = getattr(person, "profile", None)
    in_directory = profile is not None and profile.in_directory
    if not (own or in_directory):
        return Keeper(
            f"Somebody at {listing([borough.name for borough in boroughs])}, who is not in the directory.",
            "",
            own,
        )
    return Keeper(str(person), reverse("person", args=[person.pk]) if in_directory else "", own)


def _mailbox(boroughs: Sequence[BoroughName], *, own: bool) -> str:
    names = listing([borough.name for borough in boroughs])
    if not own:
        return f"Nobody in particular at {names}."
    mailboxes = [borough.role_mailbox for borough in boroughs if borough.role_mailbox]
    if mailboxes:
        return f"Nobody in particular. Ask {listing(mailboxes)}."
    return f"Nobody in particular, and no mailbox to ask is named for {names}."
