"""Alignment cases and plans as JSON, for analysts without a database (R5). Pure: no database here.

docs/plan-alignment-in.schema.json and docs/plan-alignment-out.schema.json are made from the classes of this
module and of the one for the answer.
"""

import datetime as dt
import json
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from boroughs.schedule import FORWARD_PLAN_CLEAR_DAYS, START, GateRule, StageLength
from contracts.dates import Option, Term, annual_value
from pipeline.alignment_plan import BoroughCase, Case, Rules, five_years_on
from pipeline.reach import Allowances, Held

Days = Annotated[int, Field(ge=0, le=3650)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Day = Annotated[dt.date, Field(ge=dt.date(1990, 1, 1), le=dt.date(2150, 12, 31))]
Name = Annotated[str, Field(min_length=1, max_length=500)]


class UnreadableCase(ValueError):
    """A case that cannot be used; ``problems`` has a line for each thing to mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Shape(BaseModel):
    """What all parts have in common: a key that is not known is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid")


class OptionIn(Shape):
    """An extension option, in the order in which they are used."""

    months: int = Field(ge=1, le=1200)
    notice_days: Days | None = Field(None, description="Before the end that it prolongs; null: not known.")
    used: bool = Field(False, description="Used already, so that it is inside the end date.")


class ContractIn(Shape):
    """A contract that would be replaced."""

    id: Name = Field(description="A contract with one id in several boroughs is a joint one and counts once.")
    title: str = Field("", max_length=500)
    start: Day | None = None
    end: Day | None = Field(None, description="As things stand, used options inside; null: not known.")
    break_date: Day | None = Field(None, description="The first day on which it may be ended early.")
    break_notice_days: Days | None = Field(None, description="Notice to end it early; null: not known.")
    value: Money | None = Field(None, description="Total, GBP excluding VAT; null: not known.")
    annual_value: Money | None = Field(
        None, description="GBP excluding VAT; without it, from the value and the term."
    )
    product: str = Field("", description="Of a borough's contracts for one product, the largest counts.")
    options: list[OptionIn] = Field(default_factory=list, max_length=20)

    @model_validator(mode="after")
    def _ends_after_start(self) -> "ContractIn":
        if self.start and self.end and self.end < self.start:
            raise ValueError("the contract ends before it starts")
        return self


class StageIn(Shape):
    """A stage of the procurement route, in the order in which they happen."""

    stage: Name
    name: str = ""
    days: Days
    working_days: bool = False


class GateIn(Shape):
    """An approval step, passed before a stage begins; gates are in the order in which they are passed."""

    body: Name
    before_stage: Name = Field(description=f"A stage of the route, or “{START}”.")
    lead_days: Days = Field(description="Calendar days from papers to decision.")
    key_decision: bool = False
    forward_plan_days: Days = Field(
        FORWARD_PLAN_CLEAR_DAYS, description="Clear days on the forward plan, for a key decision."
    )
    value_from: Money | None = None
    value_to: Money | None = None
    meetings: list[Day] = Field(default_factory=list, max_length=1000)
    assumed: bool = False


class BoroughIn(Shape):
    """A borough with its gates and contracts."""

    name: Name
    gates: list[GateIn] = Field(default_factory=list, max_length=50)
    gates_assumed: bool = Field(False, description="Nobody has recorded these gates: they are assumed.")
    contracts: list[ContractIn] = Field(max_length=500)


class AllowancesIn(Shape):
    """What boroughs allow themselves."""

    early_start_days: Days = 90
    bridging_days: Days = 0
    framework_months: Annotated[int, Field(ge=0, le=1200)] = 48


class CaseIn(Shape):
    """What a plan is made from."""

    today: Day
    start: Day | None = Field(None, description="Plan for this start date; without it, for the best one.")
    allowances: AllowancesIn = AllowancesIn()
    route: list[StageIn] = Field(min_length=1, max_length=50)
    boroughs: list[BoroughIn] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _fits_together(self) -> "CaseIn":
        last = five_years_on(self.today)
        if self.start and not self.today <= self.start <= last:
            raise ValueError(f"the start must be from {self.today} to {last}")
        _refuse_twice("stage", [stage.stage for stage in self.route])
        _refuse_twice("borough", [borough.name for borough in self.boroughs])
        stages = {START, *(stage.stage for stage in self.route)}
        for borough in self.boroughs:
            _refuse_twice(f"contract of {borough.name}", [contract.id for contract in borough.contracts])
            for gate in borough.gates:
                if gate.before_stage not in stages:
                    raise ValueError(
                        f"{gate.body} of {borough.name} comes before “{gate.before_stage}”, which is no stage"
                    )
        return self


def _refuse_twice(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"there is more than one {what} called “{twice[0]}”")


def read_case_file(text: str) -> tuple[Case, dt.date | None]:
    """Return the case of a file, and the start date that it asks for.

    Raises:
        UnreadableCase: with every place to mend.
    """
    try:
        given = CaseIn.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableCase([_problem(one) for one in error.errors()]) from None
    stages = tuple(
        StageLength(one.stage, one.name or one.stage, one.days, one.working_days) for one in given.route
    )
    boroughs = tuple(
        BoroughCase(
            one.name,
            one.name,
            tuple(_held(contract) for contract in one.contracts),
            Rules(stages, tuple(_gate(gate, one.gates_assumed) for gate in one.gates), one.gates_assumed),
        )
        for one in given.boroughs
    )
    allowances = Allowances(**given.allowances.model_dump())
    return Case(boroughs, given.today, five_years_on(given.today), allowances), given.start


def _problem(error: Any) -> str:
    """Write what is wrong with its place, as in *boroughs[1].contracts[0].end: …*."""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"])
    return f"{place.lstrip('.') or 'the case'}: {error['msg'].removeprefix('Value error, ')}"


def _gate(gate: GateIn, assumed: bool) -> GateRule:
    values = gate.model_dump(exclude={"meetings", "assumed"})
    return GateRule(**values, meetings=tuple(sorted(set(gate.meetings))), assumed=gate.assumed or assumed)


def _held(contract: ContractIn) -> Held:
    options = tuple(Option(one.months, one.notice_days, one.used) for one in contract.options)
    term = Term(contract.start, contract.end, contract.break_date, options)
    known = contract.annual_value
    return Held(
        key=contract.id,
        title=contract.title,
        term=term,
        notice_days=contract.break_notice_days,
        value=contract.value,
        annual_value=annual_value(contract.value, term) if known is None else known,
        product=contract.product,
    )


def written_case(case: Case, start: dt.date | None = None) -> str:
    """Return a case as JSON that :func:`read_case_file` reads.

    Raises:
        ValueError: where boroughs go through different stages, which a file cannot say.
    """
    routes = {borough.rules.stages for borough in case.boroughs}
    if len(routes) != 1:
        raise ValueError("A file holds one route for all boroughs.")
    found: dict[str, Any] = {
        "today": case.today,
        "start": start,
        "allowances": vars(case.allowances),
        "route": [
            {"stage": one.stage, "name": one.name, "days": one.days, "working_days": one.working_days}
            for one in routes.pop()
        ],
        "boroughs": [_borough_written(borough) for borough in case.boroughs],
    }
    return json.dumps(found, default=str, ensure_ascii=False, indent=2) + "\n"


def _borough_written(borough: BoroughCase) -> dict[str, Any]:
    names = set(GateIn.model_fields)
    return {
        "name": borough.name,
        "gates_assumed": borough.rules.assumed,
        "gates": [
            {name: value for name, value in vars(gate).items() if name in names}
            for gate in borough.rules.gates
        ],
        "contracts": [_contract_written(contract) for contract in borough.contracts],
    }


def _contract_written(held: Held) -> dict[str, Any]:
    return {
        "id": held.key,
        "title": held.title,
        "start": held.term.start,
        "end": held.term.end,
        "break_date": held.term.break_date,
        "break_notice_days": held.notice_days,
        "value": held.value,
        "annual_value": held.annual_value,
        "product": held.product,
        "options": [vars(option) for option in held.term.options],
    }
