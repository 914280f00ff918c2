"""What every import does alike: it runs alone, accounts for everything, and asks for flags at the end."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from boroughs.buyers import BuyerBook, buyer_book
from boroughs.history import recorded_as
from boroughs.models import Borough, Person
from contracts.actions.areas import assign_service_areas
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.news import announce_contracts
from contracts.actions.products import match_products
from contracts.actions.record import LinkedSupplier, Origin, Recorded, record_contract
from contracts.actions.record_many import NewContract, record_new_contracts
from contracts.actions.removals import left_off
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, Import, Removal, SourceRecord
from contracts.service_areas import AreaBook, area_book
from suppliers.actions import RESOLVING, SupplierBook, is_a_name


@dataclass
class Run:
    """One import while it runs: what it knows, and what it has found so far.

    ``counts`` are numbers by outcome, ``reasons`` numbers by reason of what was skipped or unreadable,
    ``notes`` are lines for the report, ``outside`` counts buyers that are no London borough. ``touched`` are
    the ids of all contracts that were written, ``created`` of the new ones, ``changed`` the fields of others.
    """

    row: Import
    source: str
    buyers: BuyerBook
    suppliers: SupplierBook
    areas: AreaBook
    flags: bool
    taken_off: dict[tuple[str, str], dt.datetime] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    created: set[int] = field(default_factory=set)
    changed: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    outside: Counter[str] = field(default_factory=Counter)

    def left_off(self, key: Key) -> str:
        """Return why a contract is not written, in a sentence; empty unless an officer took it off."""
        return left_off(key, self.taken_off)

    def write(self, facts: ContractFacts, boroughs: list[Borough], origin: Origin) -> Recorded:
        """Write one contract: resolve its suppliers, take over the service area that it names, record it."""
        recorded = record_contract(
            facts=facts,
            boroughs=boroughs,
            suppliers=self._resolved(facts),
            origin=origin,
            area=self.areas.own(facts.area_code),
            derived=False,
            by=self.row.by,
        )
        self._took(recorded)
        return recorded

    def prepared(self, facts: ContractFacts, boroughs: list[Borough], origin: Origin) -> NewContract:
        """Resolve suppliers and service area of a contract that is new by its key, for ``write_new``."""
        return NewContract(facts, boroughs, self._resolved(facts), origin, self.areas.own(facts.area_code))

    def write_new(self, new: Sequence[NewContract]) -> list[Recorded]:
        """Write contracts that are new by their keys, many at once; what became of each, in order."""
        written = record_new_contracts(new, by=self.row.by)
        for recorded in written:
            self._took(recorded)
        return written

    def _resolved(self, facts: ContractFacts) -> list[LinkedSupplier]:
        return [
            LinkedSupplier(self.suppliers.resolve(party, source=facts.key.value), party.name, party.is_sme)
            for party in facts.suppliers
            if is_a_name(party.name)
        ]

    def _took(self, recorded: Recorded) -> None:
        if recorded.outcome != SourceRecord.Outcome.UNCHANGED:
            self.touched.add(recorded.contract.pk)
        if recorded.outcome == SourceRecord.Outcome.CREATED:
            self.created.add(recorded.contract.pk)
        elif recorded.outcome == SourceRecord.Outcome.UPDATED:
            self.changed[recorded.contract.pk] |= recorded.changed

    def keep(self, record: SourceRecord, contracts: list[Contract] | None = None) -> None:
        """Store what arrived with what became of it, and count it."""
        record.reason = record.reason[:500]
        record.save()
        record.contracts.add(*contracts or ())
        self.count(record.outcome, record.reason)

    def count(self, outcome: str, reason: str = "") -> None:
        """Count one release or row."""
        self.counts[outcome] += 1
        if reason and outcome in {SourceRecord.Outcome.SKIPPED, SourceRecord.Outcome.UNREADABLE}:
            self.reasons[reason] += 1

    def settle(self, read: int) -> None:
        """Check that everything read is accounted for, and work out what follows from what was written.

        Raises:
            ArithmeticError: if the outcomes do not add up to what was read: a fault of the importer.
        """
        accounted = sum(self.counts.values())
        if accounted != read:
            raise ArithmeticError(f"{read} were read but {accounted} are accounted for.")
        self.suppliers.close()
        derive(Contract.objects.filter(pk__in=self.touched))
        match_products(self.touched)
        assign_service_areas(self.touched)

    def finish(self, read: int, more: dict[str, int]) -> None:
        """Check that everything read is accounted for, store the counts, work out what follows.

        Args:
            read: releases or rows that the reader found.
            more: further numbers for the report, by name.

        Raises:
            ArithmeticError: if the outcomes do not add up to what was read: a fault of the importer.
        """
        self.settle(read)
        failed = self.counts[SourceRecord.Outcome.UNREADABLE] or more.get("files_unreadable")
        self.row.counts = {
            "read": read,
            **{outcome: self.counts[outcome] for outcome in SourceRecord.Outcome.values},
            **more,
            "reasons": dict(self.reasons.most_common()),
            "outside_london": dict(self.outside.most_common()),
            "notes": self.notes + self.suppliers.conflicts,
        }
        self.row.state = Import.State.FAILED if failed else Import.State.FINISHED
        self.row.finished = timezone.now()
        self.row.save()
        announce_contracts(
            key=f"import:{self.row.pk}", created=self.created, changed=self.changed, by=self.row.by
        )
        if self.touched and self.flags:
            ask_for_flags()


@contextmanager
def running(
    *,
    kind: str,
    label: str,
    source: str,
    borough: Borough | None = None,
    by: Person | None = None,
    flags: bool = True,
    row: Import | None = None,
) -> Iterator[Run]:
    """Begin an import: everything in it is written together, and no other import runs beside it.

    Args:
        kind: what is imported.
        label: the file or address it comes from.
        source: what the contracts' values rest on (R8).
        borough: whose register it is, if one borough's.
        by: who asked for it, if a person did.
        flags: whether flags are looked for at its end.
        row: the import that this goes on with, where it is written in several pieces.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
        row = row or Import.objects.create(kind=kind, label=label[:500], borough=borough, by=by)
        person = {"user": by.pk} if by else {}
        with recorded_as(import_run=row.pk, import_label=row.label, **person):
            books = buyer_book(), SupplierBook.read(), area_book()
            yield Run(row, source, *books, flags, Removal.objects.standing().days_by_key())
