"""Writes of the performance of contracts: adding a record, changing it, taking it away."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from boroughs.history import recorded_as
from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.models import Contract
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


@transaction.atomic
def change_record(*, record: Record, said: Mapping[str, Any], by: Person | None) -> Record:
    """Change what is said in a record; who recorded it first stays, who changed it is in the history.

    Args:
        record: which.
        said: by field, of those in ``SAID``; what is not among it stays.
        by: the officer.

    Raises:
        Refused: as :func:`add_record` and :func:`add_reading`, or where it was taken away meanwhile.
    """
    return _keep(_found(record), said, by)


@transaction.atomic
def remove_record(*, record: Record, by: Person) -> None:
    """Take a record away that should not be there, an indicator with its readings; the history keeps it.

    Raises:
        Refused: where it was taken away meanwhile.
    """
    with recorded_as(user=by.pk):
        _found(record).delete()


def _keep(row: One, said: Mapping[str, Any], by: Person | None) -> One:
    for name in SAID[type(row)] & said.keys():
        setattr(row, name, said[name])
    if isinstance(row, Kpi):
        _refuse_a_second_name(row)
    if isinstance(row, KpiReading):
        _refuse_an_overlap(row)
    with recorded_as(**({"user": by.pk} if by else {})):
        row.save()
    return row


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
