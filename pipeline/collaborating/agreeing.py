"""What members agree on: another rung, the day on which they start together. All of them, or not at all."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from pipeline.collaborating.news import tell_members
from pipeline.collaborating.who import contributing, still_open, voice_of
from pipeline.models import Collaboration, Proposal, Rung, Vote

Kind, State = Proposal.Kind, Proposal.State


def in_words(proposal: Proposal) -> str:
    """Say what a proposal would change."""
    if proposal.kind == Kind.RUNG:
        return f"move to “{Rung(proposal.rung).label}”"
    return f"start together on {plain_date(proposal.start_on)}"


@transaction.atomic
def propose_rung(*, collaboration: Collaboration, rung: Rung, by: Person) -> Proposal:
    """Propose to go to another rung, up or down. Who proposes agrees.

    Raises:
        Refused: for whoever has no voice, for the present rung, and while another rung is proposed.
    """
    found = still_open(collaboration)
    if rung == found.rung:
        raise Refused(f"The collaboration is on the rung “{rung.label}” already.")
    return _propose(found, Proposal(kind=Kind.RUNG, rung=rung), by)


@transaction.atomic
def propose_start(*, collaboration: Collaboration, start_on: dt.date, on: dt.date, by: Person) -> Proposal:
    """Propose the day on which the members start together.

    Raises:
        Refused: for whoever has no voice, for a day that is not to come or agreed already, and while another
            day is proposed.
    """
    found = still_open(collaboration)
    if start_on <= on:
        raise Refused(f"{plain_date(start_on)} is not to come: propose a later day.")
    if start_on == found.agreed_start:
        raise Refused(f"{plain_date(start_on)} is agreed already.")
    return _propose(found, Proposal(kind=Kind.START, start_on=start_on), by)


def _propose(collaboration: Collaboration, proposal: Proposal, by: Person) -> Proposal:
    borough = voice_of(collaboration, by)
    waiting = collaboration.proposals.filter(kind=proposal.kind, state=State.OPEN).first()
    if waiting and (waiting.rung, waiting.start_on) == (proposal.rung, proposal.start_on):
        return vote(proposal=waiting, agrees=True, by=by)
    if waiting:
        raise Refused(
            f"It is proposed to {in_words(waiting)}: agree or not before you propose something else."
        )
    proposal.collaboration, proposal.borough, proposal.made_by = collaboration, borough, by
    proposal.save()
    Vote.objects.create(proposal=proposal, borough=borough, agrees=True, by=by, at=timezone.now())
    said = f"{borough} proposes to {in_words(proposal)}: {collaboration.title}"
    tell_members(collaboration, said, by=by, but=borough)
    return _settle(collaboration, proposal)


@transaction.atomic
def vote(*, proposal: Proposal, agrees: bool, by: Person) -> Proposal:
    """Agree to a proposal for one's borough, or not. One that does not agree ends it.

    Raises:
        Refused: for whoever has no voice, and where the proposal is settled.
    """
    found = still_open(proposal.collaboration)
    borough = voice_of(found, by)
    proposal = found.proposals.get(pk=proposal.pk)
    if proposal.state != State.OPEN:
        raise Refused("This proposal is settled.")
    Vote.objects.update_or_create(
        proposal=proposal,
        borough=borough,
        defaults={"agrees": agrees, "by": by, "at": timezone.now()},
    )
    settled = _settle(found, proposal)
    if settled.state == State.AGREED:
        tell_members(found, f"Agreed to {in_words(settled)}: {found.title}", by=by)
    elif settled.state == State.REFUSED:
        tell_members(
            found, f"{borough} does not agree to {in_words(settled)}: {found.title}", by=by, but=borough
        )
    return settled


@transaction.atomic
def withdraw(*, proposal: Proposal, by: Person) -> None:
    """Take a proposal back, for the borough that made it.

    Raises:
        Refused: for any other borough, and where it is settled.
    """
    found = still_open(proposal.collaboration)
    if voice_of(found, by) != proposal.borough:
        raise Refused(f"{proposal.borough} made this proposal and can take it back.")
    proposal = found.proposals.get(pk=proposal.pk)
    if proposal.state != State.OPEN:
        raise Refused("This proposal is settled.")
    _close(proposal, State.WITHDRAWN)


def settle_all(collaboration: Collaboration) -> None:
    """Settle what is agreed now that the members are others; the caller holds the collaboration."""
    for proposal in collaboration.proposals.filter(state=State.OPEN):
        _settle(collaboration, proposal)


def _settle(collaboration: Collaboration, proposal: Proposal) -> Proposal:
    """Apply a proposal to which all members with a voice agree; end one to which somebody does not."""
    voices = set(contributing(collaboration).values_list("borough", flat=True))
    votes = {one.borough_id: one.agrees for one in proposal.votes.all() if one.borough_id in voices}
    if not all(votes.values()):
        _close(proposal, State.REFUSED)
    elif voices and votes.keys() == voices:
        _close(proposal, State.AGREED)
        if proposal.kind == Kind.RUNG:
            collaboration.rung = proposal.rung
        else:
            collaboration.agreed_start = proposal.start_on
        collaboration.save(update_fields=["rung", "agreed_start"])
    return proposal


def _close(proposal: Proposal, state: Proposal.State) -> None:
    proposal.state, proposal.settled_at = state, timezone.now()
    proposal.save(update_fields=["state", "settled_at"])
