"""Timelines for tests, made as officers make them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person, ProcurementRoute, RouteStage
from contracts.models import Contract
from pipeline.models import Procurement
from pipeline.procuring import ProcurementFacts, create_procurement, publish, share
from tests.factories.boroughs import BoroughFactory

START = dt.date(2040, 4, 4)
#: Stages of the route below with their lengths in days.
STAGES = {
    "specification": 30,
    "publication": 2,
    "tender_period": 35,
    "evaluation": 28,
    "award_decision": 10,
    "signature": 14,
    "mobilisation": 60,
}


def planned_route() -> ProcurementRoute:
    """Return a route with stages of all sorts, which is not the default one."""
    route, _ = ProcurementRoute.objects.get_or_create(
        code="further-competition", defaults={"name": "Further competition"}
    )
    for place, (stage, days) in enumerate(STAGES.items(), start=1):
        RouteStage.objects.get_or_create(
            route=route,
            stage=stage,
            valid_from=dt.date(2000, 1, 1),
            defaults={"position": place, "days": days, "source": "test"},
        )
    return route


def make_timeline(
    *,
    borough: Borough | None = None,
    contract: Contract | None = None,
    visibility: str = "borough",
    on: dt.date | None = None,
    is_demonstration: bool = False,
    by: Person | None = None,
    **facts: Any,
) -> Procurement:
    """Make a timeline: ``make_timeline(borough=camden, visibility="public")``.

    Args:
        borough: whose it is; a new one where none is given.
        contract: what is replaced.
        visibility: ``borough``, ``members`` or ``public``.
        on: the day of planning, today unless said.
        is_demonstration: made up.
        by: who made it.
        **facts: of :class:`ProcurementFacts`, beside usual ones.
    """
    given: dict[str, Any] = {
        "title": "Housing management system",
        "start_on": START,
        "value_from": Decimal("900000.00"),
        "value_to": Decimal("1200000.00"),
        "role_mailbox": "digital.procurement@borough.example",
        **facts,
    }
    given.setdefault("route", planned_route())
    whose = borough or BoroughFactory()
    made = create_procurement(
        borough=whose,
        facts=ProcurementFacts(**given),
        on=on or timezone.localdate(),
        by=by,
        contract=contract,
        is_demonstration=is_demonstration,
    )
    if visibility == "public":
        made = publish(procurement=made, mailbox=given["role_mailbox"], by=by)
    elif visibility == "members":
        made = share(procurement=made, with_members=True, by=by)
    return made
