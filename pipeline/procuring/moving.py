"""Moving a procurement from stage to stage: what was entered and left, when, by whom."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.words import counted, plain_date
from pipeline.models import Procurement, ProcurementStage
from pipeline.procuring.changing import move_milestone
from pipeline.procuring.log import keep_bids_due, locked, log
from pipeline.timelines import Said, moved_by, said_of_event, said_of_move


@transaction.atomic
def enter_stage(
    *,
    procurement: Procurement,
    stage: ProcurementStage,
    on: dt.date,
    by: Person | None,
    push: bool = False,
    why: str = "",
) -> Procurement:
    """Enter a stage on a day; the stage that the procurement is in is left on the same day.

    Args:
        procurement: whose stage it is.
        stage: one that has not been entered; entering it twice changes nothing.
        on: the day in London, not to come.
        by: the officer who moves it; ``None`` for the demonstration set.
        push: where the stage begins later than planned, move the planned dates that follow by as many days.
        why: why it is not on the planned day, for everybody who reads the log.

    Raises:
        Refused: for a stage before one that has been entered, or a day before what has happened already.
    """
    procurement = locked(procurement)
    stage = procurement.stages.get(pk=stage.pk)
    if stage.entered_on is not None:
        return procurement
    _refuse_backwards(procurement, stage, on)
    said = _leave_present(procurement, on, by)
    late = (on - stage.planned_start).days
    stage.entered_on, stage.entered_by = on, by
    stage.save(update_fields=["entered_on", "entered_by"])
    sentence = f"{stage} began on {plain_date(on)}{_as_planned(late)}."
    said.append(said_of_event(f"{stage} begins", stage.planned_start, on, sentence))
    if push and late > 0:
        said += _push(procurement, stage, late)
    keep_bids_due(procurement)
    log(procurement, said, why=why)
    return procurement


@transaction.atomic
def leave_stage(*, procurement: Procurement, on: dt.date, by: Person, why: str = "") -> Procurement:
    """Leave the stage that a procurement is in, as one does at the end of the last one.

    Args:
        procurement: whose stage it is.
        on: the day in London, not to come.
        by: the officer; it is kept in the history.
        why: why it is not on the planned day, for everybody who reads the log.

    Raises:
        Refused: where it is in none, or the day is before the one on which it was entered.
    """
    procurement = locked(procurement)
    present = procurement.stages.filter(entered_on__isnull=False, left_on__isnull=True).first()
    if present is None:
        raise Refused("No stage has been entered that could be left.")
    if present.entered_on and on < present.entered_on:
        raise Refused(
            f"{present} was entered on {plain_date(present.entered_on)}: give that day or a later one."
        )
    log(procurement, _leave_present(procurement, on, by), why=why)
    keep_bids_due(procurement)
    return procurement


@transaction.atomic
def take_back_move(*, procurement: Procurement, by: Person) -> Procurement:
    """Take the last move back: the stage that was entered or left last was not.

    Planned dates that were moved with it stay as they are.

    Raises:
        Refused: where nothing has moved yet.
    """
    procurement = locked(procurement)
    moved = procurement.stages.filter(entered_on__isnull=False).order_by("-position")
    last = moved.first()
    if last is None:
        raise Refused("No stage has been entered yet.")
    if last.left_on:
        said: list[Said] = [_not_left(last)]
    else:
        before = moved.exclude(pk=last.pk).first()
        # One that was left on an earlier day was left by a move of its own, which stays.
        left_with_it = before is not None and before.left_on == last.entered_on
        said = [_not_begun(last), *([_not_left(before)] if before and left_with_it else [])]
    log(procurement, said)
    keep_bids_due(procurement)
    return procurement


def _not_begun(stage: ProcurementStage) -> Said:
    began, stage.entered_on, stage.entered_by = stage.entered_on, None, None
    stage.save(update_fields=["entered_on", "entered_by"])
    sentence = f"{stage} has not begun after all."
    return said_of_event(f"{stage} begins", began or stage.planned_start, stage.planned_start, sentence)


def _not_left(stage: ProcurementStage) -> Said:
    left, stage.left_on, stage.left_by = stage.left_on, None, None
    stage.save(update_fields=["left_on", "left_by"])
    sentence = f"{stage} has not ended after all."
    return said_of_event(f"{stage} ends", left or stage.planned_end, stage.planned_end, sentence)


def _refuse_backwards(procurement: Procurement, stage: ProcurementStage, on: dt.date) -> None:
    entered = procurement.stages.filter(entered_on__isnull=False)
    later = entered.filter(position__gt=stage.position).first()
    if later:
        raise Refused(f"{later} has begun already: take that move back first.")
    days = entered.aggregate(entered=Max("entered_on"), left=Max("left_on"))
    last = max((day for day in days.values() if day), default=None)
    if last and on < last:
        raise Refused(f"The last move was on {plain_date(last)}: give that day or a later one.")


def _leave_present(procurement: Procurement, on: dt.date, by: Person | None) -> list[Said]:
    """Leave the stage that it is in, if it is in one; return what the log says of it."""
    said: list[Said] = []
    for present in procurement.stages.filter(entered_on__isnull=False, left_on__isnull=True):
        present.left_on, present.left_by = on, by
        present.save(update_fields=["left_on", "left_by"])
        sentence = f"{present} ended on {plain_date(on)}{_as_planned((on - present.planned_end).days)}."
        said.append(said_of_event(f"{present} ends", present.planned_end, on, sentence))
    return said


def _push(procurement: Procurement, stage: ProcurementStage, days: int) -> list[Said]:
    """Move what follows the beginning of a stage by some days; return what the log says of it."""
    said: list[Said] = []
    began = stage.planned_start
    for row in procurement.stages.filter(position__gte=stage.position):
        begins = row.planned_start if row.entered_on else moved_by(row.planned_start, days)
        ends = moved_by(row.planned_end, days)
        if begins != row.planned_start:
            said.append(said_of_move(f"{row} begins", row.planned_start, begins))
        if ends != row.planned_end:
            said.append(said_of_move(f"{row} ends", row.planned_end, ends))
        row.planned_start, row.planned_end = begins, ends
        row.save(update_fields=["planned_start", "planned_end"])
    for milestone in procurement.milestones.filter(planned_on__gte=began, done_on__isnull=True):
        said += move_milestone(milestone, moved_by(milestone.planned_on, days))
    return said


def _as_planned(days: int) -> str:
    if not days:
        return ", as planned"
    return f", {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than planned"
