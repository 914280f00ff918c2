"""What every write of a timeline does beside: the log that everybody reads, and what follows from dates."""

from collections.abc import Iterable

from django.utils import timezone

from boroughs.models import RouteStage
from pipeline.models import Procurement, ProcurementChange
from pipeline.timeline_follow import announce_change
from pipeline.timelines import Move, Said


def locked(procurement: Procurement) -> Procurement:
    """Return a procurement as it is now, and let nobody else change it meanwhile."""
    return (
        Procurement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("borough", "flow__route")
        .get(pk=procurement.pk)
    )


def log(procurement: Procurement, sentences: Iterable[Said], *, why: str = "") -> None:
    """Write lines of the log; they name no person and nothing that is for the borough only.

    Args:
        procurement: what changed.
        sentences: a line each; a date that moved is kept as such.
        why: the reason that an officer gave; it stands with the lines about dates, for all to read.
    """
    lines = [_line(procurement, one, why) for one in sentences]
    if lines:
        ProcurementChange.objects.bulk_create(lines)
        announce_change(procurement, lines)
        # Feeds and lists are in the order of changes, those of stages and milestones included.
        Procurement.objects.filter(pk=procurement.pk).update(changed=timezone.now())


def _line(procurement: Procurement, said: Said, why: str) -> ProcurementChange:
    line = ProcurementChange(procurement=procurement, sentence=str(said)[:600])
    if isinstance(said, Move):
        line.what, line.moved_from, line.moved_to = said.what[:160], said.before, said.after
        line.why = why[:300]
    return line


def keep_bids_due(procurement: Procurement) -> None:
    """Keep the day by which bids are due: the end of the tender period; unknown where the route has none.

    Where the tender period was passed over, no bids can be made once a later stage has begun.
    """
    stages = list(procurement.stages.order_by("position"))
    tender = next((one for one in stages if one.stage == RouteStage.Stage.TENDER_PERIOD), None)
    procurement.bids_due = (tender.left_on or tender.planned_end) if tender else None
    if tender and tender.entered_on is None:
        later = (one.entered_on for one in stages if one.entered_on and one.position > tender.position)
        procurement.bids_due = min([tender.planned_end, *later])
    procurement.save(update_fields=["bids_due", "changed"])
