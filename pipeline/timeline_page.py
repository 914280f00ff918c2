"""What the page of a timeline shows: its steps in order, where it stands, what is missing, whom to ask."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from boroughs.models import Person, Profile
from boroughs.rights import Permission, has_permission, is_of_borough
from boroughs.words import counted, listing, plain_date
from pipeline.apps import LEADS
from pipeline.models import Milestone, Procurement, ProcurementStage
from pipeline.procuring.facts import value_in_words
from pipeline.timeline_chart import Chart, DrawnDay, DrawnStage, timeline_chart
from pipeline.timelines import State, slip, state_of_day, state_of_stage

COLOURS = {
    State.DONE: "grey",
    State.RUNNING: "green",
    State.LATE: "orange",
    State.COMING: "",
    State.SKIPPED: "grey",
}


@dataclass(frozen=True)
class StepLine:
    """A line of the table of dates: a stage, a gate or a milestone.

    ``row`` is a :class:`ProcurementStage` or a :class:`Milestone`; ``slipped`` says by how much its days have
    moved since they were first planned; ``by`` who moved it, for the borough itself.
    """

    row: Any
    name: str
    kind: str
    planned: str
    happened: str
    slipped: str
    state: State
    sort: dt.date
    more: str = ""
    by: str = ""

    @property
    def colour(self) -> str:
        """The colour of the tag that says where it stands."""
        return COLOURS[self.state]

    @property
    def is_gate(self) -> bool:
        """Tell gates from the rest: they have a diamond before their name."""
        return self.kind == "gate"


@dataclass(frozen=True)
class Contact:
    """Somebody to talk to, or the gap where nobody is named; ``address`` leads to their page."""

    role: str
    name: str
    address: str = ""

    @property
    def is_gap(self) -> bool:
        """Tell whether nobody is named."""
        return not self.name


@dataclass(frozen=True)
class TimelineDates:
    """The dates of a timeline in words and drawn."""

    steps: list[StepLine]
    chart: Chart
    summary: str
    present: ProcurementStage | None
    next: ProcurementStage | None
    late: list[StepLine]

    @property
    def stages(self) -> list[ProcurementStage]:
        """The stages, in order of their days."""
        return [step.row for step in self.steps if step.kind == "stage"]

    @property
    def begun(self) -> bool:
        """Tell whether a stage has been entered, so that there is a move to take back."""
        return any(step.kind == "stage" and step.row.entered_on for step in self.steps)

    @property
    def standing(self) -> str:
        """Say where it stands: in which stage since when, and what comes next."""
        said = []
        if self.present:
            said.append(f"In {str(self.present).lower()} since {plain_date(self.present.entered_on)}.")
        elif self.next is None:
            said.append("All stages are done.")
        else:
            said.append("No stage has begun yet." if self.next.position == 1 else "Between two stages.")
        if self.next:
            said.append(
                f"Next: {str(self.next).lower()}, planned from {plain_date(self.next.planned_start)}."
            )
        return " ".join(said)


def dates_of(procurement: Procurement, today: dt.date, *, inside: bool) -> TimelineDates:
    """Return the dates of a timeline as a page shows them, with two queries.

    Args:
        procurement: any.
        today: in London; what was planned before and has not happened is overdue, unless it has ended.
        inside: whether the reader is of the borough, and may read who moved what.
    """
    people = ("entered_by", "left_by") if inside else ()
    stages = list(procurement.stages.select_related(*people).order_by("position"))
    return dates_from(procurement, stages, list(procurement.milestones.all()), today, inside=inside)


def dates_from(
    procurement: Procurement,
    stages: Sequence[ProcurementStage],
    days: Sequence[Milestone],
    today: dt.date,
    *,
    inside: bool,
) -> TimelineDates:
    """Return the dates of a timeline whose stages, in their order, and days have been read; no query."""
    # What ended can no longer be late.
    day = min(today, procurement.ended_on) if procurement.ended_on else today
    entered = max((one.position for one in stages if one.entered_on), default=0)
    states = {one.pk: _state(one, day, entered) for one in stages}
    steps = [_stage_line(one, states[one.pk], inside=inside) for one in stages]
    steps += [_day_line(one, day) for one in days]
    # A stage that waits for a gate begins on the day of the decision: the gate comes first.
    steps.sort(key=lambda step: (step.sort, not step.is_gate))
    chart = timeline_chart(
        [_drawn_stage(one, states[one.pk]) for one in stages],
        [_drawn_day(one, day) for one in days],
        procurement.start_on,
        today,
    )
    present = next((one for one in stages if one.entered_on and not one.left_on), None)
    coming = next((one for one in stages if one.position > entered), None)
    late = [] if procurement.ended_on else [step for step in steps if step.state is State.LATE]
    return TimelineDates(steps, chart, _in_words(procurement, steps, late), present, coming, late)


def contacts_of(procurement: Procurement, reader: Person | AnonymousUser) -> list[Contact]:
    """Return whom to ask, as the reader may see it; a role that nobody fills is a gap.

    The borough itself and LOTI staff see who it is. Members of other boroughs see it of somebody who shows
    themselves in the directory, the public of nobody: there is the mailbox (R9).
    """
    inside = is_of_borough(reader, procurement.borough)
    member = has_permission(reader, Permission.SEE_DIRECTORY)
    roles = {"responsible": "Responsible", **{field: lead.capitalize() for field, lead in LEADS.items()}}
    found = []
    for field, role in roles.items():
        person: Person | None = getattr(procurement, field)
        if person is None:
            found.append(Contact(role, ""))
            continue
        profile: Profile | None = getattr(person, "profile", None)
        shown = member and profile is not None and profile.in_directory
        name = str(person) if inside or shown else "named, but not shown here"
        found.append(Contact(role, name, reverse("person", args=[person.pk]) if shown else ""))
    return found


def gaps_of(procurement: Procurement) -> list[str]:
    """Return what a timeline lacks that others need to know: the commonest cause of a bad specification."""
    gaps = [f"no {lead}" for field, lead in LEADS.items() if getattr(procurement, f"{field}_id") is None]
    if procurement.responsible_id is None:
        gaps.insert(0, "no responsible person")
    if not procurement.role_mailbox:
        gaps.append("no mailbox to write to")
    if not procurement.description:
        gaps.append("no word on what is needed")
    if procurement.value_from is None and procurement.value_to is None:
        gaps.append("no estimated value")
    if procurement.service_area_id is None:
        gaps.append("no service area")
    return gaps


def facts_of_page(procurement: Procurement) -> list[tuple[str, object]]:
    """Return (label, value) of what everybody who sees a timeline reads; what is empty is not known."""
    sme = {True: "Yes", False: "No", None: None}[procurement.sme_suitable]
    return [
        (
            "Estimated total value, excluding VAT",
            value_in_words(procurement.value_from, procurement.value_to),
        ),
        ("Service area", procurement.service_area),
        ("How it is bought", procurement.route),
        ("Start of the contract", plain_date(procurement.start_on)),
        (
            "Bids due",
            plain_date(procurement.bids_due) if procurement.bids_due else "No tender period planned",
        ),
        ("Suitable for small and medium-sized suppliers", sme),
        ("CPV codes", ", ".join(procurement.cpv_codes)),
    ]


def lots_of(procurement: Procurement) -> list[str]:
    """Return the lots, one for each line that was written."""
    return [text for text in (part.strip() for part in procurement.lots.splitlines()) if text]


def _stage_line(one: ProcurementStage, state: State, *, inside: bool) -> StepLine:
    happened = ""
    if one.entered_on:
        happened = f"Began {plain_date(one.entered_on)}"
        happened += f", ended {plain_date(one.left_on)}" if one.left_on else ""
    movers = []
    if inside:
        movers += [f"begun by {one.entered_by}"] if one.entered_by else []
        movers += [f"ended by {one.left_by}"] if one.left_by else []
    return StepLine(
        row=one,
        name=str(one),
        kind="stage",
        planned=f"{plain_date(one.planned_start)} to {plain_date(one.planned_end)}",
        happened=happened,
        slipped=_stage_slip(one),
        state=state,
        sort=one.planned_start,
        by=", ".join(movers),
    )


def _stage_slip(one: ProcurementStage) -> str:
    begun = slip(one.first_start, one.entered_on or one.planned_start)
    ended = slip(one.first_end, one.left_on or one.planned_end)
    if begun == ended:
        return begun.capitalize()
    said = [f"begins {begun}"] if begun else []
    said += [f"ends {ended}"] if ended else []
    return "; ".join(said).capitalize()


def _day_line(one: Milestone, today: dt.date) -> StepLine:
    more = []
    if one.papers_on and not one.done_on:
        more.append(f"Papers by {plain_date(one.papers_on)}.")
    if one.forward_plan_on and not one.done_on:
        more.append(f"On the forward plan by {plain_date(one.forward_plan_on)}.")
    return StepLine(
        row=one,
        name=one.name,
        kind=one.kind,
        planned=plain_date(one.planned_on),
        happened=f"Passed {plain_date(one.done_on)}" if one.done_on else "",
        slipped=slip(one.first_on, one.done_on or one.planned_on).capitalize(),
        state=state_of_day(one.planned_on, one.done_on, today),
        sort=one.planned_on,
        more=" ".join(more),
    )


def _state(one: ProcurementStage, today: dt.date, entered: int) -> State:
    """Return where a stage stands, ``entered`` being the place of the last one that was entered."""
    planned, passed_over = (one.planned_start, one.planned_end), one.position < entered
    return state_of_stage(planned, one.entered_on, one.left_on, today, passed_over=passed_over)


def _drawn_stage(one: ProcurementStage, state: State) -> DrawnStage:
    return DrawnStage(
        name=str(one),
        first=(one.first_start, one.first_end),
        planned=(one.planned_start, one.planned_end),
        entered=one.entered_on,
        left=one.left_on,
        state=state,
    )


def _drawn_day(one: Milestone, today: dt.date) -> DrawnDay:
    return DrawnDay(
        name=one.name,
        planned=one.planned_on,
        done=one.done_on,
        state=state_of_day(one.planned_on, one.done_on, today),
        is_gate=one.kind == Milestone.Kind.GATE,
        assumed=one.assumed,
    )


def _in_words(procurement: Procurement, steps: Sequence[StepLine], late: Sequence[StepLine]) -> str:
    """Say what the drawing shows."""
    first = plain_date(steps[0].sort) if steps else plain_date(procurement.start_on)
    said = [f"{counted(len(steps), 'step')} from {first} to the start on {plain_date(procurement.start_on)}."]
    if decisions := [f"{step.name} on {step.planned}" for step in steps if step.is_gate]:
        said.append(f"Decisions: {'; '.join(decisions)}.")
    if late:
        said.append(f"Overdue: {listing([step.name for step in late])}.")
    return " ".join(said)
