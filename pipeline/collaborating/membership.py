"""Who belongs to a collaboration: invitation and acceptance, asking and being let in, leading, leaving."""

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from pipeline.collaborating.agreeing import settle_all
from pipeline.collaborating.agreements import without
from pipeline.collaborating.news import tell, tell_members
from pipeline.collaborating.who import locked, must_lead, still_open
from pipeline.models import Collaboration, Figure, Member

State, Part = Member.State, Member.Part
GONE = (State.DECLINED, State.REFUSED, State.LEFT)
COUNTED = "The plan counts it from now on."


@transaction.atomic
def invite(*, collaboration: Collaboration, borough: Borough, by: Person, message: str = "") -> Member:
    """Ask a borough to come in; one that asks already is let in by that.

    Raises:
        Refused: for whoever does not lead, once it has ended, and for a borough that is in it or invited.
    """
    found = still_open(collaboration)
    must_lead(found, by)
    member = found.members.filter(borough=borough).first()
    if member and member.state == State.ASKED:
        return _let_in(found, member, by)
    if member and member.state not in GONE:
        raise Refused(f"{borough} is {member.get_state_display()} already.")
    member = member or Member(collaboration=found, borough=borough)
    member.state, member.part, member.message = State.INVITED, Part.CONTRIBUTES, message
    member.asked_by, member.answered_by, member.since = by, None, timezone.now()
    member.save()
    tell(found, borough, f"You are invited to a collaboration: {found.title}", by=by, details=message)
    return member


@transaction.atomic
def answer_invitation(*, member: Member, accepts: bool, by: Person) -> Member:
    """Accept an invitation for a borough, or decline it.

    Raises:
        Refused: for whoever is no officer of the borough, and where there is no invitation any more.
    """
    if not has_permission(by, Permission.COLLABORATE, member.borough):
        raise Refused("Officers of the borough that is invited answer.")
    found = still_open(member.collaboration)
    member = found.members.select_related("borough").get(pk=member.pk)
    if member.state != State.INVITED:
        raise Refused("This invitation has been answered.")
    member.state = State.IN if accepts else State.DECLINED
    member.answered_by, member.since = by, timezone.now()
    member.save()
    verb = "came in" if accepts else "declined the invitation"
    tell_members(found, f"{member.borough} {verb}: {found.title}", by=by, but=member.borough)
    return member


@transaction.atomic
def ask_to_join(
    *, collaboration: Collaboration, borough: Borough, part: Member.Part, by: Person, message: str = ""
) -> Member:
    """Ask the lead to let a borough watch or contribute. One that is invited comes in by asking.

    Asking twice is asking once. A member that watches asks with :func:`ask_for_voice`.

    Raises:
        Refused: without the right, once it has ended, and for a borough that is in it already.
    """
    if not has_permission(by, Permission.COLLABORATE, borough):
        raise Refused("Officers of a borough ask for it.")
    found = still_open(collaboration)
    member = found.members.filter(borough=borough).first()
    if member and member.state == State.INVITED:
        return answer_invitation(member=member, accepts=True, by=by)
    if member and member.state == State.IN:
        raise Refused(f"{borough} is a member already.")
    member = member or Member(collaboration=found, borough=borough)
    news = member.state != State.ASKED
    member.state, member.part, member.message = State.ASKED, part, message
    member.asked_by, member.answered_by, member.since = by, None, timezone.now()
    member.save()
    lead = found.members.filter(is_lead=True).select_related("borough").first()
    if lead and news:
        verb = "watch" if part == Part.WATCHES else "contribute"
        tell(found, lead.borough, f"{borough} asks to {verb}: {found.title}", by=by, details=message)
    return member


@transaction.atomic
def answer_request(*, member: Member, accepts: bool, by: Person, part: Member.Part | None = None) -> Member:
    """Let a borough in that asks, or not.

    Args:
        member: the request.
        accepts: whether it is let in.
        by: an officer of the lead, or LOTI staff.
        part: let it in to do this rather than what it asked for.

    Raises:
        Refused: for whoever does not lead, and where the request has been answered.
    """
    found = still_open(member.collaboration)
    must_lead(found, by)
    member = found.members.select_related("borough").get(pk=member.pk)
    if member.state != State.ASKED:
        raise Refused("This request has been answered.")
    member.part = part or Part(member.part)
    if accepts:
        return _let_in(found, member, by)
    member.state, member.answered_by, member.since = State.REFUSED, by, timezone.now()
    member.save()
    tell(
        found, member.borough, "You were not let into a collaboration that you asked for", by=by, outside=True
    )
    return member


