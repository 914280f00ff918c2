"""What an import would say otherwise than an officer becomes a suggestion, which an officer answers (R8)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.news import announce_contracts
from contracts.actions.said import officer_said, write_field
from contracts.models import Contract, Suggestion
from contracts.news_suggestions import SUGGESTED
from contracts.values import LABELS, held

State = Suggestion.State


@transaction.atomic
def suggest(
    contract: Contract, offers: Mapping[str, Any], *, source: str, on: Any, record: int | None
) -> int:
    """Keep what a source says otherwise than an officer, where the officer's word stands.

    An open suggestion for the field makes way; nothing is offered that was declined before, and where the
    source agrees with the officer, its earlier suggestion goes.

    Args:
        contract: saved.
        offers: what the source says, by field, in the form of ``contracts/values.py``.
        source: the kind of source.
        on: the day on which it spoke.
        record: the id of the stored record.

    Returns:
        how many suggestions are new.
    """
    made: list[Suggestion] = []
    known = list(Suggestion.objects.filter(contract=contract, field__in=list(offers)))
    for name, offered in offers.items():
        mine = held(contract, name)
        earlier = [one for one in known if one.field == name]
        open_now = next((one for one in earlier if one.state == State.OPEN), None)
        if offered == mine:
            _answer([open_now] if open_now else [], State.SUPERSEDED, None)
            continue
        if open_now and open_now.offered == offered:
            continue
        if any(one.state == State.DECLINED and one.offered == offered for one in earlier):
            continue
        _answer([open_now] if open_now else [], State.SUPERSEDED, None)
        made.append(
            Suggestion.objects.create(
                contract=contract,
                field=name,
                held=mine,
                offered=offered,
                source=source,
                said_on=on,
                record_id=record,
            )
        )
    if made and contract.looked_after_by_id:
        _tell(contract, made)
    return len(made)


def _tell(contract: Contract, made: Sequence[Suggestion]) -> None:
    """Announce suggestions to the officer who looks after the contract."""
    data = {
        "contract": contract.pk,
        "title": contract.title,
        "person": contract.looked_after_by_id,
        "borough": contract.borough_links.order_by("-is_lead", "pk").values_list("borough", flat=True)[0],
        "fields": [LABELS[one.field] for one in made],
        "source": made[0].get_source_display(),
    }
    announce(kind=SUGGESTED, key=f"{SUGGESTED}:{made[0].pk}", subject=contract, data=data)


@transaction.atomic
def accept_suggestions(*, ids: Iterable[int], borough: Borough | None, by: Person) -> list[Suggestion]:
    """Take offered values over; they rest on the officer who accepted them from now on.

    Args:
        ids: of open suggestions; those that were answered meanwhile are left as they are.
        borough: on whose register the contracts are; ``None`` for any.
        by: who accepts.

    Returns:
        those that were accepted.

    Raises:
        Refused: if an offered value contradicts another field, naming the contract; then none is accepted.
    """
    ids = list(ids)
    # The contracts first, as an import does that answers suggestions: else each could wait for the other.
    meant = set(_of(borough).open().filter(pk__in=ids).values_list("contract", flat=True))
    contracts = {one.pk: one for one in _locked(meant)}
    found = [one for one in _open(ids, borough) if one.contract_id in contracts]
    changed: dict[int, set[str]] = {}
    for suggestion in found:
        contract = contracts[suggestion.contract_id]
        write_field(contract, suggestion.field, suggestion.offered)
        officer_said(contract, suggestion.field, by, record=suggestion.record_id)
        changed.setdefault(contract.pk, set()).add(suggestion.field)
    contracts = {pk: contract for pk, contract in contracts.items() if pk in changed}
    for contract in contracts.values():
        _check(contract)
        contract.maximum_end_date = None  # the old one may lie before the new end; derive() sets it
        contract.save()
    _answer(found, State.ACCEPTED, by)
    derive(contracts.values())
    announce_contracts(
        key=f"accepted:{timezone.now().isoformat()}:{by.pk}", created=[], changed=changed, by=by
    )
    if found:
        ask_for_flags()
    return found


@transaction.atomic
def decline_suggestions(*, ids: Iterable[int], borough: Borough | None, by: Person) -> list[Suggestion]:
    """Leave what the officer said; the same value is not offered again. Return what was declined."""
    found = _open(ids, borough)
    _answer(found, State.DECLINED, by)
    return found


@transaction.atomic
def offer_again(*, ids: Iterable[int], borough: Borough | None) -> int:
    """Take declining back: the suggestions wait again, as far as no newer one does. Return how many."""
    again = 0
    for one in _of(borough).filter(pk__in=list(ids), state=State.DECLINED).select_for_update(of=("self",)):
        taken = Suggestion.objects.open().filter(contract=one.contract_id, field=one.field).exists()
        if taken or held(one.contract, one.field) == one.offered:
            continue
        one.state, one.answered_at, one.answered_by = State.OPEN, None, None
        one.save()
        again += 1
    return again


def settle(contract: Contract, names: Iterable[str]) -> None:
    """Let suggestions go for fields on which an officer has spoken anew."""
    _answer(
        list(Suggestion.objects.open().filter(contract=contract, field__in=list(names))), State.SUPERSEDED
    )


def _of(borough: Borough | None) -> Any:
    return Suggestion.objects.of_borough(borough) if borough else Suggestion.objects.all()


def _open(ids: Iterable[int], borough: Borough | None) -> list[Suggestion]:
    rows = _of(borough).open().filter(pk__in=list(ids)).select_related("contract")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _locked(ids: set[int]) -> Any:
    return Contract.objects.filter(pk__in=ids).defer("search").select_for_update(of=("self",)).order_by("pk")


def _check(contract: Contract) -> None:
    """Refuse a term that would end before it starts."""
    if contract.start_date and contract.end_date and contract.end_date < contract.start_date:
        raise Refused(
            f"“{contract.title}” would end before it starts. Accept the {LABELS['start_date'].lower()} and "
            f"the {LABELS['end_date'].lower()} together, or change them on the contract’s page."
        )


def _answer(some: Sequence[Suggestion], state: Suggestion.State, by: Person | None = None) -> None:
    for one in some:
        one.state, one.answered_at, one.answered_by = state, timezone.now(), by
        one.save(update_fields=["state", "answered_at", "answered_by"])
