"""An officer adds a contract or changes what the register says of one (R8)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.areas import assign_service_areas
from contracts.actions.confirm import FIELD as CONFIRMED
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.news import announce_contracts
from contracts.actions.products import match_products
from contracts.actions.reconcile import say_two
from contracts.actions.said import officer_said, set_lead, set_suppliers, write_field
from contracts.actions.suggestions import settle
from contracts.models import Contract
from contracts.values import LISTS

Values = Mapping[str, Any]


@transaction.atomic
def add_contract(
    *,
    borough: Borough,
    values: Values,
    suppliers: Sequence[int],
    by: Person,
    unlike: Iterable[int] = (),
) -> Contract:
    """Record a contract by hand; every value given rests on the officer's word.

    Args:
        borough: who leads it.
        values: by field, in the form of ``contracts/values.py``; those that are ``None`` are not known, and
            nobody has said so on purpose.
        suppliers: ids.
        by: the officer.
        unlike: ids of contracts that are like it and that the officer says are others.

    Raises:
        Refused: if it would end before it starts.
    """
    contract = Contract(source=Contract.Source.OFFICER, confirmed_on=timezone.localdate())
    given = {name: value for name, value in values.items() if value is not None and name not in LISTS}
    for name, value in given.items():
        write_field(contract, name, value)
        officer_said(contract, name, by)
    check_dates(contract)
    lists = {"boroughs": [borough.pk], "suppliers": suppliers or None, "options": values.get("options")}
    said = {name: value for name, value in lists.items() if value is not None}
    for name in said:
        officer_said(contract, name, by)
    contract.options_known = "options" in said
    contract.save()
    for name, value in said.items():
        write_field(contract, name, value)
    for other in unlike:
        say_two(one=contract.pk, other=other, by=by)
    _follow_up(contract, created=True, fields=set(), by=by)
    return contract


@transaction.atomic
def edit_contract(
    *,
    contract: Contract,
    changes: Values,
    by: Person,
    suppliers: Sequence[int] | None = None,
    lead: int | None = None,
    confirm: bool = False,
) -> set[str]:
    """Change fields of a contract; they rest on the officer's word from now on, also where it is *not known*.

    Suggestions for these fields go: the officer has spoken anew.

    Args:
        contract: as the caller found it; it is read anew and locked.
        changes: by field, in the form of ``contracts/values.py``; ``None`` says that it is not known.
        by: the officer.
        suppliers: ids of all suppliers, where those are changed.
        lead: the id of the borough that leads, one of its boroughs, where that is said.
        confirm: the officer says that everything else is still true (R7).

    Returns:
        the fields of which the officer spoke.

    Raises:
        Refused: if it would end before it starts, or has no borough or title left.
    """
    found = Contract.objects.select_for_update(of=("self",)).defer("search").get(pk=contract.pk)
    said = set(changes)
    for name, value in changes.items():
        if name in ("title", "boroughs") and not value:
            raise Refused("A contract has a title and a borough.")
        write_field(found, name, value)
    if suppliers is not None:
        set_suppliers(found, suppliers)
        said.add("suppliers")
    if lead is not None:
        set_lead(found, lead)
        said.add("boroughs")
    check_dates(found)
    for name in said:
        officer_said(found, name, by)
    if confirm:
        found.confirmed_on = max(timezone.localdate(), found.confirmed_on or dt.date.min)
        officer_said(found, CONFIRMED, by)
    if not (said or confirm):
        return said
    save_edited(found, said, by)
    contract.refresh_from_db(fields=["title", "end_date", "changed"])
    return said


def save_edited(contract: Contract, fields: set[str], by: Person) -> None:
    """Save a contract of which an officer changed fields, and have everything follow that follows."""
    contract.maximum_end_date = None  # the old one may lie before the new end; derive() sets it
    contract.save()
    settle(contract, fields)
    _follow_up(contract, created=False, fields=fields, by=by)


def check_dates(contract: Contract) -> None:
    """Refuse a term that would end before it starts.

    Raises:
        Refused: in that case, with both days.
    """
    if contract.start_date and contract.end_date and contract.end_date < contract.start_date:
        raise Refused(
            f"It would end on {plain_date(contract.end_date)}, before it starts on "
            f"{plain_date(contract.start_date)}. Change one of the two days."
        )


def _follow_up(contract: Contract, *, created: bool, fields: set[str], by: Person) -> None:
    derive([contract])
    if not contract.is_demonstration:
        match_products([contract.pk])
        assign_service_areas([contract.pk])
    announce_contracts(
        key=f"edit:{contract.pk}:{contract.changed.isoformat()}",
        created=[contract.pk] if created else [],
        changed={} if created else {contract.pk: fields},
        by=by,
    )
    ask_for_flags()
