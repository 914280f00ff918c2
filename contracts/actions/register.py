"""Imports a borough's register: every row accounted for, a second time nothing new."""

from pathlib import Path

from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.parties import Party
from contracts import ocds
from contracts.actions.record import Origin
from contracts.actions.runs import Run, running
from contracts.models import Contract, Import, SourceRecord
from contracts.register_file import Line, read_register
from contracts.register_rows import Group, group_rows
from contracts.text import one_line, storable

Outcome = SourceRecord.Outcome
TOTAL = "It is a total, not a contract."
NO_TITLE = "It has no title."


def import_register(
    *,
    path: Path,
    borough: Borough,
    by: Person | None = None,
    source: str = Contract.Source.UPLOAD,
    flags: bool = True,
) -> Import:
    """Import a register of contracts from a CSV or XLSX file.

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
        rows = _Rows(run, borough, path.name)
        wanted = [line for line in lines if rows.belongs(line)]
        groups = list(group_rows(wanted, borough.gss))
        for group in groups:
            rows.write(group)
        run.finish(len(lines), {"contracts": len(groups)})
    return run.row


class _Rows:
    """Decides what becomes of each row of one register."""

    def __init__(self, run: Run, borough: Borough, name: str) -> None:
        self.run, self.borough, self.name = run, borough, name
        self.seen = set(
            SourceRecord.objects.filter(key__startswith=f"{borough.gss}|").values_list("key", "digest")
        )
        self.titled: set[str] = set()

    def belongs(self, line: Line) -> bool:
        """Tell whether a row speaks of a contract of the borough; if not, store it with the reason."""
        reference, title = line.first("reference"), one_line(line.first("title"))
        others = [
            borough.name
            for borough in self.run.buyers.boroughs_of([Party(line.first("buyer"))])
            if borough != self.borough
        ]
        if line.is_total:
            self._keep_alone(line, Outcome.SKIPPED, TOTAL)
        elif others:
            self._keep_alone(line, Outcome.SKIPPED, f"It is a contract of {others[0]}.")
        elif not title and not (reference and reference in self.titled):
            self.run.notes.append(f"{line.place} could not be read. {NO_TITLE}")
            self._keep_alone(line, Outcome.UNREADABLE, NO_TITLE)
        else:
            self.titled.add(reference)
            return True
        return False

    def write(self, group: Group) -> None:
        """Write one contract, and store each of its rows with what became of it."""
        records = [self._record(line) for line in group.lines]
        new: list[SourceRecord] = []
        for record in records:
            if (record.key, record.digest) in self.seen:
                self.run.count(Outcome.REPEATED)
            else:
                self.seen.add((record.key, record.digest))
                new.append(record)
        if not new:
            return
        new[0].outcome = Outcome.UNCHANGED
        new[0].save()
        boroughs = [self.borough]
        boroughs += [b for b in self.run.buyers.boroughs_of(group.joint_with) if b != self.borough]
        origin = Origin(self.run.source, group.as_of or timezone.localdate(), new[0].pk)
        recorded = self.run.write(group.facts, boroughs, origin)
        self.run.notes.extend(recorded.remarks)
        for record in new:
            record.outcome = recorded.outcome
            record.reason = " ".join(recorded.remarks)
            self.run.keep(record, [recorded.contract])

    def _keep_alone(self, line: Line, outcome: Outcome, reason: str) -> None:
        """Store a row that makes no contract, once; count it every time."""
        record = self._record(line)
        if (record.key, record.digest) in self.seen:
            self.run.count(outcome, reason)
            return
        self.seen.add((record.key, record.digest))
        record.outcome = outcome
        record.reason = reason
        self.run.keep(record)

    def _record(self, line: Line) -> SourceRecord:
        raw = storable(line.raw)
        reference = line.first("reference") or one_line(line.first("title"), 200) or line.place
        return SourceRecord(
            run=self.run.row,
            place=f"{self.name}, {line.place}"[:600],
            key=storable(f"{self.borough.gss}|{reference}"[:600]),
            digest=ocds.digest(raw),
            raw=raw,
        )
