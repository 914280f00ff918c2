"""An alignment plan as JSON (R5). Pure: no database here."""

import datetime as dt
from decimal import Decimal

from pydantic import BaseModel, Field

from boroughs.schedule import Step
from contracts.dates import Window
from pipeline.alignment_plan import BoroughPlan, Outcome, Plan, Standing, Turn
from pipeline.alignment_words import (
    duties,
    explanation,
    joining_words,
    sentence,
    what_to_do,
    why_left_out,
)

THINGS = "contracts"
STANDINGS = ", ".join(f"{one.name.lower()}: {one.value}" for one in Standing)


class DaysOut(BaseModel):
    """A stretch of days, both included."""

    opens: dt.date
    closes: dt.date


class DutyOut(BaseModel):
    """Something to do by a working day; ``known`` is false where the notice is not known."""

    what: str
    by: dt.date
    known: bool


class StepOut(BaseModel):
    """A step of the backward schedule: a stage, or a gate with the day on which it is decided."""

    name: str
    is_gate: bool
    begins: dt.date
    ends: dt.date
    decided: dt.date | None
    at_meeting: bool
    assumed: bool


class ContractOut(BaseModel):
    """What one contract can do at the start date."""

    id: str
    title: str
    standing: str = Field(description=STANDINGS)
    counted: bool = Field(description="It makes the borough's standing; the others are listed beside it.")
    window: DaysOut | None = Field(description="When a replacement could start; null: end date not known.")
    start: dt.date | None = Field(description="The day that its schedule leads to.")
    decide_by: dt.date | None
    what_to_do: str
    duties: list[DutyOut]
    tightest_gate: StepOut | None
    schedule: list[StepOut]


class BoroughOut(BaseModel):
    """What a borough can do at the start date."""

    name: str
    standing: str = Field(description=STANDINGS)
    decide_by: dt.date | None
    assumed: bool
    reason: str = Field(description="Why it is left out, or how it joins later; empty if it starts together.")
    possible: list[DaysOut] = Field(description="Days on which it could start by itself, within five years.")
    contracts: list[ContractOut]


class OutcomeOut(BaseModel):
    """What a start date brings; the annual value is null where none is known."""

    start: dt.date
    boroughs: list[str]
    contracts: int
    annual_value: Decimal | None
    unknown_values: int
    decide_by: dt.date | None
    slack_days: int


class PlanOut(BaseModel):
    """The plan."""

    start: dt.date | None = Field(description="Null where no two boroughs can start together.")
    chosen: bool = Field(description="The start was given, not found.")
    sentence: str
    explanation: list[str]
    outcome: OutcomeOut | None
    alternatives: list[OutcomeOut]
    boroughs: list[BoroughOut]


def written_plan(plan: Plan) -> str:
    """Return a plan as JSON."""
    found = PlanOut(
        start=plan.start,
        chosen=plan.chosen,
        sentence=sentence(plan, THINGS),
        explanation=explanation(plan),
        outcome=_outcome(plan.outcome) if plan.outcome else None,
        alternatives=[_outcome(one) for one in plan.alternatives],
        boroughs=[_borough(part, plan) for part in plan.parts],
    )
    return found.model_dump_json(indent=2) + "\n"


def _outcome(one: Outcome) -> OutcomeOut:
    return OutcomeOut(
        start=one.start,
        boroughs=list(one.together),
        contracts=one.contracts,
        annual_value=one.value,
        unknown_values=one.unknown_values,
        decide_by=one.decide_by,
        slack_days=one.slack_days,
    )


def _borough(part: BoroughPlan, plan: Plan) -> BoroughOut:
    reason = ""
    if part.standing is Standing.LATER:
        reason = joining_words(part)
    elif part.standing is not Standing.TOGETHER:
        reason = why_left_out(part, plan)
    return BoroughOut(
        name=part.borough.name,
        standing=part.standing.name.lower(),
        decide_by=part.decide_by,
        assumed=part.assumed,
        reason=reason,
        possible=[_days(window) for window in part.possible],
        contracts=[
            *(_contract(turn, counted=True) for turn in part.turns),
            *(_contract(turn, counted=False) for turn in part.listed),
        ],
    )


def _contract(turn: Turn, *, counted: bool) -> ContractOut:
    gate = turn.tightest_gate
    return ContractOut(
        id=turn.held.key,
        title=turn.held.title,
        standing=turn.standing.name.lower(),
        counted=counted,
        window=_days(turn.reach.window) if turn.reach else None,
        start=turn.start,
        decide_by=turn.decide_by,
        what_to_do=what_to_do(turn) if turn.way else "",
        duties=[DutyOut(what=duty.text, by=duty.by, known=duty.known) for duty in duties(turn)],
        tightest_gate=_step(gate) if gate else None,
        schedule=[_step(step) for step in turn.steps],
    )


def _days(window: Window) -> DaysOut:
    return DaysOut(opens=window.opens, closes=window.closes)


def _step(step: Step) -> StepOut:
    return StepOut(
        name=step.name,
        is_gate=step.is_gate,
        begins=step.begins,
        ends=step.ends,
        decided=step.decided,
        at_meeting=step.at_meeting,
        assumed=step.assumed,
    )
