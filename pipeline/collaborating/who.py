"""Who may do what in a collaboration, asked by every action in its own transaction."""

from django.db.models import QuerySet

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, Role, has_permission, roles_of
from pipeline.models import Collaboration, Member

LOOKS_ON = "LOTI staff look on here: this is for an officer of a member borough."


def locked(collaboration: Collaboration) -> Collaboration:
    """Return a collaboration as it is now, for one writer at a time, until the transaction ends."""
    return Collaboration.objects.select_for_update(of=("self",), no_key=True).get(pk=collaboration.pk)


def still_open(collaboration: Collaboration) -> Collaboration:
    """Return the collaboration locked.

    Raises:
        Refused: where it has ended.
    """
    found = locked(collaboration)
    if found.ended_on:
        raise Refused("This collaboration has ended: its lead can open it again.")
    return found


def contributing(collaboration: Collaboration) -> QuerySet[Member]:
    """Return the members with a voice."""
    return collaboration.members.filter(state=Member.State.IN, part=Member.Part.CONTRIBUTES)


def voice_of(collaboration: Collaboration, by: Person) -> Borough:
    """Return the borough for which somebody acts.

    Raises:
        Refused: where it is no member that contributes, or somebody is no officer of it.
    """
    borough = by.borough
    if borough is None or not has_permission(by, Permission.COLLABORATE, borough):
        raise Refused(LOOKS_ON)
    member = collaboration.members.filter(borough=borough, state=Member.State.IN).first()
    if member is None:
        raise Refused(f"{borough} is not a member of this collaboration.")
    if member.part == Member.Part.WATCHES:
        raise Refused(f"{borough} watches: ask the lead to let it contribute.")
    return borough


def leads(collaboration: Collaboration, person: Person) -> bool:
    """Tell whether somebody acts for the lead: its officers, and LOTI staff."""
    if Role.LOTI_STAFF in roles_of(person):
        return True
    return collaboration.members.filter(is_lead=True, borough=person.borough_id).exists()


def must_lead(collaboration: Collaboration, by: Person) -> None:
    """Refuse whoever does not act for the lead.

    Raises:
        Refused: for anybody else.
    """
    if not leads(collaboration, by):
        lead = collaboration.members.filter(is_lead=True).select_related("borough").first()
        raise Refused(f"{lead.borough if lead else 'The lead'} leads this collaboration and decides that.")
