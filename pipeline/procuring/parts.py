"""Milestones and risks of a timeline."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from boroughs.models import Person
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement, Risk
from pipeline.procuring.changing import move_milestone
from pipeline.procuring.log import locked, log


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
    row, is_new = Milestone.objects.get_or_create(
        procurement=procurement, **asdict(facts), defaults={"first_on": facts.planned_on}
    )
    if is_new:
        log(procurement, [f"{row} is a new milestone, on {plain_date(row.planned_on)}."])
    return row


@transaction.atomic
def change_milestone(*, milestone: Milestone, facts: MilestoneFacts, by: Person | None) -> Milestone:
    """Change a milestone or a gate, or say that it is passed."""
    procurement = locked(milestone.procurement)
    said = []
    if facts.name != milestone.name:
        said.append(f"{milestone} is called {facts.name} now.")
    milestone.name = facts.name
    said += move_milestone(milestone, facts.planned_on)
    if facts.done_on != milestone.done_on:
        passed = f"passed on {plain_date(facts.done_on)}" if facts.done_on else "not passed after all"
        said.append(f"{milestone}: {passed}.")
    if facts.link != milestone.link:
        said.append(
            f"{milestone}: its decision is at {facts.link}." if facts.link else f"{milestone}: no link."
        )
    milestone.done_on, milestone.link = facts.done_on, facts.link
    milestone.save()
    log(procurement, said)
    return milestone


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
    row, _ = Risk.objects.get_or_create(procurement=procurement, **asdict(facts))
    return row


@transaction.atomic
def change_risk(*, risk: Risk, facts: RiskFacts, by: Person) -> Risk:
    """Change a risk."""
    for name, value in asdict(facts).items():
        setattr(risk, name, value)
    risk.save()
    return risk


@transaction.atomic
def remove_risk(*, risk: Risk, by: Person) -> None:
    """Take a risk away; it stays in the history."""
    risk.delete()
