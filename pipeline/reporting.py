"""The officer's own report: what a board reads about a procurement. Beside :func:`reports_of`, no database.

A report is worked out from what the timeline says anyway, so that nobody writes it twice.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from boroughs.models import Borough
from boroughs.words import counted, plain_date
from pipeline.models import Procurement, ProcurementChange, Risk
from pipeline.procurement_querysets import ProcurementQuerySet
from pipeline.procuring.facts import value_in_words
from pipeline.timeline_page import StepLine, TimelineDates, dates_from, gaps_of
from pipeline.timelines import Slip, State, slips_of

#: Timelines that the report of a borough has at most; it says how many it leaves out.
MOST_TIMELINES = 60
#: Days ahead within which a gate is a decision that the board is asked for.
DECISION_DAYS = 60
#: Steps to come that a report names.
MOST_NEXT = 5
#: Lines of the log that a report repeats.
MOST_LINES = 20


@dataclass(frozen=True)
class Status:
    """How a procurement stands, in a word and the colour of its tag."""

    word: str
    colour: str


@dataclass(frozen=True)
class Report:
    """What is reported of one procurement.

    Attributes:
        timeline: what is reported on, with its borough, service area, route and present supplier.
        status: *on course*, *slipped*, *overdue*, *ended*.
        sentence: where it stands, in one sentence or two.
        dates: every stage, gate and milestone.
        moved: lines of the log since the last report, the newest first; ``unsaid`` counts those left out.
        slipped: dates that are elsewhere than they were then, the largest slip first.
        gates, next: the gates ahead, and the next steps whatever they are, those planned first first.
        risks: the high ones first.
        gaps: what is missing, like *no digital lead*.
        decisions: what somebody must decide now, as sentences.
    """

    timeline: Procurement
    status: Status
    sentence: str
    dates: TimelineDates
    moved: list[ProcurementChange]
    unsaid: int
    slipped: list[Slip]
    gates: list[StepLine]
    next: list[StepLine]
    risks: list[Risk]
    gaps: list[str]
    decisions: list[str]

    @property
    def overdue(self) -> list[StepLine]:
        """The steps whose planned day is past and that have not happened."""
        return self.dates.late

    @property
    def overdue_in_words(self) -> list[str]:
        """Say of each overdue step what was forecast, and that it has not happened."""
        return [f"{_forecast(one)}: say that it has happened, or plan it anew." for one in self.overdue]

    @property
    def value(self) -> str:
        """The estimated total value, excluding VAT, in words."""
        return value_in_words(self.timeline.value_from, self.timeline.value_to)

    @property
    def stage(self) -> str:
        """The stage that it is in."""
        if self.timeline.ended_on:
            return "Ended"
        if self.dates.present:
            return str(self.dates.present)
        return "Between stages, or done" if self.dates.begun else "Not begun"

    @property
    def worst(self) -> Slip | None:
        """The largest slip to a later day."""
        return self.slipped[0] if self.slipped and self.slipped[0].days > 0 else None


@dataclass(frozen=True)
class BoroughReport:
    """The reports of a borough's timelines, and how many more there are than are shown."""

    reports: list[Report]
    left_out: int

    @property
    def slipped(self) -> list[tuple[Report, Slip]]:
        """What slipped to a later day, of all of them, by how much: the largest first."""
        found = [(report, slip) for report in self.reports for slip in report.slipped if slip.days > 0]
        return sorted(found, key=lambda pair: (-pair[1].days, pair[0].timeline.title, pair[1].what))

    @property
    def decisions(self) -> list[tuple[Report, str]]:
        """What must be decided, of all of them."""
        return [(report, said) for report in self.reports for said in report.decisions]

    @property
    def sentence(self) -> str:
        """Say how they stand together."""
        if not self.reports:
            return "No timeline is open."
        words = [report.status.word for report in self.reports]
        parts = [
            f"{words.count(word)} {word}"
            for word in ("overdue", "slipped", "on course", "ended")
            if word in words
        ]
        return f"{counted(len(words), 'timeline')}: {', '.join(parts)}."


def report_of(timeline: Procurement, since: dt.date, today: dt.date) -> Report:
    """Return the report of one timeline, with five queries.

    Args:
        timeline: of the reader's own borough, since risks are in it.
        since: the day of the last report; what moved on or after it is new.
        today: in London.
    """
    rows = _with_parts(Procurement.objects.filter(pk=timeline.pk), since)
    return _report(rows.get(), today)


