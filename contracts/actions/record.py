"""The one way in which a contract is written: who may say what, and what each value rests on (R8)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person, ServiceArea
from boroughs.words import plain_date
from contracts.actions.derive import derive
from contracts.actions.joining import changed_by
from contracts.actions.news import announce_contracts
from contracts.actions.reconcile import reconcile
from contracts.actions.sizes import say_sizes
from contracts.actions.suggestions import suggest
from contracts.actions.weighing import weight
from contracts.facts import ContractFacts
from contracts.models import Contract, ContractBorough, ContractKey, ContractSupplier, ExtensionOption
from contracts.values import held, plain
from suppliers.actions import Resolved

#: The fields of ``ContractFacts`` that are fields of ``Contract`` too.
PLAIN_FIELDS = (
    *("title", "description", "reference", "notice_url", "cpv_codes", "is_framework", "product_text"),
    *("value", "start_date", "end_date", "break_date", "notice_days"),
)


@dataclass(frozen=True)
class LinkedSupplier:
    """A supplier of a contract, its name as the source writes it, and its size if the source says it."""

    resolved: Resolved
    name: str
    is_sme: bool | None = None


@dataclass(frozen=True)
class Origin:
    """Where values come from: the kind of source, the stored record, and the day on which it spoke."""

    source: str
    on: dt.date
    record: int | None = None


@dataclass(frozen=True)
class Recorded:
    """What became of a contract: ``created``, ``updated`` or ``unchanged``, with remarks as sentences.

    ``changed`` are the names of the fields that changed; *boroughs*, *suppliers* and *options* among them.
    """

    contract: Contract
    outcome: str
    remarks: tuple[str, ...] = ()
    changed: frozenset[str] = frozenset()


@dataclass
class Draft:
    """A contract while a source's word is weighed against what is known."""

    contract: Contract
    origin: Origin
    by: Person | None
    changed: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    offers: dict[str, Any] = field(default_factory=dict)

    def may_set(self, name: str) -> bool:
        """Tell whether the source's word on a field counts more than what the field rests on."""
        rests_on = self.contract.provenance.get(name)
        if not rests_on:
            return True
        return weight({"source": self.origin.source, "at": self.origin.on.isoformat()}) >= weight(rests_on)

    def offer(self, name: str, value: Any) -> None:
        """Keep what the source says of a field on which an officer has spoken, for a suggestion (R8)."""
        said = self.contract.provenance.get(name, {}).get("source")
        if said == Contract.Source.OFFICER and self.origin.source != Contract.Source.OFFICER:
            self.offers[name] = plain(name, value)

    def rests(self, name: str) -> None:
        """Note that a field's value now rests on this source."""
        where: dict[str, Any] = {"source": str(self.origin.source), "at": self.origin.on.isoformat()}
        if self.origin.record:
            where["record"] = self.origin.record
        if self.by:
            where["person"] = self.by.pk
        self.contract.provenance[name] = where

    def set(self, name: str, value: Any) -> None:
        """Take a value over if there is one and the source's word counts."""
        if value in (None, "", [], (), False):
            return
        if not self.may_set(name):
            self.offer(name, value)
            return
        if getattr(self.contract, name) != value:
            setattr(self.contract, name, value)
            self.changed.add(name)
            self.rests(name)
        elif name not in self.contract.provenance:
            self.rests(name)


