"""What the page shows of an alignment plan, borough by borough (R5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boroughs.models import Borough
from boroughs.words import counted, listing, plain_date
from contracts.dates import Window
from contracts.models import Contract
from pipeline.alignment_cases import FlagCase
from pipeline.alignment_plan import BoroughPlan, Outcome, Plan, Standing, Turn
from pipeline.alignment_words import Duty, duties, gate_words, joining_words, what_to_do, why_left_out, worth
from pipeline.charts import BoroughDates
from pipeline.flags import total
from pipeline.models import Flag
from pipeline.parts import MOST_SHOWN
from pipeline.reasons import some, things

#: How a borough's place in the plan is written beside its name in the chart.
BESIDE = {Standing.TOGETHER: "", Standing.LATER: "joins later", Standing.ALONE: "by itself"}


@dataclass(frozen=True)
class TurnRow:
    """What must be done to one contract."""

    contract: Contract
    text: str
    duties: list[Duty]
    gate: str


@dataclass(frozen=True)
class PlanRow:
    """A borough in a plan, in words; ``note`` says why it is left out, or how it joins later."""

    borough: Borough
    part: BoroughPlan
    turns: tuple[TurnRow, ...]
    more: int
    note: str
    others: str
    unread: int

    @property
    def turn(self) -> Turn | None:
        """The contract whose dates are shown."""
        return self.part.first or next(iter(self.part.listed), None)

    @property
    def window(self) -> Window | None:
        """The days on which a replacement of that contract could start."""
        return self.turn.reach.window if self.turn and self.turn.reach else None

    @property
    def last_end(self) -> dt.date | None:
        """The end of that contract with every option that can still be used."""
        return self.turn.reach.ends[-1] if self.turn and self.turn.reach else None

    @property
    def value(self) -> Decimal | None:
        """The annual value of the contracts that make its place, as far as it is known (R1)."""
        return total(turn.held.annual_value for turn in self.part.turns)

    @property
    def beside(self) -> str:
        """What its place is called beside its name."""
        return BESIDE.get(self.part.standing, "left out")

    @property
    def dates(self) -> BoroughDates:
        """What the chart draws."""
        turn = self.turn
        name = f"{self.borough.name}, {self.beside}" if self.beside else self.borough.name
        if turn is None or turn.reach is None:
            return BoroughDates(name, None, None, note="end date not known" if turn else "no contract")
        return BoroughDates(
            name=name,
            start=turn.held.term.start,
            end=turn.reach.end,
            options=tuple(zip(turn.reach.ends, turn.reach.ends[1:], strict=False)),
            window=turn.reach.window,
            decide_by=self.part.decide_by,
        )


@dataclass(frozen=True)
class OtherStart:
    """An alternative, in words; ``address`` leads to its plan."""

    start: dt.date
    boroughs: str
    worth: str
    decide_by: dt.date | None
    address: str


def rows_of(plan: Plan, case: FlagCase) -> list[PlanRow]:
    """Return the boroughs of a plan: who starts together, who joins later, who is left out."""
    return [_row(part, plan, case) for part in (*plan.together, *plan.later, *plan.left_out)]


def _row(part: BoroughPlan, plan: Plan, case: FlagCase) -> PlanRow:
    key = part.borough.key
    starting = part.standing is Standing.TOGETHER
    turns = sorted(part.turns, key=lambda turn: turn.decide_by or dt.date.max) if starting else []
    note = (
        ""
        if starting
        else joining_words(part)
        if part.standing is Standing.LATER
        else why_left_out(part, plan)
    )
    return PlanRow(
        borough=case.boroughs[key],
        part=part,
        turns=tuple(_turn_row(turn, case.contracts) for turn in turns[:MOST_SHOWN]),
        more=max(0, len(turns) - MOST_SHOWN),
        note=note,
        others=_others(part.listed) if starting else "",
        unread=case.unread.get(key, 0),
    )


def _turn_row(turn: Turn, contracts: Mapping[str, Contract]) -> TurnRow:
    return TurnRow(contracts[turn.held.key], what_to_do(turn), duties(turn), gate_words(turn))


def _others(listed: Sequence[Turn]) -> str:
    """Say what becomes of a borough's other contracts."""
    said = []
    for standing, words in (
        (Standing.TOGETHER, "for the same product, not counted"),
        (Standing.LATER, "whose window opens later"),
        (Standing.LATE, "too late for this start"),
        (Standing.ENDED, "that will have ended"),
        (Standing.BEYOND, "whose window opens after the framework’s end"),
        (Standing.UNDATED, "of unknown end date"),
    ):
        if number := sum(turn.standing is standing for turn in listed):
            said.append(f"{counted(number, 'contract')} {words}")
    return f"Besides: {listing(said)}." if said else ""


def others_of(plan: Plan, names: Mapping[str, Borough], address: dict[dt.date, str]) -> list[OtherStart]:
    """Return the alternatives of a plan.

    Args:
        plan: the plan.
        names: its boroughs by key.
        address: where the plan for each alternative's start is.
    """
    return [_other(one, names, address[one.start]) for one in plan.alternatives]


def _other(one: Outcome, names: Mapping[str, Borough], address: str) -> OtherStart:
    boroughs = some([names[key].name for key in one.together])
    said = worth(one)
    return OtherStart(one.start, boroughs, said[:1].upper() + said[1:], one.decide_by, address)


def chart_in_words(plan: Plan, rows: Sequence[PlanRow]) -> str:
    """Say what the chart shows."""
    ends = [row.turn.reach.end for row in rows if row.turn and row.turn.reach]
    said = [f"The dates of {counted(len(rows), 'borough')}."]
    if ends:
        said.append(f"Their contracts end between {plain_date(min(ends))} and {plain_date(max(ends))}.")
    if missing := [row.borough.name for row in rows if row.turn and not row.turn.reach]:
        said.append(f"The end date is not known for {listing(missing)}.")
    if nothing := [row.borough.name for row in rows if not row.turn]:
        said.append(f"No contract can be looked at for {listing(nothing)}.")
    if plan.start:
        inside = sum(bool(row.window and row.window.opens <= plan.start <= row.window.closes) for row in rows)
        held = counted(inside, "borough")
        said.append(f"{plain_date(plan.start)} lies in the replacement windows of {held}.")
    if passed := [
        row.borough.name for row in rows if row.part.decide_by and row.part.decide_by < plan.case.today
    ]:
        said.append(f"The decide-by date has passed for {listing(passed)}.")
    return " ".join(said)


def what_is_replaced(flag: Flag) -> str:
    """Write what a flag's boroughs would replace, as in *housing management systems*."""
    if flag.service_area:
        return things(flag.service_area.name)
    if flag.supplier:
        return f"contracts with {flag.supplier.name.rstrip('.')}"
    return f"contracts for {flag.product}"