def reports_of(borough: Borough, since: dt.date, today: dt.date) -> BoroughReport:
    """Return the reports of all of a borough's timelines, those that start first first, with six queries.

    One that ended is among them if it ended since the last report.

    Args:
        borough: of the reader.
        since: the day of the last report.
        today: in London.
    """
    asked = Procurement.objects.of_borough(borough).filter(Q(ended_on=None) | Q(ended_on__gte=since))
    rows = list(_with_parts(asked, since).order_by("start_on", "pk")[:MOST_TIMELINES])
    left_out = asked.count() - len(rows) if len(rows) == MOST_TIMELINES else 0
    return BoroughReport([_report(row, today) for row in rows], left_out)


def _with_parts(rows: ProcurementQuerySet, since: dt.date) -> ProcurementQuerySet:
    recent = ProcurementChange.objects.filter(at__date__gte=since)
    return rows.with_names().prefetch_related(
        "stages", "milestones", "risks", Prefetch("changes", queryset=recent, to_attr="recent")
    )


def _report(row: Procurement, today: dt.date) -> Report:
    dates = dates_from(row, list(row.stages.all()), list(row.milestones.all()), today, inside=False)
    recent: list[ProcurementChange] = row.recent  # type: ignore[attr-defined] # read by _with_parts
    moves = [
        (one.what, one.moved_from, one.moved_to, one.why)
        for one in reversed(recent)
        if one.moved_from and one.moved_to
    ]
    slipped = slips_of(moves)
    ahead = [] if row.ended_on else [one for one in dates.steps if one.state is State.COMING]
    risks = sorted(row.risks.all(), key=lambda one: (list(Risk.Level).index(Risk.Level(one.level)), one.pk))
    gates = [one for one in ahead if one.is_gate]
    status = _status(row, dates, slipped)
    gaps = [] if row.ended_on else gaps_of(row)
    return Report(
        timeline=row,
        status=status,
        sentence=_sentence(row, dates, slipped),
        dates=dates,
        moved=recent[:MOST_LINES],
        unsaid=max(0, len(recent) - MOST_LINES),
        slipped=slipped,
        gates=gates,
        next=ahead[:MOST_NEXT],
        risks=risks,
        gaps=gaps,
        decisions=_decisions(row, gates, risks, today),
    )


def _status(row: Procurement, dates: TimelineDates, slipped: Sequence[Slip]) -> Status:
    if row.ended_on:
        return Status("ended", "grey")
    if dates.late:
        return Status("overdue", "orange")
    if any(one.days > 0 for one in slipped):
        return Status("slipped", "yellow")
    return Status("on course", "green")


def _sentence(row: Procurement, dates: TimelineDates, slipped: Sequence[Slip]) -> str:
    """Say where a procurement stands, what is overdue and when the contract starts."""
    if row.ended_on:
        return f"It ended on {plain_date(row.ended_on)}: {row.get_outcome_display()}."
    said = [dates.standing]
    if dates.late:
        number = len(dates.late)
        said.append(f"{counted(number, 'date')} {'is' if number == 1 else 'are'} overdue.")
    if slipped and slipped[0].days > 0:
        said.append(f"Since the last report, {_in_sentence(slipped[0].what)} moved {slipped[0].by}.")
    said.append(f"The contract starts on {plain_date(row.start_on)}.")
    return " ".join(said)


def _forecast(step: StepLine) -> str:
    """Say for when an overdue step was forecast: of a stage that has begun, its end."""
    if step.kind == "stage" and step.row.entered_on:
        return f"{step.name} should have ended by {plain_date(step.row.planned_end)}"
    if step.kind == "stage":
        return f"{step.name} should have begun by {plain_date(step.row.planned_start)}"
    return f"{step.name} was forecast for {step.planned}"


def _in_sentence(what: str) -> str:
    """Write the name of a date within a sentence, as *“Evaluation begins”*."""
    return f"“{what}”"


def _decisions(
    row: Procurement,
    gates: Sequence[StepLine],
    risks: Sequence[Risk],
    today: dt.date,
) -> list[str]:
    """Return what somebody must decide now."""
    if row.ended_on:
        return []
    last = today + dt.timedelta(days=DECISION_DAYS)
    said = [
        " ".join(
            [f"{one.name} decides on {one.planned}{' (assumed)' if one.row.assumed else ''}.", one.more]
        ).strip()
        for one in gates
        if one.sort <= last
    ]
    said += [
        f"A high risk has no response: {one.text}"
        for one in risks
        if one.level == Risk.Level.HIGH and not one.response
    ]
    if row.publication_asked_at and not row.is_public:
        said.append("Publication is asked for: the borough’s publisher decides.")
    return said