@transaction.atomic
def record_contract(
    *,
    facts: ContractFacts,
    boroughs: Sequence[Borough],
    suppliers: Sequence[LinkedSupplier],
    origin: Origin,
    area: tuple[ServiceArea, str] | None = None,
    derived: bool = True,
    is_demonstration: bool = False,
    by: Person | None = None,
) -> Recorded:
    """Create the contract that a key names, or update it, as far as the source's word counts.

    An officer's value is never overwritten by an import, which makes a suggestion instead; a newer source
    beats an older one of its rank, and unknown never erases known. An end before the start is left out, and
    a remark says so. A contract that is new by its key and certainly one that is there becomes that one,
    and its key opens that one from then on; where it only may be, the borough is asked (``reconcile``).

    Args:
        facts: what the source says.
        boroughs: whose contract it is, the first leads; at least one.
        suppliers: with whom; nobody where it is not known.
        origin: where the facts come from.
        area: the service area and why, in one sentence.
        derived: work out window, annual value and the like at once, and tell those who follow; an import
            does both for all at its end.
        is_demonstration: whether it is fictional.
        by: the officer who writes, if a person does.

    Raises:
        ValueError: without a borough.
    """
    if not boroughs:
        raise ValueError("A contract needs a borough.")
    key = (
        ContractKey.objects.select_related("contract")
        .select_for_update(of=("self", "contract"))  # an officer may be saving what this would write over
        .filter(scheme=facts.key.scheme, value=facts.key.value)
        .first()
    )
    contract = key.contract if key else Contract(source=origin.source, is_demonstration=is_demonstration)
    draft = Draft(contract, origin, by)
    weigh(draft, facts, area)
    if key is None:
        rest_lists(draft, facts, suppliers)
    _save(draft)
    if key is None:
        ContractKey.objects.create(contract=contract, scheme=facts.key.scheme, value=facts.key.value)
    _link_boroughs(draft, boroughs)
    _link_suppliers(draft, suppliers)
    say_sizes(
        contract, {one.resolved.supplier.pk: one.is_sme for one in suppliers}, draft.may_set("suppliers")
    )
    _set_options(draft, facts)
    if draft.changed and key is not None:
        contract.save(update_fields=["provenance", "changed"])
    outcome = "created" if key is None else "updated" if draft.changed else "unchanged"
    changed = frozenset(draft.changed)
    if draft.offers:
        suggest(contract, draft.offers, source=origin.source, on=origin.on, record=origin.record)
    joining = reconcile(contract) if key is None and not contract.is_demonstration else None
    if joining:
        contract, changed = joining.kept, changed_by(joining)
        outcome = "updated" if changed else "unchanged"
    if derived:
        derive([contract])
        announce_contracts(
            key=f"write:{contract.pk}:{contract.changed.isoformat()}",
            created=[contract.pk] if outcome == "created" else [],
            changed={} if outcome == "created" else {contract.pk: changed},
            by=by,
        )
    return Recorded(contract, outcome, (*facts.remarks, *draft.remarks), changed)


def _save(draft: Draft) -> None:
    """Save the contract, if it is new or anything of it changed."""
    contract = draft.contract
    confirmed = confirmed_by(draft)
    if contract.pk and not draft.changed and contract.confirmed_on == confirmed:
        return
    if contract.confirmed_on != confirmed:
        contract.confirmed_on = confirmed
        contract.provenance.pop("confirmed_on", None)
    if "end_date" in draft.changed:
        contract.maximum_end_date = None  # the old one may lie before the new end; derive() sets it
    contract.save()


def rest_lists(draft: Draft, facts: ContractFacts, suppliers: Sequence[LinkedSupplier]) -> None:
    """Note of a new contract what its boroughs, suppliers and options will rest on, before it is saved."""
    draft.rests("boroughs")
    if suppliers:
        draft.rests("suppliers")
    if facts.options is not None:
        draft.rests("options")


def confirmed_by(draft: Draft) -> dt.date:
    """Return the day of the newest source that spoke of the contract (R7), never one to come."""
    day = min(draft.origin.on, timezone.localdate())
    return max(day, draft.contract.confirmed_on or day)


def weigh(draft: Draft, facts: ContractFacts, area: tuple[ServiceArea, str] | None) -> None:
    """Take over what a source says of a contract's own fields, where its word counts; nothing is saved."""
    before = {name: getattr(draft.contract, name) for name in ("start_date", "end_date")}
    provenance = dict(draft.contract.provenance)
    for name in PLAIN_FIELDS:
        value = getattr(facts, name)
        draft.set(name, list(value) if isinstance(value, tuple) else value)
    _keep_dates_in_order(draft, before, provenance)
    if area and draft.may_set("service_area"):
        _say_area(draft, *area)
    elif area:
        draft.offer("service_area", area[0])