def _let_in(collaboration: Collaboration, member: Member, by: Person) -> Member:
    member.state, member.answered_by, member.since = State.IN, by, timezone.now()
    member.save()
    watches = member.part == Part.WATCHES
    verb = "watch" if watches else "contribute"
    tell(collaboration, member.borough, f"You may {verb}: {collaboration.title}", by=by)
    then = "It watches." if watches else COUNTED
    said = f"{member.borough} came in: {collaboration.title}. {then}"
    tell_members(collaboration, said, by=by, but=member.borough)
    return member


@transaction.atomic
def take_back_invitation(*, member: Member, by: Person) -> None:
    """Take back an invitation that nobody has answered, as one sent to the wrong borough.

    Raises:
        Refused: for whoever does not lead, and where there is no invitation any more.
    """
    found = still_open(member.collaboration)
    must_lead(found, by)
    invited = found.members.filter(pk=member.pk, state=State.INVITED).first()
    if invited is None:
        raise Refused("This invitation has been answered.")
    tell(found, member.borough, "An invitation to a collaboration was taken back", by=by, outside=True)
    invited.delete()


@transaction.atomic
def ask_for_voice(*, collaboration: Collaboration, by: Person) -> None:
    """Ask the lead to let one's borough, which watches, contribute; it goes on watching meanwhile.

    Raises:
        Refused: without the right, once it has ended, and for a borough that does not watch.
    """
    found = still_open(collaboration)
    borough = by.borough
    if borough is None or not has_permission(by, Permission.COLLABORATE, borough):
        raise Refused("Officers of a borough ask for it.")
    _watching(found, borough)
    lead = found.members.filter(is_lead=True).select_related("borough").first()
    if lead:
        said = f"{borough}, which watches, asks to contribute: {found.title}"
        tell(found, lead.borough, said, by=by, details="Let it contribute on the page of members.")


@transaction.atomic
def give_voice(*, member: Member, by: Person) -> Member:
    """Let a borough that watches contribute, whether or not it has asked.

    Raises:
        Refused: for whoever does not lead, once it has ended, and for a borough that does not watch.
    """
    found = still_open(member.collaboration)
    must_lead(found, by)
    member = _watching(found, member.borough)
    member.part, member.answered_by, member.since = Part.CONTRIBUTES, by, timezone.now()
    member.save()
    tell(found, member.borough, f"You may contribute: {found.title}", by=by)
    said = f"{member.borough} contributes: {found.title}. {COUNTED}"
    tell_members(found, said, by=by, but=member.borough)
    return member


def _watching(collaboration: Collaboration, borough: Borough) -> Member:
    watching = collaboration.members.filter(borough=borough, state=State.IN, part=Part.WATCHES)
    member = watching.select_related("borough").first()
    if member is None:
        raise Refused(f"{borough} does not watch this collaboration.")
    return member


@transaction.atomic
def pass_lead(*, collaboration: Collaboration, to: Member, by: Person) -> None:
    """Let another member that contributes lead.

    Raises:
        Refused: for whoever does not lead, and for a borough that is no member that contributes.
    """
    found = still_open(collaboration)
    must_lead(found, by)
    to = found.members.select_related("borough").get(pk=to.pk)
    if to.state != State.IN or to.part != Part.CONTRIBUTES:
        raise Refused(f"{to.borough} does not contribute: only a member that does can lead.")
    found.members.filter(is_lead=True).update(is_lead=False)
    found.members.filter(pk=to.pk).update(is_lead=True)
    tell(found, to.borough, f"You lead a collaboration now: {found.title}", by=by)


@transaction.atomic
def leave(*, collaboration: Collaboration, borough: Borough, by: Person) -> None:
    """Leave a collaboration. The borough's figures are taken away; what it wrote stays.

    An agreement that names it and is open for signature cannot come into force any more.

    Raises:
        Refused: without the right, for a borough that is no member, and for a lead while there are others.
    """
    if not has_permission(by, Permission.COLLABORATE, borough):
        raise Refused("Officers of a borough take it out.")
    found = locked(collaboration)
    member = found.members.filter(borough=borough, state=State.IN).first()
    if member is None:
        raise Refused(f"{borough} is not a member of this collaboration.")
    others = found.members.filter(state=State.IN).exclude(pk=member.pk)
    if member.is_lead and others.exists():
        raise Refused("You lead this collaboration: let another member lead before you leave.")
    member.state, member.is_lead, member.since = State.LEFT, False, timezone.now()
    member.answered_by = by
    member.save()
    for figure in Figure.objects.filter(collaboration=found, borough=borough):
        figure.delete()
    settle_all(found)
    without(collaboration=found, borough=borough, by=by)
    tell_members(found, f"{borough} left: {found.title}", by=by)
