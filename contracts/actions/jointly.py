"""Whose contract it is: the boroughs that hold it together, which one leads, and how one gets out of it."""

from collections.abc import Collection

from django.db import transaction

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from contracts.actions.edit import edit_contract
from contracts.models import Contract
from contracts.news_jointly import MADE_JOINT

LAST_ONE = "It is a contract of your borough alone. Take it off the register if it is wrong."
NOT_IN_IT = "Your borough is not in this contract any more."
LEAD_IS_NONE = "The lead must be one of the boroughs whose contract it is."


@transaction.atomic
def share_contract(*, contract: Contract, boroughs: Collection[int], lead: int, by: Person) -> None:
    """Say whose contract it is and who leads it.

    It counts on the registers of boroughs that are new to it at once; their officers hear of it, and take
    their borough out again with one click if it is none of theirs.

    Args:
        contract: as the caller found it.
        boroughs: ids of all boroughs.
        lead: the id of the one that leads.
        by: the officer.

    Raises:
        Refused: without a borough, or if the lead is none of them.
    """
    if lead not in boroughs:
        raise Refused(LEAD_IS_NONE)
    before = set(contract.borough_links.values_list("borough", flat=True))
    edit_contract(contract=contract, changes={"boroughs": sorted(boroughs)}, lead=lead, by=by)
    for added in sorted(set(boroughs) - before - {by.borough_id}):
        data = {"contract": contract.pk, "title": contract.title, "borough": added, "by": str(by)}
        key = f"{MADE_JOINT}:{contract.pk}:{added}:{contract.changed.isoformat()}"
        announce(kind=MADE_JOINT, key=key, subject=contract, by=by, data=data)


@transaction.atomic
def leave_contract(*, contract: Contract, borough: Borough, by: Person) -> None:
    """Take a borough out of a joint contract; where it led, the one that came next leads.

    Args:
        contract: as the caller found it.
        borough: which one goes.
        by: its officer, or LOTI staff.

    Raises:
        Refused: if it is not in it, or is the only one.
    """
    found = Contract.objects.select_for_update(of=("self",)).only("borough_ids").get(pk=contract.pk)
    if borough.pk not in found.borough_ids:
        raise Refused(NOT_IN_IT)
    rest = [pk for pk in found.borough_ids if pk != borough.pk]
    if not rest:
        raise Refused(LAST_ONE)
    edit_contract(contract=contract, changes={"boroughs": sorted(rest)}, lead=rest[0], by=by)
