"""Writes of the performance of contracts: adding a record, changing it, taking it away."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction

from boroughs.history import recorded_as
from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.models import Contract
from performance.codes import ISSUE_SHARED
from performance.models import (
    Commitment,
    Issue,
    Kpi,
    KpiReading,
    MobilisationRisk,
    Record,
    ServiceCredit,
)

#: What can be said of each kind of record; all else about it follows from who says it of which contract.
SAID: dict[type[Record], frozenset[str]] = {
    Kpi: frozenset({"name", "measured", "target", "unit", "better", "every", "begins", "ended_on"}),
    KpiReading: frozenset({"begins", "ends", "value", "rating", "reason"}),
    ServiceCredit: frozenset({"begins", "ends", "amount", "state", "why"}),
    Issue: frozenset({"kind", "severity", "opened", "text", "agreed", "closed_on", "outcome", "is_shared"}),
    MobilisationRisk: frozenset({"text", "likelihood", "impact", "owner", "mitigation", "state"}),
    Commitment: frozenset({"text", "due_on", "state", "evidence"}),
}
One = TypeVar("One", bound=Record)
OFF = "This contract is not on the register any more."
GONE = "Somebody has taken this away meanwhile."


@transaction.atomic
def add_record(
    *, contract: Contract, kind: type[Record], said: Mapping[str, Any], by: Person | None
) -> Record:
    """Add a record to a contract's performance.

    Args:
        contract: whose performance it is about.
        kind: an indicator, an issue and so on; readings are added with :func:`add_reading`.
        said: by field, of those in ``SAID``.
        by: the officer; ``None`` for the demonstration set.

    Raises:
        Refused: where the contract is off the register by now, or has an indicator of that name.
    """
    _hold(contract.pk)
    return _keep(kind(contract=contract, recorded_by=by), said, by)


@transaction.atomic
def add_reading(*, kpi: Kpi, said: Mapping[str, Any], by: Person | None) -> KpiReading:
    """Add what an indicator was in a period.

    Args:
        kpi: the indicator.
        said: by field, of those in ``SAID``.
        by: the officer; ``None`` for the demonstration set.

    Raises:
        Refused: where the period overlaps with another reading's, or the indicator is gone.
    """
    found = _found(kpi)
    return _keep(KpiReading(kpi=found, contract_id=found.contract_id, recorded_by=by), said, by)


class ChangedMeanwhile(Refused):
    """Somebody else has changed a record since its writer saw it; ``record`` is as it is now."""

    def __init__(self, record: Record, names: Sequence[str]) -> None:
        """Say what it says now, in the fields that were changed."""
        now = "; ".join(f"{_label(record, name)}: {_in_words(record, name)}" for name in names)
        super().__init__(
            f"Somebody else has changed this meanwhile. It says now – {now}. "
            "Save again to put yours in its place, or leave it as it is."
        )
        self.record = record


def _label(record: Record, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr] # all of them are columns


def _in_words(record: Record, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return plain_date(value)
    shown = getattr(record, f"get_{name}_display", None)
    return str(shown() if shown else value) if value not in (None, "") else "empty"


def as_seen(record: Record) -> dict[str, str]:
    """Return what a record says, by field as text: its writer's page sends it back, to be compared."""
    return {name: str(getattr(record, name)) for name in sorted(SAID[type(record)])}


@transaction.atomic
def change_record(
    *, record: Record, said: Mapping[str, Any], by: Person | None, seen: Mapping[str, str] | None = None
) -> Record:
    """Change what is said in a record; who recorded it first stays, who changed it is in the history.

    Args:
        record: which.
        said: by field, of those in ``SAID``; what is not among it stays.
        by: the officer.
        seen: what it said when its writer saw it, from :func:`as_seen`; ``None`` compares nothing.

    Raises:
        ChangedMeanwhile: where it says something else by now than its writer saw.
        Refused: as :func:`add_record` and :func:`add_reading`, or where it was taken away meanwhile.
    """
    found = _found(record)
    if seen is not None:
        others = [name for name, value in as_seen(found).items() if seen.get(name) != value]
        if others:
            raise ChangedMeanwhile(found, others)
    return _keep(found, said, by)


@transaction.atomic
def remove_record(*, record: Record, by: Person) -> None:
    """Take a record away that should not be there, an indicator with its readings; the history keeps it.

    Raises:
        Refused: where it was taken away meanwhile.
    """
    with recorded_as(user=by.pk):
        _found(record).delete()


def _keep(row: One, said: Mapping[str, Any], by: Person | None) -> One:
    was_shared = getattr(row, "is_shared", False) and row.pk is not None
    for name in SAID[type(row)] & said.keys():
        setattr(row, name, said[name])
    if isinstance(row, Kpi):
        _refuse_a_second_name(row)
    if isinstance(row, KpiReading):
        _refuse_an_overlap(row)
    with recorded_as(**({"user": by.pk} if by else {})):
        row.save()
    if isinstance(row, Issue) and row.is_shared and not was_shared and by is not None:
        _tell_followers(row, by)
    return row


def _tell_followers(issue: Issue, by: Person) -> None:
    """Say once that an issue is shared with members; its words are read where they can be taken back."""
    contract = issue.contract
    announce(
        kind=ISSUE_SHARED,
        key=f"{ISSUE_SHARED}:{issue.pk}",
        by=by,
        data={
            "issue": issue.pk,
            "contract": contract.pk,
            "title": contract.title,
            "what": str(issue.get_kind_display()),
            "product": contract.product_id,
            "suppliers": [one.standing().pk for one in contract.suppliers.select_related("merged_into")],
        },
    )


def _refuse_a_second_name(kpi: Kpi) -> None:
    others = Kpi.objects.filter(contract=kpi.contract_id, name__iexact=kpi.name).exclude(pk=kpi.pk)
    if others.exists():
        raise Refused(f"This contract has a KPI called “{kpi.name}” already: change that one.")


def _refuse_an_overlap(reading: KpiReading) -> None:
    others = KpiReading.objects.filter(kpi=reading.kpi_id, begins__lte=reading.ends, ends__gte=reading.begins)
    if others.exclude(pk=reading.pk).exists():
        raise Refused("There is a reading of this KPI for some of these days already: change that one.")


def _hold(contract: int) -> None:
    """Keep a contract on the register until the transaction ends.

    Raises:
        Refused: where it is not there.
    """
    held = Contract.objects.select_for_update(of=("self",), no_key=True).filter(pk=contract)
    if not held.values_list("pk", flat=True):
        raise Refused(OFF)


def _found(record: One) -> One:
    """Return a record as it is now, locked with its contract.

    Raises:
        Refused: where it is gone.
    """
    _hold(record.contract_id)
    rows: Any = type(record)._default_manager.select_for_update(of=("self",))
    found: One | None = rows.filter(pk=record.pk).first()
    if found is None:
        raise Refused(GONE)
    return found
