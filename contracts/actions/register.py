"""Imports a borough's register: every row accounted for, a second time nothing new."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from django.db import connection
from django.utils import timezone

from boroughs.buyers import BuyerBook
from boroughs.models import Borough, Person
from boroughs.parties import Party
from contracts import ocds
from contracts.actions.record import Origin, Recorded
from contracts.actions.runs import Run, running
from contracts.models import Contract, ContractKey, Import, SourceRecord, Upload
from contracts.register_file import read_register
from contracts.register_rows import Group, group_rows
from contracts.text import one_line, storable
from contracts.uploads.layouts import Line

Outcome = SourceRecord.Outcome
TOTAL = "It is a total, not a contract."
NO_TITLE = "It has no title."
#: New contracts written together.
AT_ONCE = 500


def import_register(
    *,
    path: Path,
    borough: Borough,
    by: Person | None = None,
    source: str = Contract.Source.UPLOAD,
    flags: bool = True,
) -> Import:
    """Import a register of contracts from a CSV, XLSX or ODS file.

    Args:
        path: the file.
        borough: whose register it is.
        by: who asked for it, if a person did.
        source: what the contracts' values rest on (R8).
        flags: whether flags are looked for afterwards.

    Returns:
        the finished import; its ``counts`` are the reconciliation.

    Raises:
        UnreadableRegister: if the file is no register that can be read; nothing is stored then.
    """
    lines = read_register(path)
    kind = Import.Kind.FACTS if source == Contract.Source.FACT else Import.Kind.REGISTER
    with running(kind=kind, label=path.name, source=source, borough=borough, by=by, flags=flags) as run:
        rows = RegisterRows(run, borough, path.name)
        wanted = [line for line in lines if rows.belongs(line)]
        groups = list(group_rows(wanted, borough.gss))
        rows.write_all(groups)
        run.finish(len(lines), {"contracts": len(groups)})
    return run.row


@dataclass(frozen=True)
class Kept:
    """A row that had arrived before: its record, and the import that kept it."""

    record: int
    run: int


class Arrived:
    """Which rows of a borough had arrived before, by key and digest, and which import spoke last of a key."""

    def __init__(self, records: Iterable[tuple[str, str, int, int, str | None, str]]) -> None:
        self.kept: dict[tuple[str, str], Kept] = {}
        self.latest: dict[str, int] = {}
        for key, digest, record, run, state, outcome in records:
            # Its word counts no longer, or never did, as while its contract was off. No run is 0.
            is_void = state == Upload.State.UNDONE or outcome == Outcome.SKIPPED
            self.kept[key, digest] = Kept(record, 0 if is_void else run)
            self.latest[key] = max(-1 if is_void else run, self.latest.get(key, -1))

    @classmethod
    def of_borough(cls, borough: Borough, keys: Collection[str] | None = None) -> "Arrived":
        """Read what had arrived of a borough, of some keys or of all."""
        records = SourceRecord.objects.filter(key__startswith=f"{borough.gss}|").order_by()
        if keys is not None:
            records = records.filter(key__in=keys)
        return cls(records.values_list("key", "digest", "pk", "run", "run__upload__state", "outcome"))

    def has(self, record: SourceRecord) -> bool:
        """Tell whether a row had arrived before; a first row is known from then on."""
        return (record.key, record.digest) in self.kept

    def take(self, record: SourceRecord) -> None:
        """Know a row from now on."""
        self.kept[record.key, record.digest] = Kept(record.pk or 0, record.run_id)
        self.latest[record.key] = record.run_id

    def came_back(self, record: SourceRecord) -> bool:
        """Tell whether something else has been said under the row's key since the row arrived."""
        return self.kept[record.key, record.digest].run != self.latest[record.key]


@dataclass(frozen=True)
class Written:
    """What became of the rows of one contract, in their order, and of the contract if it was written.

    ``why_not`` says why one was left off that somebody took off the register.
    """

    outcomes: list[str]
    recorded: Recorded | None = None
    why_not: str = ""


