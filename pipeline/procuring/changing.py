"""Changing what a timeline says: facts, dates, its end."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from pipeline.models import Milestone, Procurement, ProcurementStage
from pipeline.procuring.creating import flow_for, highest_value, rules_of
from pipeline.procuring.facts import ProcurementFacts, facts_of, said_of_changes
from pipeline.procuring.log import keep_bids_due, locked, log
from pipeline.timelines import PlannedGate, Said, found_again, plan_of, said_of_move


@transaction.atomic
def change_procurement(
    *, procurement: Procurement, facts: ProcurementFacts, on: dt.date, by: Person, again: bool = True
) -> Procurement:
    """Change what is recorded of a procurement.

    Args:
        procurement: any that has not been deleted.
        facts: as they are now.
        on: the day of the change.
        by: the officer; it is kept in the history.
        again: work the dates that have not come to pass out again, where route, start or value changed.

    Raises:
        Refused: where the route changes after a stage was entered, or a published one would lose its mailbox.
    """
    procurement = locked(procurement)
    before = facts_of(procurement)
    if before == facts:
        return procurement
    if facts.route != before.route:
        _change_route(procurement, facts, on)
    if procurement.is_public and not facts.role_mailbox:
        raise Refused(
            "A published timeline says whom to ask: give a mailbox, or withdraw the timeline first."
        )
    for name, value in facts.columns().items():
        setattr(procurement, name, value)
    procurement.save()
    log(procurement, said_of_changes(before, facts))
    rests_on = (facts.route, facts.start_on, highest_value(facts))
    moved = rests_on != (before.route, before.start_on, highest_value(before))
    if moved and (again or facts.route != before.route):
        _plan_again(procurement, on)
    return procurement


def _change_route(procurement: Procurement, facts: ProcurementFacts, on: dt.date) -> None:
    if procurement.stages.filter(entered_on__isnull=False).exists():
        raise Refused("The route cannot change once a stage has begun: end this timeline and make a new one.")
    try:
        procurement.flow = flow_for(facts.route, on)
    except ValueError as problem:
        raise Refused(str(problem)) from None


@transaction.atomic
def plan_again(*, procurement: Procurement, on: dt.date, by: Person) -> int:
    """Work the dates of what has not come to pass out again, from the start date back (R3).

    Args:
        procurement: a timeline.
        on: the day on which the schedule is drawn up: its gates count.
        by: the officer; it is kept in the history.

    Returns:
        the number of dates that moved.
    """
    return _plan_again(locked(procurement), on)


def _plan_again(procurement: Procurement, on: dt.date) -> int:
    rules = rules_of(procurement.flow, procurement.borough, on)
    plan = plan_of(rules.schedule(procurement.start_on, highest_value(facts_of(procurement))))
    said = _stages_again(procurement, {one.stage: (one.begins, one.ends) for one in plan.stages})
    said += _gates_again(procurement, plan.gates)
    procurement.assumed = plan.assumed
    procurement.save(update_fields=["assumed"])
    keep_bids_due(procurement)
    log(procurement, said)
    return len(said)


def _stages_again(procurement: Procurement, wanted: Mapping[str, tuple[dt.date, dt.date]]) -> list[Said]:
    """Move the stages that have not begun, add and take away what the flow has or lacks; say what moved."""
    said: list[Said] = []
    present = {row.stage: row for row in procurement.stages.all()}
    for stage, row in present.items():
        if stage not in wanted:
            row.delete()
        elif row.entered_on is None:
            said += _move_stage(row, *wanted[stage])
    for place, (stage, (begins, ends)) in enumerate(wanted.items(), start=1):
        if stage in present:
            procurement.stages.filter(stage=stage).exclude(position=place).update(position=place)
            continue
        row = ProcurementStage(procurement=procurement, stage=stage, position=place)
        row.first_start, row.first_end, row.planned_start, row.planned_end = begins, ends, begins, ends
        row.save()
        said.append(f"{row} is a new stage, from {plain_date(begins)}.")
    return said


def _move_stage(row: ProcurementStage, begins: dt.date, ends: dt.date) -> list[Said]:
    """Give a stage other planned dates; return what the log says of it."""
    said: list[Said] = []
    if begins != row.planned_start:
        said.append(said_of_move(f"{row} begins", row.planned_start, begins))
    if ends != row.planned_end:
        said.append(said_of_move(f"{row} ends", row.planned_end, ends))
    if said:
        row.planned_start, row.planned_end = begins, ends
        row.save(update_fields=["planned_start", "planned_end"])
    return said


def _gates_again(procurement: Procurement, wanted: Sequence[PlannedGate]) -> list[Said]:
    """Move the gates that have not been passed, add new ones, take away those that no longer apply."""
    said: list[Said] = []
    rows = list(procurement.milestones.filter(kind=Milestone.Kind.GATE).order_by("first_on", "pk"))
    found = found_again([(row.name, row.planned_on) for row in rows], [(one.name, one.on) for one in wanted])
    for place, row in enumerate(rows):
        gate = wanted[found[place]] if place in found else None
        if row.done_on:
            continue
        if gate is None:
            row.delete()
            said.append(f"{row} is no longer needed.")
            continue
        if gate.on != row.planned_on:
            said.append(said_of_move(f"{row} decides", row.planned_on, gate.on))
        row.planned_on, row.assumed = gate.on, gate.assumed
        row.papers_on, row.forward_plan_on = gate.papers_on, gate.forward_plan_on
        row.save()
    taken = set(found.values())
    for gate in (gate for place, gate in enumerate(wanted) if place not in taken):
        Milestone.objects.create(
            procurement=procurement,
            kind=Milestone.Kind.GATE,
            name=gate.name,
            first_on=gate.on,
            planned_on=gate.on,
            papers_on=gate.papers_on,
            forward_plan_on=gate.forward_plan_on,
            assumed=gate.assumed,
        )
        said.append(f"{gate.name} must decide, by {plain_date(gate.on)}.")
    return said


@transaction.atomic
def change_dates(
    *,
    procurement: Procurement,
    stages: Mapping[int, tuple[dt.date, dt.date]],
    days: Mapping[int, dt.date],
    by: Person,
    why: str = "",
) -> int:
    """Write planned dates by hand.

    Args:
        procurement: a timeline.
        stages: the planned beginning and end of stages, by their primary keys.
        days: the planned days of milestones and gates, by theirs.
        by: the officer; it is kept in the history.
        why: the reason, for everybody who reads the log; empty where none is given.

    Returns:
        the number of dates that moved.
    """
    procurement = locked(procurement)
    said: list[Said] = []
    for row in procurement.stages.filter(pk__in=stages):
        said += _move_stage(row, *stages[row.pk])
    for day in procurement.milestones.filter(pk__in=days):
        said += move_milestone(day, days[day.pk])
    keep_bids_due(procurement)
    log(procurement, said, why=why)
    return len(said)


def move_milestone(row: Milestone, day: dt.date) -> list[Said]:
    """Give a milestone another planned day, its papers and notice as far before as they were.

    Returns:
        what the log says of it: nothing where the day is the same.
    """
    if day == row.planned_on:
        return []
    by_days = day - row.planned_on
    said: list[Said] = [
        said_of_move(
            f"{row} {'decides' if row.kind == Milestone.Kind.GATE else 'is due'}", row.planned_on, day
        )
    ]
    row.planned_on = day
    for name in ("papers_on", "forward_plan_on"):
        if before := getattr(row, name):
            setattr(row, name, before + by_days)
    row.assumed = False
    row.save()
    return said


@transaction.atomic
def end_procurement(*, procurement: Procurement, outcome: str, on: dt.date, by: Person | None) -> Procurement:
    """Say that a procurement has ended; it stays where it was seen, marked.

    Args:
        procurement: one that has not ended; of one that has, nothing changes.
        outcome: a value of ``Procurement.Outcome``.
        on: the day on which it ended.
        by: the officer; it is kept in the history.
    """
    procurement = locked(procurement)
    if procurement.ended_on is None:
        procurement.ended_on, procurement.outcome = on, outcome
        procurement.save(update_fields=["ended_on", "outcome", "changed"])
        log(procurement, [f"Ended on {plain_date(on)}: {procurement.get_outcome_display()}."])
    return procurement


@transaction.atomic
def reopen_procurement(*, procurement: Procurement, by: Person) -> Procurement:
    """Take back that a procurement has ended.

    Raises:
        Refused: where another timeline for the same contract has been begun since.
    """
    procurement = locked(procurement)
    others: Any = Procurement.objects.of_borough(procurement.borough).open().exclude(pk=procurement.pk)
    if procurement.contract_id and others.filter(contract=procurement.contract_id).exists():
        raise Refused("Another timeline for the same contract has been begun: go on with that one.")
    if procurement.ended_on is not None:
        procurement.ended_on, procurement.outcome = None, ""
        procurement.save(update_fields=["ended_on", "outcome", "changed"])
        log(procurement, ["Goes on: it has not ended after all."])
    return procurement