def _say_area(draft: Draft, area: ServiceArea, reason: str) -> None:
    """Take over the area that a source names; one that the hub had worked out rests on the source now."""
    contract = draft.contract
    held = contract.provenance.get("service_area", {}).get("source")
    if contract.service_area_id == area.pk and held != Contract.Source.RULES:
        return
    contract.service_area, contract.service_area_reason = area, reason[:255]
    contract.service_area_confidence = None
    draft.changed.add("service_area")
    draft.rests("service_area")


def _keep_dates_in_order(
    draft: Draft, before: Mapping[str, dt.date | None], provenance: Mapping[str, Any]
) -> None:
    """Undo what would let a contract end before it starts; for a new contract, the end is left out."""
    contract = draft.contract
    if not (contract.start_date and contract.end_date and contract.end_date < contract.start_date):
        return
    draft.remarks.append(
        f"The end date, {plain_date(contract.end_date)}, lies before the start date, "
        f"{plain_date(contract.start_date)}: it was left out."
    )
    undone = ("start_date", "end_date") if before["end_date"] else ("end_date",)
    for name in undone:
        setattr(contract, name, before[name])
        draft.changed.discard(name)
        contract.provenance.pop(name, None)
        if name in provenance:
            contract.provenance[name] = provenance[name]


def _link_boroughs(draft: Draft, boroughs: Sequence[Borough]) -> None:
    """Add boroughs that were not in the contract; nobody is taken out of it by a source's silence."""
    there = set(draft.contract.borough_links.values_list("borough_id", flat=True))
    if there and not draft.may_set("boroughs"):
        draft.offer("boroughs", sorted(there | {borough.pk for borough in boroughs}))
        return
    for borough in boroughs:
        if borough.pk not in there:
            ContractBorough.objects.create(contract=draft.contract, borough=borough, is_lead=not there)
            there.add(borough.pk)
            draft.changed.add("boroughs")
    if "boroughs" in draft.changed:
        draft.rests("boroughs")


def _link_suppliers(draft: Draft, suppliers: Sequence[LinkedSupplier]) -> None:
    """Make the suppliers those that the source names, if it names any and its word counts."""
    wanted: dict[int, LinkedSupplier] = {}
    for linked in suppliers:
        wanted.setdefault(linked.resolved.supplier.pk, linked)
    there = set(draft.contract.supplier_links.values_list("supplier_id", flat=True))
    if not wanted or not draft.may_set("suppliers"):
        if wanted:
            draft.offer("suppliers", sorted(wanted))
        return
    if there == set(wanted):
        return
    draft.contract.supplier_links.exclude(supplier__in=wanted).delete()
    ContractSupplier.objects.bulk_create(
        ContractSupplier(
            contract=draft.contract,
            supplier=linked.resolved.supplier,
            name_as_written=linked.name[:255],
            reason=linked.resolved.reason,
            is_sme=linked.is_sme,
        )
        for pk, linked in wanted.items()
        if pk not in there
    )
    draft.changed.add("suppliers")
    draft.rests("suppliers")


def _set_options(draft: Draft, facts: ContractFacts) -> None:
    """Make the extension options those that the source lists, if it says anything about them."""
    if facts.options is None:
        return
    contract = draft.contract
    listed = [[option.months, option.notice_days, option.used] for option in facts.options]
    if not draft.may_set("options"):
        draft.offer("options", listed)
        return
    if listed == held(contract, "options"):
        return
    contract.options.all().delete()
    ExtensionOption.objects.bulk_create(
        ExtensionOption(
            contract=contract,
            number=number,
            months=option.months,
            notice_days=option.notice_days,
            used_on=draft.origin.on if option.used else None,
        )
        for number, option in enumerate(facts.options, start=1)
    )
    contract.options_known = True
    contract.save(update_fields=["options_known"])
    draft.changed.add("options")
    draft.rests("options")
