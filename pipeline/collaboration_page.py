"""What the pages of a collaboration show: who is in it, its demand as sums, where members differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from boroughs.models import Borough, Person
from boroughs.words import counted, exact_money, listing
from pipeline.answer_words import name_of
from pipeline.collaborating.agreeing import in_words
from pipeline.collaborating.demand import Key, amounts_of, shown_amounts
from pipeline.collaborating.who import leads
from pipeline.confidence import FEWEST, changes, spread
from pipeline.models import Collaboration, DemandSum, Figure, Lot, Member, Post, Proposal, Requirement

State, Part = Member.State, Member.Part


@dataclass(frozen=True)
class Standing:
    """Who reads: their borough's membership, whether it has a voice, whether they act for the lead."""

    member: Member | None
    has_voice: bool
    leads: bool


def standing_of(collaboration: Collaboration, person: Person) -> Standing:
    """Return how somebody stands to a collaboration; its members should have been fetched."""
    own = next((one for one in collaboration.members.all() if one.borough_id == person.borough_id), None)
    is_in = own is not None and own.state == State.IN
    voice = is_in and own is not None and own.part == Part.CONTRIBUTES and collaboration.ended_on is None
    return Standing(own, voice, leads(collaboration, person))


def members_in(collaboration: Collaboration, part: str = "") -> list[Member]:
    """Return who is in a collaboration, the lead first, then by name."""
    found = [one for one in collaboration.members.all() if one.state == State.IN and part in ("", one.part)]
    return sorted(found, key=lambda one: (not one.is_lead, one.part, one.borough.name))


def boroughs_with_a_voice(collaboration: Collaboration) -> list[Borough]:
    """Return the boroughs that contribute, by name."""
    return sorted(
        (one.borough for one in members_in(collaboration, Part.CONTRIBUTES)), key=lambda one: one.name
    )


@dataclass(frozen=True)
class ProposalRow:
    """A proposal in words: who agrees, on whom it waits, and whether the reader's borough has yet to vote."""

    proposal: Proposal
    text: str
    agree: str
    waits_for: str
    to_vote: bool
    is_own: bool


def proposal_rows(collaboration: Collaboration, reader: Standing) -> list[ProposalRow]:
    """Return the open proposals of a collaboration."""
    voices = boroughs_with_a_voice(collaboration)
    found = collaboration.proposals.filter(state=Proposal.State.OPEN).select_related("borough")
    return [_proposal(one, voices, reader) for one in found.prefetch_related("votes")]


def _proposal(proposal: Proposal, voices: Iterable[Borough], reader: Standing) -> ProposalRow:
    voted = {vote.borough_id for vote in proposal.votes.all()}
    own = reader.member.borough_id if reader.member else None
    return ProposalRow(
        proposal=proposal,
        text=in_words(proposal),
        agree=listing([one.name for one in voices if one.pk in voted]),
        waits_for=listing([one.name for one in voices if one.pk not in voted]),
        to_vote=reader.has_voice and own not in voted,
        is_own=reader.has_voice and own == proposal.borough_id,
    )


@dataclass(frozen=True)
class DemandRow:
    """A measure: the reader's own figure, and the sum if it is shown; ``note`` says why not."""

    label: str
    own: str
    total: str
    count: int
    spread: str
    note: str


MEASURES: Sequence[tuple[str, str]] = (
    (Figure.Measure.USERS, "Users"),
    (Figure.Measure.DWELLINGS, "Dwellings"),
    (Figure.Measure.PRICE, "Current price a year"),
)


def demand_rows(collaboration: Collaboration, lots: Iterable[Lot], own: Borough | None) -> list[DemandRow]:
    """Return the demand as a reader may see it (R9).

    Args:
        collaboration: whose demand.
        lots: its lots.
        own: the reader's borough; LOTI staff, who have none, see the sums alone.
    """
    amounts = amounts_of(collaboration)
    sums = {(row.measure, row.lot_id): row for row in collaboration.sums.all()}
    keys: list[tuple[Key, str]] = [((measure, None), label) for measure, label in MEASURES]
    keys += [((Figure.Measure.LOT, lot.pk), f"{lot.name} ({lot.unit})") for lot in lots]
    return [_demand(key, label, amounts.get(key, {}), sums.get(key), own) for key, label in keys]


def _demand(
    key: Key, label: str, now: dict[int, Decimal], shown: DemandSum | None, own: Borough | None
) -> DemandRow:
    mine = now.get(own.pk) if own else None
    behind = shown_amounts(shown) if shown else {}
    return DemandRow(
        label=label,
        own=_written(key, mine) if mine is not None else "",
        total=_written(key, sum(behind.values(), Decimal(0))) if behind else "",
        count=len(behind),
        spread=spread(list(behind.values())),
        note=_note(now, behind),
    )


def _note(now: dict[int, Decimal], behind: dict[int, Decimal]) -> str:
    """Say why no sum is shown, or what it does not count yet."""
    if not behind:
        if len(now) < FEWEST:
            given = (
                f"{counted(len(now), 'borough has', 'boroughs have')} given it"
                if now
                else "Nobody gave it yet"
            )
            return f"{given}: the sum shows once three have."
        return (
            "Not shown: one borough’s figure could be worked out from it. It shows once more have given "
            "theirs."
        )
    if moved := len(changes(behind, now)):
        return (
            f"{counted(moved, 'borough has', 'boroughs have')} given or changed a figure since. The sum "
            "follows once three have, so that nobody reads one of them off the difference."
        )
    return ""


def _written(key: Key, amount: Decimal) -> str:
    if key[0] == Figure.Measure.PRICE:
        return exact_money(amount)
    return f"{amount:,.2f}".removesuffix(".00")


@dataclass(frozen=True)
class RequirementRow:
    """A requirement: how each borough marks it, in the order of the columns, and whether they differ."""

    requirement: Requirement
    marks: tuple[str, ...]
    own: str
    differs: bool


def requirement_rows(
    requirements: Iterable[Requirement], boroughs: Sequence[Borough], own: Borough | None
) -> list[RequirementRow]:
    """Return the requirements as a table.

    Args:
        requirements: with their marks fetched.
        boroughs: the columns.
        own: the reader's.
    """
    rows = []
    for one in requirements:
        marks = {mark.borough_id: mark.mark for mark in one.marks.all()}
        given = [marks[borough.pk] for borough in boroughs if borough.pk in marks]
        rows.append(
            RequirementRow(
                requirement=one,
                marks=tuple(marks.get(borough.pk, "") for borough in boroughs),
                own=marks.get(own.pk, "") if own else "",
                differs=len(set(given)) > 1,
            )
        )
    return rows


def post_rows(posts: Iterable[Post], reader: Person) -> list[dict[str, Any]]:
    """Return what was written, with names only for those who may read them (R9)."""
    return [
        {
            "post": post,
            "own": post.author_id == reader.pk,
            "who": name_of(post.author, post.borough_id or 0, reader),
            "place": post.borough.name if post.borough else "LOTI",
        }
        for post in posts
    ]


def parents_of(collaboration: Collaboration) -> list[tuple[str, str]]:
    """Return the breadcrumbs of the pages below a collaboration."""
    return [
        ("Collaborations", reverse("collaborations")),
        (collaboration.title, collaboration.get_absolute_url()),
    ]
