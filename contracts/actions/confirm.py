"""An officer says that records are still true, and may take that back (R7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction

from boroughs.models import Borough, Person
from contracts.actions.landscape import ask_for_landscape
from contracts.models import Contract

SALT = "contracts.confirm"
#: How long a confirmation can be taken back with one click.
UNDO_SECONDS = 24 * 60 * 60
FIELD = "confirmed_on"


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed, and the token that takes it back."""

    contracts: list[Contract]
    undo: str


@transaction.atomic
def confirm_contracts(*, ids: Iterable[int], borough: Borough, by: Person | None, on: dt.date) -> Confirmed:
    """Note that an officer says of some contracts that they are still true; nothing else of them changes.

    Args:
        ids: of contracts of the borough.
        borough: whose register they are on.
        by: who says so; ``None`` for whoever reads the borough's role mailbox.
        on: the day.

    Raises:
        Contract.DoesNotExist: if one of them is not on the borough's register; then none is confirmed.
    """
    wanted = set(ids)
    contracts = list(_locked(borough, wanted))
    if len(contracts) != len(wanted):
        raise Contract.DoesNotExist("A contract is not on this borough's register.")
    before = {}
    for contract in contracts:
        before[contract.pk] = [contract.confirmed_on, contract.provenance.get(FIELD)]
        contract.confirmed_on = max(on, contract.confirmed_on or on)
        contract.provenance[FIELD] = _said(by, on)
        contract.save(update_fields=[FIELD, "provenance"])
    ask_for_landscape()
    told = {
        "by": by.pk if by else None,
        "on": on.isoformat(),
        "borough": borough.pk,
        "before": _plain(before),
    }
    return Confirmed(contracts, signing.dumps(told, salt=SALT, compress=True))


@transaction.atomic
def undo_confirmation(*, token: str, borough: Borough, by: Person | None) -> list[Contract]:
    """Take a confirmation back; contracts that somebody has confirmed anew since are left as they are.

    Returns:
        the contracts that are as they were before.

    Raises:
        signing.BadSignature: if the token is none of this person's for this borough, or is too old.
    """
    told = read_token(token, by)
    if told["borough"] != borough.pk:
        raise signing.BadSignature("This was confirmed for another borough.")
    undone = []
    for contract in _locked(borough, {int(key) for key in told["before"]}):
        if contract.provenance.get(FIELD) != _said(by, dt.date.fromisoformat(told["on"])):
            continue
        day, said = told["before"][str(contract.pk)]
        contract.confirmed_on = dt.date.fromisoformat(day) if day else None
        contract.provenance.pop(FIELD)
        if said:
            contract.provenance[FIELD] = said
        contract.save(update_fields=[FIELD, "provenance"])
        undone.append(contract)
    if undone:
        ask_for_landscape()
    return undone


def read_token(token: str, by: Person | None) -> dict[str, Any]:
    """Return what a token says.

    Raises:
        signing.BadSignature: if it is none of this person's, or is too old.
    """
    told: dict[str, Any] = signing.loads(token, salt=SALT, max_age=UNDO_SECONDS)
    if told["by"] != (by.pk if by else None):
        raise signing.BadSignature("Somebody else has confirmed this.")
    return told


def may_undo(token: str, by: Person) -> bool:
    """Tell whether a token would take back something that this person has confirmed."""
    try:
        read_token(token, by)
    except signing.BadSignature:
        return False
    return True


def _locked(borough: Borough, ids: set[int]) -> Any:
    found = Contract.objects.of_borough(borough).filter(pk__in=ids).defer("search")
    return found.select_for_update(of=("self",)).order_by("pk")


def _said(by: Person | None, on: dt.date) -> dict[str, Any]:
    """Return what the confirmation rests on: an officer's word, whose name a shared mailbox does not tell."""
    who = {"person": by.pk} if by else {"mailbox": True}
    return {"source": str(Contract.Source.OFFICER), "at": on.isoformat(), **who}


def _plain(before: dict[int, list[Any]]) -> dict[str, list[Any]]:
    return {str(key): [day.isoformat() if day else None, said] for key, (day, said) in before.items()}
