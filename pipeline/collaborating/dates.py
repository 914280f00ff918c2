"""The agreed date goes into a member's own pipeline, when that borough says so."""

import datetime as dt
from dataclasses import replace

from django.db import transaction

from boroughs.models import Borough, Person, ProcurementRoute
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from pipeline.collaborating.who import still_open, voice_of
from pipeline.models import Collaboration, Member, Procurement
from pipeline.procuring import ProcurementFacts, change_procurement, create_procurement
from pipeline.procuring.creating import open_timeline_of
from pipeline.procuring.facts import facts_of


@transaction.atomic
def take_date(
    *, collaboration: Collaboration, contract: Contract | None, on: dt.date, by: Person
) -> Procurement:
    """Put the agreed start into the borough's pipeline: a timeline of its own, with its own gates (R3).

    A timeline that the borough has already, made here or for the same contract, gets the agreed start and its
    dates worked out again; what has come to pass stays.

    Args:
        collaboration: with an agreed start.
        contract: the borough's contract that is replaced; ``None`` where there is no single one.
        on: today.
        by: an officer of a member that contributes, who keeps its timelines.

    Raises:
        Refused: without the rights, before a start is agreed, or where nobody has recorded how long buying
            takes.
    """
    found = still_open(collaboration)
    borough = voice_of(found, by)
    if not has_permission(by, Permission.KEEP_TIMELINES, borough):
        raise Refused("Officers who keep the borough's timelines do this.")
    if found.agreed_start is None:
        raise Refused("The members have not agreed on a start yet.")
    member = found.members.get(borough=borough)
    timeline = _present(member, contract, borough)
    if timeline:
        facts = replace(facts_of(timeline), start_on=found.agreed_start, rung=_rung(found))
        timeline = change_procurement(procurement=timeline, facts=facts, on=on, by=by)
    else:
        timeline = _make(found, contract, borough, on, by)
    Member.objects.filter(pk=member.pk).update(procurement=timeline)
    return timeline


def _present(member: Member, contract: Contract | None, borough: Borough) -> Procurement | None:
    """Return the timeline that the date would go to, if there is one that has not ended."""
    own = member.procurement
    if own and own.ended_on is None:
        return own
    return open_timeline_of(contract, borough) if contract else None


def _make(
    collaboration: Collaboration, contract: Contract | None, borough: Borough, on: dt.date, by: Person
) -> Procurement:
    route = ProcurementRoute.objects.filter(is_default=True).first()
    if route is None:
        raise Refused("Nobody has recorded the usual procurement route: ask LOTI staff.")
    start = collaboration.agreed_start
    assert start is not None  # noqa: S101 (asked before)
    facts = ProcurementFacts(
        title=collaboration.title,
        route=route,
        start_on=start,
        service_area=collaboration.service_area or (contract.service_area if contract else None),
        value_from=contract.value if contract else None,
        value_to=contract.value if contract else None,
        cpv_codes=tuple(contract.cpv_codes) if contract else (),
        rung=_rung(collaboration),
        role_mailbox=borough.role_mailbox,
    )
    try:
        return create_procurement(
            borough=borough,
            facts=facts,
            on=on,
            by=by,
            contract=contract,
            is_demonstration=collaboration.is_demonstration,
        )
    except ValueError as problem:
        raise Refused(str(problem)) from None


def _rung(collaboration: Collaboration) -> str:
    """Return how far the timeline is open to collaboration; *interested* says nothing yet."""
    return collaboration.rung if collaboration.rung in Procurement.Rung.values else ""
