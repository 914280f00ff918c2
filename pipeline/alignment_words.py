"""An alignment plan in sentences (R5). Pure: no database here.

Every figure is taken from the plan; nothing is worked out here.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.words import counted, listing, money, plain_date
from pipeline.alignment_plan import BoroughPlan, Outcome, Plan, Standing, Turn
from pipeline.reach import OptionUse, Reach, Way
from pipeline.reasons import some


@dataclass(frozen=True)
class Duty:
    """Something that a borough must do to one of its contracts, and the last working day for it.

    ``known`` is false where nobody has said how long the notice is: the day is then the latest that can be.
    """

    text: str
    by: dt.date
    known: bool = True


def sentence(plan: Plan, things: str) -> str:
    """Return who could start together when, and who must decide first by when.

    Args:
        plan: the plan.
        things: what is replaced, as in *housing management systems*.
    """
    names = [part.borough.name for part in sorted(plan.together, key=_by_name)]
    if plan.start is None:
        who = some([part.borough.name for part in sorted(plan.parts, key=_by_name)])
        which = f"both {who}" if len(plan.parts) == 2 else f"two of {who}"
        until = plain_date(plan.case.last_day)
        return f"There is no day until {until} on which {which} could replace their {things} together."
    if not names:
        return f"None of these boroughs can start on {plain_date(plan.start)}."
    if len(names) == 1:
        first = f"Only {names[0]} could replace its {things} on {plain_date(plan.start)}."
    else:
        first = f"{some(names)} could replace their {things} together on {plain_date(plan.start)}."
    return f"{first} {_first_decision(plan.together)}"


def _first_decision(parts: Sequence[BoroughPlan]) -> str:
    day = parts[0].decide_by
    first = [part for part in parts if part.decide_by == day]
    assumed = " (assumed)" if any(part.assumed for part in first) else ""
    names = sorted(part.borough.name for part in first)
    return f"{some(names)} must decide by {plain_date(day)}{assumed}."


def explanation(plan: Plan) -> list[str]:
    """Say why this start date: what it brings, how much time it leaves, who is not in it."""
    if plan.outcome is None or not plan.together:
        return []
    outcome, every = plan.outcome, len(plan.parts)
    started = f"{counted(len(outcome.together), 'borough')} of {every} can start on {plain_date(plan.start)}"
    lines = [f"{started}, with {counted(outcome.contracts, 'contract')}: {worth(outcome)}."]
    ahead = f"{counted(outcome.slack_days, 'day')} from {plain_date(plan.case.today)}"
    lines.append(f"The first decision is due by {plain_date(outcome.decide_by)}, {ahead}.")
    if plan.later:
        lines.append(f"{some(_names(plan.later))} can join later.")
    if plan.left_out:
        lines.append(f"{some(_names(plan.left_out))} cannot: the reasons are below.")
    return lines


def worth(outcome: Outcome) -> str:
    """Say what starts together is worth a year, and how many contracts of unknown value that leaves out."""
    missing = counted(outcome.unknown_values, "contract")
    if outcome.value is None:
        return "the annual value is not known"
    left_out = f", {missing} of unknown value left out" if outcome.unknown_values else ""
    return f"{money(outcome.value)} a year together{left_out}"


def what_to_do(turn: Turn) -> str:
    """Say how a contract holds out until the start: let it run out, use options or the break, bridge."""
    reach, way = turn.reach, turn.way
    if reach is None or way is None:
        return "Find out when the contract ends: its end date is not known"
    if way.by_break:
        return f"Use the break on {plain_date(way.ends)}{_side_by_side(way)}"
    if way.options:
        text = f"Use {_options(way.options, reach)} until {plain_date(way.ends)}"
        bridge = f", then bridge for {counted(way.bridge_days, 'day')}" if way.bridge_days else ""
        return f"{text}{bridge}{_side_by_side(way)}"
    text = f"Let it run out on {plain_date(way.ends)}"
    if way.bridge_days:
        return f"{text}, then bridge for {counted(way.bridge_days, 'day')}"
    return f"{text}{_side_by_side(way)}"


def _side_by_side(way: Way) -> str:
    """Say for how long the old and the new contract both run."""
    days = way.side_by_side_days
    return f"; both run side by side for {counted(days, 'day')}" if days else ""


def _options(options: Sequence[OptionUse], reach: Reach) -> str:
    """Name the options to use: *option 1 of 2*, *options 1 and 2 of 3*."""
    numbers = listing([str(option.number) for option in options])
    return f"{'option' if len(options) == 1 else 'options'} {numbers} of {reach.option_count}"


def duties(turn: Turn) -> list[Duty]:
    """Return what must be done by when: begin the procurement, and give each notice; the first one first."""
    found = []
    if turn.steps:
        found.append(Duty(f"Begin the procurement: {turn.steps[0].name}", turn.steps[0].begins))
    if turn.way:
        found += [
            Duty(f"Give notice that you use option {option.number}", option.notice_by, option.notice_known)
            for option in turn.way.options
        ]
        if turn.way.break_notice_by:
            known = turn.way.break_notice_known
            found.append(Duty("Give notice of the break", turn.way.break_notice_by, known))
    return sorted(found, key=lambda duty: duty.by)


def gate_words(turn: Turn) -> str:
    """Say which gate holds the schedule up the longest; empty where it has no gate."""
    step = turn.tightest_gate
    if step is None:
        return ""
    held = counted((step.ends - step.begins).days, "day")
    decided = (
        f"decides at the meeting of {plain_date(step.decided)}"
        if step.at_meeting
        else (f"decides by {plain_date(step.decided)}")
    )
    due = step.forward_plan if step.forward_plan == step.begins else None
    begun = f"on the forward plan by {plain_date(due)}" if due else f"papers by {plain_date(step.begins)}"
    assumed = " (assumed)" if step.assumed else ""
    return f"Tightest gate: {step.name}, {held}: {begun}, {decided}{assumed}."


def joining_words(part: BoroughPlan) -> str:
    """Say when a borough that joins later could do so, and by when it would have to decide."""
    turn = part.turns[0] if len(part.turns) == 1 else part.first
    if turn is None or turn.reach is None:
        return ""
    until = plain_date(turn.start)
    return (
        f"Its window opens on {plain_date(turn.reach.window.opens)}. It can join from then until {until}, "
        f"and must decide by {plain_date(turn.decide_by)} for that last day."
    )


def why_left_out(part: BoroughPlan, plan: Plan) -> str:
    """Say why a borough can neither start together nor join later."""
    if part.standing is Standing.NOTHING:
        return "None of its contracts here can be looked at."
    return _why(max(part.turns, key=_nearest), plan)


def _nearest(turn: Turn) -> tuple[dt.date, dt.date]:
    """Return what tells which of several contracts came closest: the last to be decided, or to end."""
    return turn.decide_by or dt.date.min, turn.reach.end if turn.reach else dt.date.min


def _why(turn: Turn, plan: Plan) -> str:
    reach = turn.reach
    if reach is None:
        return "The end date of its contract is not known: ask the borough for it."
    if turn.standing is Standing.ENDED:
        return _why_ended(reach, plan)
    if turn.standing is Standing.BEYOND:
        opens = plain_date(reach.window.opens)
        if plan.start is None:
            return f"Its window opens on {opens}, after {plain_date(plan.case.last_day)}."
        months = counted(plan.case.allowances.framework_months, "month")
        return f"Its window opens on {opens}, later than {months} after the start, when the framework ends."
    start, by = plain_date(turn.start), plain_date(turn.decide_by)
    if turn.standing is Standing.ALONE:
        return f"It could start by itself until {start}, deciding by {by}."
    late = f"To start on {start} it would have had to decide by {by}."
    if turn.could_start is None:
        closes = plain_date(reach.window.closes)
        return f"{late} Begun today, it could not start before its window closes on {closes}."
    return f"{late} Begun today, it could start on {plain_date(turn.could_start)}."


def _why_ended(reach: Reach, plan: Plan) -> str:
    """Say that a contract ended before the start, and why it cannot be prolonged."""
    last = reach.ends[-1]
    past = last < plan.case.today
    words = f"Its contract {'ended' if past else 'ends'} on {plain_date(last)}"
    if reach.options:
        words += " with every option that can still be used"
    if reach.lost:
        until = f"option {reach.lost.number} had to be used by {plain_date(reach.lost.notice_by)}"
        return f"{words}; {until}, and nobody has recorded that it was."
    return f"{words}, before the start." if not past else f"{words}."


def _names(parts: Sequence[BoroughPlan]) -> list[str]:
    return sorted(part.borough.name for part in parts)


def _by_name(part: BoroughPlan) -> str:
    return part.borough.name
