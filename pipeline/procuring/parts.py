"""Milestones and risks of a timeline."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement, Risk
from pipeline.procuring.changing import move_milestone
from pipeline.procuring.log import locked, log
from pipeline.timelines import Said, said_of_event

Row = TypeVar("Row", Milestone, Risk)


@dataclass(frozen=True)
class MilestoneFacts:
    """What is recorded of a milestone or a gate; ``done_on`` is empty while it is to come."""

    name: str
    planned_on: dt.date
    done_on: dt.date | None = None
    link: str = ""


@dataclass(frozen=True)
class RiskFacts:
    """What is recorded of a risk."""

    text: str
    level: str
    response: str = ""


@transaction.atomic
def record_milestone(*, procurement: Procurement, facts: MilestoneFacts, by: Person) -> Milestone:
    """Add a milestone; the same one twice is recorded once."""
    procurement = locked(procurement)
    known = procurement.milestones.filter(**asdict(facts)).first()  # two may have become alike
    if known:
        return known
    row = Milestone.objects.create(procurement=procurement, first_on=facts.planned_on, **asdict(facts))
    log(procurement, [f"{row} is a new milestone, on {plain_date(row.planned_on)}."])
    return row


@transaction.atomic
def change_milestone(*, milestone: Milestone, facts: MilestoneFacts, by: Person | None) -> Milestone:
    """Change a milestone or a gate, or say that it is passed.

    Raises:
        Refused: where somebody has taken it away meanwhile.
    """
    procurement = locked(milestone.procurement)
    milestone = _still_there(Milestone.objects.all(), milestone)
    said: list[Said] = []
    if facts.name != milestone.name:
        said.append(f"{milestone} is called {facts.name} now.")
    milestone.name = facts.name
    said += move_milestone(milestone, facts.planned_on)
    if facts.done_on != milestone.done_on:
        said.append(_said_of_passing(milestone, facts))
    if facts.link != milestone.link:
        said.append(
            f"{milestone}: its decision is at {facts.link}." if facts.link else f"{milestone}: no link."
        )
    milestone.done_on, milestone.link = facts.done_on, facts.link
    milestone.save()
    log(procurement, said)
    return milestone


def _said_of_passing(milestone: Milestone, facts: MilestoneFacts) -> Said:
    what = f"{milestone} {'decides' if milestone.kind == Milestone.Kind.GATE else 'is due'}"
    if facts.done_on is None:
        sentence, before = f"{milestone}: not passed after all.", milestone.done_on or facts.planned_on
        return said_of_event(what, before, facts.planned_on, sentence)
    before = milestone.done_on or facts.planned_on
    return said_of_event(what, before, facts.done_on, f"{milestone}: passed on {plain_date(facts.done_on)}.")


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Person) -> None:
    """Take a milestone or a gate away."""
    procurement = locked(milestone.procurement)
    log(procurement, [f"{milestone} was taken away."])
    milestone.delete()


@transaction.atomic
def record_risk(*, procurement: Procurement, facts: RiskFacts, by: Person) -> Risk:
    """Add a risk; the same one twice is recorded once. Risks are the borough's own: the log is silent."""
    procurement = locked(procurement)
    known = procurement.risks.filter(**asdict(facts)).first()  # two may have become alike
    return known or Risk.objects.create(procurement=procurement, **asdict(facts))


@transaction.atomic
def change_risk(*, risk: Risk, facts: RiskFacts, by: Person) -> Risk:
    """Change a risk.

    Raises:
        Refused: where somebody has taken it away meanwhile.
    """
    locked(risk.procurement)
    risk = _still_there(Risk.objects.all(), risk)
    for name, value in asdict(facts).items():
        setattr(risk, name, value)
    risk.save()
    return risk


@transaction.atomic
def remove_risk(*, risk: Risk, by: Person) -> None:
    """Take a risk away; it stays in the history."""
    locked(risk.procurement)
    risk.delete()


def _still_there(rows: QuerySet[Row], row: Row) -> Row:
    """Return a row as it is now; saving one that is gone would bring it back."""
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refused(f"“{row}” was taken away meanwhile: add it anew if it is needed.")
    return found