class Sorting:
    """Says of each row of a register whether it speaks of a contract of the borough."""

    def __init__(self, buyers: BuyerBook, borough: Borough) -> None:
        self.buyers, self.borough = buyers, borough
        self.titled: set[str] = set()

    def verdict(self, line: Line) -> tuple[str, str] | None:
        """Return outcome and reason of a row that makes no contract; ``None`` for one that does."""
        reference, title = line.first("reference"), one_line(line.first("title"))
        if line.problem:
            return Outcome.UNREADABLE, line.problem
        if line.is_total:
            return Outcome.SKIPPED, TOTAL
        others = [
            borough.name
            for borough in self.buyers.boroughs_of([Party(line.first("buyer"))])
            if borough != self.borough
        ]
        if others:
            return Outcome.SKIPPED, f"It is a contract of {others[0]}."
        if not title and not (reference and reference in self.titled):
            return Outcome.UNREADABLE, NO_TITLE
        self.titled.add(reference)
        return None


class RegisterRows:
    """Decides what becomes of each row of one register."""

    def __init__(
        self,
        run: Run,
        borough: Borough,
        name: str,
        arrived: Arrived | None = None,
        day: dt.date | None = None,
    ) -> None:
        self.run, self.borough, self.name = run, borough, name
        self.arrived = arrived or Arrived.of_borough(borough)
        self.day = day or timezone.localdate()
        self.sorting = Sorting(run.buyers, borough)

    def belongs(self, line: Line) -> bool:
        """Tell whether a row speaks of a contract of the borough; if not, store it with the reason."""
        verdict = self.sorting.verdict(line)
        if verdict is None:
            return True
        outcome, reason = verdict
        if outcome == Outcome.UNREADABLE:
            self.run.notes.append(f"{line.place} could not be read. {reason}")
        self.keep_alone(line, outcome, reason)
        return False

    def write(self, group: Group) -> Written:
        """Write one contract, and store each of its rows with what became of it.

        A row that had arrived before says nothing new, unless something else was said since: then it is
        the borough's newest word again. A contract that an officer took off the register stays off.
        """
        off = self.run.left_off(group.facts.key)
        if off:
            return self._leave_off(group, off)
        records = [self._record(line) for line in group.lines]
        new: list[SourceRecord] = []
        outcomes: list[str] = []
        for record in records:
            if self.arrived.has(record):
                outcomes.append(Outcome.REPEATED)
            else:
                self.arrived.take(record)
                new.append(record)
                outcomes.append("")
        known = [record for record in records if record not in new]
        back = next((record for record in known if self.arrived.came_back(record)), None)
        if not new and back is None:
            for outcome in outcomes:
                self.run.count(outcome)
            return Written(outcomes)
        if new:
            new[0].outcome = Outcome.UNCHANGED
            new[0].save()
            rests_on = new[0].pk
        else:
            rests_on = self.arrived.kept[back.key, back.digest].record  # type: ignore[union-attr]
        origin = Origin(self.run.source, group.as_of or self.day, rests_on)
        recorded = self.run.write(group.facts, self._boroughs(group), origin)
        self.run.notes.extend(recorded.remarks)
        for record in new:
            record.outcome = recorded.outcome
            record.reason = " ".join(recorded.remarks)
            self.run.keep(record, [recorded.contract])
        if not new:
            outcomes = [recorded.outcome] * len(records)
            arrived = {self.arrived.kept[record.key, record.digest].record for record in records}
            recorded.contract.source_records.add(*arrived)
        for outcome in filter(None, outcomes):
            self.run.count(outcome)
        return Written([outcome or recorded.outcome for outcome in outcomes], recorded)

    def _leave_off(self, group: Group, why: str) -> Written:
        self.run.notes.append(f"{group.facts.title}: {why}")
        for line in group.lines:
            self.keep_alone(line, Outcome.SKIPPED, why)
        return Written([Outcome.SKIPPED] * len(group.lines), why_not=why)

    def write_all(self, groups: Sequence[Group]) -> list[Written]:
        """Write contracts in order, those whose keys open none many at once; it comes to the same.

        Args:
            groups: with a key each once.
        """
        known = set(
            ContractKey.objects.filter(
                scheme="register", value__in=[group.facts.key.value for group in groups]
            ).values_list("value", flat=True)
        )
        written: list[Written] = []
        for is_new, some in groupby(groups, key=lambda group: self._is_new(group, known)):
            if is_new:
                for few in _some(some):
                    written += self._write_new(few)
            else:
                written += [self.write(group) for group in some]
        return written

    def _is_new(self, group: Group, known: Collection[str]) -> bool:
        """Tell whether a contract and all its rows are new to the hub."""
        key = group.facts.key
        if key.value in known or self.run.left_off(key):
            return False
        records = {(one.key, one.digest) for one in map(self._record, group.lines)}
        return len(records) == len(group.lines) and not any(pair in self.arrived.kept for pair in records)

    def _write_new(self, groups: Sequence[Group]) -> list[Written]:
        """Write contracts that are new with their rows, which are stored first: provenance points to them."""
        rows = [[self._record(line) for line in group.lines] for group in groups]
        every = [record for some in rows for record in some]
        ids = new_ids(SourceRecord, len(every))
        for record, pk in zip(every, ids, strict=True):
            record.pk, record.outcome = pk, Outcome.CREATED
            self.arrived.take(record)
        new = [
            self.run.prepared(
                group.facts,
                self._boroughs(group),
                Origin(self.run.source, group.as_of or self.day, some[0].pk),
            )
            for group, some in zip(groups, rows, strict=True)
        ]
        SourceRecord.objects.bulk_create(every)
        written = self.run.write_new(new)
        otherwise = []
        for some, recorded in zip(rows, written, strict=True):
            self.run.notes.extend(recorded.remarks)
            for record in some:
                record.outcome, record.reason = recorded.outcome, " ".join(recorded.remarks)[:500]
                self.run.count(record.outcome)
                if record.reason or record.outcome != Outcome.CREATED:
                    otherwise.append(record)
        SourceRecord.objects.bulk_update(otherwise, ["outcome", "reason"], batch_size=AT_ONCE)
        through = SourceRecord.contracts.through
        through.objects.bulk_create(
            through(sourcerecord_id=record.pk, contract_id=recorded.contract.pk)
            for some, recorded in zip(rows, written, strict=True)
            for record in some
        )
        return [
            Written([recorded.outcome] * len(some), recorded)
            for some, recorded in zip(rows, written, strict=True)
        ]

    def _boroughs(self, group: Group) -> list[Borough]:
        others = self.run.buyers.boroughs_of(group.joint_with)
        return [self.borough, *(borough for borough in others if borough != self.borough)]

    def keep_alone(self, line: Line, outcome: str, reason: str) -> None:
        """Store a row that makes no contract, once; count it every time."""
        record = self._record(line)
        if self.arrived.has(record):
            self.run.count(outcome, reason)
            return
        record.outcome = outcome
        record.reason = reason
        self.run.keep(record)
        self.arrived.take(record)

    def _record(self, line: Line) -> SourceRecord:
        raw = storable(line.raw)
        return SourceRecord(
            run=self.run.row,
            place=f"{self.name}, {line.place}"[:600],
            key=record_key(self.borough, line),
            digest=ocds.digest(raw),
            raw=raw,
        )


def record_key(borough: Borough, line: Line) -> str:
    """Return the key under which a row is kept."""
    reference = line.first("reference") or one_line(line.first("title"), 200) or line.place
    key: str = storable(f"{borough.gss}|{reference}"[:600])
    return key


def _some(groups: Iterable[Group]) -> Iterator[list[Group]]:
    remaining = iter(groups)
    while few := list(islice(remaining, AT_ONCE)):
        yield few


def new_ids(model: type[SourceRecord], number: int) -> list[int]:
    """Take so many primary keys for rows to come, from where the database would take them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, number]
        )
        return [pk for (pk,) in cursor.fetchall()]
