"""Timelines of the demonstration set: what boroughs would plan for contracts that do not exist."""

import datetime as dt
from collections.abc import Iterator

from dateutil.relativedelta import relativedelta
from django.db import transaction

from boroughs.models import Borough, ProcurementRoute
from contracts.demonstration_set import ANCHOR, AREAS
from contracts.models import Contract
from pipeline.models import Procurement
from pipeline.procuring import (
    MilestoneFacts,
    ProcurementFacts,
    change_milestone,
    create_procurement,
    end_procurement,
    enter_stage,
    publish,
    share,
)

WHY = "Fictional: made to show the hub. What is here is how a borough would say what it needs from suppliers."
#: In turn: who sees it, how many days late each stage began, how far it is open to other boroughs.
SHAPES = (
    ("public", 0, "specification"),
    ("public", 9, ""),
    ("members", 0, "comparing"),
    ("public", 0, "procurement"),
    ("borough", 0, ""),
    ("public", 20, "closed"),
)
LATE_BECAUSE = "Fictional: the service asked for two more weeks to agree what it needs."
LOTS = "Software and hosting\nMoving the data, and training"


@transaction.atomic
def load_demonstration_timelines() -> int:
    """Make one timeline in each service area of the demonstration set; a second time changes nothing.

    Returns:
        the number of timelines that were made.
    """
    made = 0
    for number, contract in enumerate(_contracts()):
        if not Procurement.objects.filter(contract=contract, is_demonstration=True).exists():
            _make(contract, number)
            made += 1
    return made


def _contracts() -> Iterator[Contract]:
    """Yield for each area the first demonstration contract with an end to plan for."""
    last = ANCHOR + relativedelta(months=32)
    rows = Contract.objects.filter(is_demonstration=True, value__isnull=False, borough_ids__len=1)
    for number, area in enumerate(AREAS):
        # Some have begun by now, some are far ahead.
        first = ANCHOR + relativedelta(months=4 if number % 2 else 14)
        found = (
            rows.filter(service_area__code=area, end_date__range=(first, last))
            .select_related("service_area")
            .order_by("end_date", "reference")
            .first()
        )
        if found:
            yield found


def _make(contract: Contract, number: int) -> None:
    """Make one timeline, move it to where it would be, and show it to whom its shape says."""
    visibility, late, rung = SHAPES[number % len(SHAPES)]
    borough = Borough.objects.get(pk=contract.borough_ids[0])
    link = contract.supplier_links.select_related("supplier").first()
    assert contract.end_date is not None  # noqa: S101 (such contracts only)
    facts = ProcurementFacts(
        title=f"Replacement of {contract.title}",
        route=ProcurementRoute.objects.get(is_default=True),
        start_on=contract.end_date,
        description=WHY,
        service_area=contract.service_area,
        incumbent=link.supplier if link else None,
        cpv_codes=(),
        value_from=contract.value,
        value_to=contract.value,
        lots=LOTS if number % 3 == 0 else "",
        sme_suitable=(True, None, False)[number % 3],
        rung=rung,
        role_mailbox=f"digital.procurement@{borough.slug}.example",
    )
    timeline = create_procurement(
        borough=borough, facts=facts, on=ANCHOR, by=None, contract=contract, is_demonstration=True
    )
    _move(timeline, late)
    if visibility == "public":
        publish(procurement=timeline, mailbox=facts.role_mailbox, by=None)
    elif visibility == "members":
        share(procurement=timeline, with_members=True, by=None)
    if number == 1:
        end_procurement(procurement=timeline, outcome=Procurement.Outcome.ABANDONED, on=ANCHOR, by=None)


def _move(timeline: Procurement, late: int) -> None:
    """Enter the stages that would have begun by the anchor, each some days late, and pass the gates."""
    for stage in timeline.stages.order_by("position"):
        began = stage.planned_start + dt.timedelta(days=late)
        if began <= ANCHOR:
            reason = LATE_BECAUSE if late else ""
            enter_stage(procurement=timeline, stage=stage, on=began, by=None, why=reason)
    for gate in timeline.milestones.all():
        passed = gate.planned_on + dt.timedelta(days=late)
        if passed <= ANCHOR:
            facts = MilestoneFacts(name=gate.name, planned_on=gate.planned_on, done_on=passed)
            change_milestone(milestone=gate, facts=facts, by=None)
