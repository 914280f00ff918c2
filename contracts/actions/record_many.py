"""Writes many new contracts of an import at once: what ``record_contract`` does with each, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from boroughs.models import Borough, Person, ServiceArea
from contracts.actions.joining import changed_by
from contracts.actions.reconcile_many import reconcile_new
from contracts.actions.record import Draft, LinkedSupplier, Origin, Recorded, confirmed_by, rest_lists, weigh
from contracts.actions.sizes import say_sizes_of_new
from contracts.facts import ContractFacts
from contracts.models import Contract, ContractBorough, ContractKey, ContractSupplier, ExtensionOption

AT_ONCE = 500


@dataclass(frozen=True)
class NewContract:
    """What a source says of a contract whose key opens none; as the arguments of ``record_contract``."""

    facts: ContractFacts
    boroughs: Sequence[Borough]
    suppliers: Sequence[LinkedSupplier]
    origin: Origin
    area: tuple[ServiceArea, str] | None = None


def record_new_contracts(new: Sequence[NewContract], *, by: Person | None) -> list[Recorded]:
    """Record contracts that are new by their keys, in order; the caller is in a transaction and alone.

    It comes to the same as ``record_contract(derived=False)`` with each of them in turn.

    Args:
        new: with keys that open no contract, each once.
        by: who imports, if a person does.

    Returns:
        what became of each, in order.
    """
    drafts = [_draft(one, by) for one in new]
    Contract.objects.bulk_create([draft.contract for draft in drafts], batch_size=AT_ONCE)
    both = list(zip(new, drafts, strict=True))
    ContractKey.objects.bulk_create(
        ContractKey(contract=draft.contract, scheme=one.facts.key.scheme, value=one.facts.key.value)
        for one, draft in both
    )
    ContractBorough.objects.bulk_create(
        ContractBorough(contract=draft.contract, borough_id=pk, is_lead=not place)
        for one, draft in both
        for place, pk in enumerate(dict.fromkeys(borough.pk for borough in one.boroughs))
    )
    ContractSupplier.objects.bulk_create(
        link for one, draft in both for link in _supplier_links(draft.contract, one.suppliers)
    )
    say_sizes_of_new(_sizes(one.suppliers) for one in new)
    ExtensionOption.objects.bulk_create(
        ExtensionOption(
            contract=draft.contract,
            number=number,
            months=option.months,
            notice_days=option.notice_days,
            used_on=one.origin.on if option.used else None,
        )
        for one, draft in both
        for number, option in enumerate(one.facts.options or (), start=1)
    )
    joinings = reconcile_new([draft.contract for draft in drafts])
    result = []
    for one, draft in both:
        remarks = (*one.facts.remarks, *draft.remarks)
        if joining := joinings.get(draft.contract.pk):
            changed = changed_by(joining)
            result.append(Recorded(joining.kept, "updated" if changed else "unchanged", remarks, changed))
        else:
            result.append(Recorded(draft.contract, "created", remarks, frozenset(draft.changed)))
    return result


def _draft(one: NewContract, by: Person | None) -> Draft:
    """Return a new contract with what its source says, not saved."""
    draft = Draft(Contract(source=one.origin.source), one.origin, by)
    weigh(draft, one.facts, one.area)
    rest_lists(draft, one.facts, one.suppliers)
    draft.contract.confirmed_on = confirmed_by(draft)
    draft.contract.options_known = one.facts.options is not None
    draft.changed.add("boroughs")
    draft.changed |= {"suppliers"} if one.suppliers else set()
    draft.changed |= {"options"} if one.facts.options is not None else set()
    return draft


def _sizes(suppliers: Sequence[LinkedSupplier]) -> dict[int, bool | None]:
    return {linked.resolved.supplier.pk: linked.is_sme for linked in suppliers}


def _supplier_links(contract: Contract, suppliers: Sequence[LinkedSupplier]) -> list[ContractSupplier]:
    sizes = _sizes(suppliers)
    first: dict[int, LinkedSupplier] = {}
    for linked in suppliers:
        first.setdefault(linked.resolved.supplier.pk, linked)
    return [
        ContractSupplier(
            contract=contract,
            supplier=linked.resolved.supplier,
            name_as_written=linked.name[:255],
            reason=linked.resolved.reason,
            is_sme=linked.is_sme if sizes[pk] is None else sizes[pk],
        )
        for pk, linked in first.items()
    ]
