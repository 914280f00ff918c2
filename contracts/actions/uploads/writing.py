"""Tries an upload out and imports it, piece by piece: both write with the same code, and one takes it back.

A piece is some contracts with all their rows in one transaction, together with the note that it is done.
Ended at any point and begun again, it goes on with the piece that was not done, and comes to the same.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils import timezone

from contracts.actions.flags import ask_for_flags
from contracts.actions.joining import before_joining
from contracts.actions.news import announce_contracts
from contracts.actions.register import Arrived, RegisterRows, Written, record_key
from contracts.actions.runs import Run, running
from contracts.actions.uploads.beginning import layouts_of, remove_file
from contracts.actions.uploads.moments import (
    digest_of,
    joining_in,
    known_by,
    read_anew,
    said_by,
    snapshot,
)
from contracts.actions.uploads.reading import line_of
from contracts.facts import Key
from contracts.models import Contract, ContractKey, Import, SourceRecord, Upload, UploadContract, UploadRow
from contracts.register_rows import Group, group_of
from contracts.uploads.comparing import Snapshot, changes, standing, visible
from contracts.uploads.layouts import Line

#: Rows that make no contract and are read from the database together.
ROWS_AT_ONCE = 1000
MOST_NOTES = 500
Outcome = SourceRecord.Outcome


@dataclass
class _Piece:
    """Some contracts of an upload with their rows, and what each row says."""

    items: list[UploadContract]
    rows: dict[int, list[UploadRow]]
    lines: dict[int, list[Line]]

    @property
    def all_rows(self) -> list[UploadRow]:
        return [row for item in self.items for row in self.rows[item.number]]


def check_piece(upload: Upload) -> bool:
    """Try the next contracts out and keep what would become of them; tell whether there were any.

    They are written as the import will write them, and what was written is taken back: so that what a page
    tells is what will happen.
    """
    piece = _piece(upload, upload.contracts.filter(outcome=""))
    if not piece.items:
        _finish_checking(upload)
        return False
    with transaction.atomic():
        with _running(upload, None) as run:
            _write(upload, run, piece)
        transaction.set_rollback(True)
    with transaction.atomic():
        for item in piece.items:
            item.contract = item.contract if item.outcome != Outcome.CREATED else None
            item.left_as = ""
        _keep(piece, ["outcome", "changes", "standing", "remarks", "contract"])
        _advance(upload, piece)
    return True


def apply_piece(upload: Upload) -> bool:
    """Import the next contracts; tell whether there were any."""
    if upload.run is None:
        _begin_applying(upload)
    piece = _piece(upload, upload.contracts.filter(is_written=False))
    if not piece.items:
        _finish_applying(upload)
        return False
    with _running(upload, upload.run) as run:
        _write(upload, run, piece)
        run.settle(len(piece.all_rows))
        for item in piece.items:
            item.is_written = True
        _keep(piece, ["outcome", "changes", "standing", "remarks", "contract", "left_as", "is_written"])
        _advance(upload, piece)
    return True


def _piece(upload: Upload, waiting: QuerySet[UploadContract]) -> _Piece:
    items = list(waiting.order_by("number")[: settings.UPLOAD_AT_ONCE])
    rows: dict[int, list[UploadRow]] = defaultdict(list)
    lines: dict[int, list[Line]] = defaultdict(list)
    layouts = layouts_of(upload)
    for row in upload.rows.filter(part_of__in=[item.number for item in items]).order_by("number"):
        rows[row.part_of or 0].append(row)
        lines[row.part_of or 0].append(line_of(row, layouts))
    return _Piece(items, rows, lines)


def _running(upload: Upload, row: Import | None) -> Any:
    return running(
        kind=Import.Kind.REGISTER,
        label=upload.name,
        source=Contract.Source.UPLOAD,
        borough=upload.borough,
        by=upload.by,
        flags=False,
        row=row,
    )


def _write(upload: Upload, run: Run, piece: _Piece) -> None:
    """Write the contracts of a piece, and note with each and with its rows what became of it."""
    lines = [line for some in piece.lines.values() for line in some]
    arrived = Arrived.of_borough(upload.borough, {record_key(upload.borough, line) for line in lines})
    register = RegisterRows(run, upload.borough, upload.name, arrived, upload.on)
    before = {key: snapshot(one) for key, one in known_by([item.key for item in piece.items]).items()}
    groups = {
        item.number: group_of(piece.lines[item.number], Key("register", item.key), item.title)
        for item in piece.items
    }
    written = register.write_all(list(groups.values()))
    for item, (number, group), one in zip(piece.items, groups.items(), written, strict=True):
        _note(item, group, one, piece.rows[number])
    after = read_anew(item.contract_id for item in piece.items if item.contract_id)
    seen: set[int] = set()
    for item in piece.items:
        contract = after.get(item.contract_id or 0)
        if contract is None or contract.pk in seen:
            continue
        seen.add(contract.pk)
        is_new = item.outcome == Outcome.CREATED
        now = snapshot(contract)
        item.left_as = digest_of(contract) if is_new else ""
        item.changes = [] if is_new else changes(before.get(item.key) or _joined(run, item, now), now)
        item.standing = standing(said_by(groups[item.number].facts), now)


def _joined(run: Run, item: UploadContract, now: Snapshot) -> Snapshot:
    """Return how a contract was before one that is new by its key was found to be it."""
    joining = joining_in(run.row, item.key)
    return before_joining(joining, now) if joining else now


def _note(item: UploadContract, group: Group, written: Written, rows: Sequence[UploadRow]) -> None:
    recorded = written.recorded
    item.outcome = recorded.outcome if recorded else written.outcomes[0]
    item.contract = recorded.contract if recorded else None
    item.changes, item.standing = [], []
    item.remarks = list(recorded.remarks if recorded else group.facts.remarks)
    if written.why_not:
        item.remarks = [written.why_not]
    for row, line, outcome in zip(rows, group.lines, written.outcomes, strict=True):
        row.outcome = outcome
        begins = f"{line.place}: "
        said = [remark.removeprefix(begins) for remark in item.remarks if remark.startswith(begins)]
        if row is rows[0]:
            said += [remark for remark in item.remarks if not _names_a_row(remark, group)]
        row.reason = " ".join(said)[:500]


def _names_a_row(remark: str, group: Group) -> bool:
    return any(remark.startswith(f"{line.place}: ") for line in group.lines)


def _keep(piece: _Piece, names: list[str]) -> None:
    """Store what became of a piece: rows that are there are written over, which beats an update of each."""
    UploadContract.objects.bulk_create(
        piece.items, update_conflicts=True, unique_fields=["id"], update_fields=names
    )
    UploadRow.objects.bulk_create(
        piece.all_rows, update_conflicts=True, unique_fields=["id"], update_fields=["outcome", "reason"]
    )


def _advance(upload: Upload, piece: _Piece) -> None:
    upload.done += len(piece.items)
    Upload.objects.filter(pk=upload.pk).update(done=upload.done, changed=timezone.now())


def counts_of(upload: Upload) -> dict[str, Any]:
    """Return the rows and the contracts of an upload by outcome, and why rows were left out.

    Raises:
        ArithmeticError: if a row has no outcome: a fault of the importer.
    """
    rows = Counter(dict(upload.rows.order_by().values_list("outcome").annotate(Count("pk"))))
    if rows.pop("", 0):
        raise ArithmeticError(f"Rows of {upload} are not accounted for.")
    left_out = upload.rows.filter(outcome__in=[Outcome.SKIPPED, Outcome.UNREADABLE])
    reasons = left_out.order_by().values_list("reason").annotate(number=Count("pk")).order_by("-number")
    contracts = Counter(dict(upload.contracts.order_by().values_list("outcome").annotate(Count("pk"))))
    return {
        "read": sum(rows.values()),
        **{outcome: rows[outcome] for outcome in Outcome.values},
        "reasons": dict(reasons[:50]),
        "contracts": {outcome: contracts[outcome] for outcome in Outcome.values},
        "remarked": upload.rows.filter(part_of__isnull=False).exclude(reason="").count(),
        "standing": upload.contracts.exclude(standing=[]).count(),
    }


def _of_the_file(upload: Upload) -> dict[str, Any]:
    """Return what was counted when the file was read and stays true whatever becomes of its rows."""
    return {name: upload.counts[name] for name in ("shared", "shared_number") if name in upload.counts}


def missing_from(upload: Upload) -> QuerySet[Contract]:
    """Return the borough's contracts that came from its registers and of which this one says nothing."""
    keys = ContractKey.objects.filter(
        contract=OuterRef("pk"), scheme="register", value__startswith=f"{upload.borough.gss}|"
    )
    named = UploadContract.objects.filter(upload=upload, key=OuterRef("value"))
    there = keys.filter(Exists(named))
    mine = Contract.objects.of_borough(upload.borough).filter(is_demonstration=False)
    return mine.filter(Exists(keys)).exclude(Exists(there))


@transaction.atomic
def _finish_checking(upload: Upload) -> None:
    upload.counts = {**_of_the_file(upload), **counts_of(upload), "missing": missing_from(upload).count()}
    upload.state = Upload.State.CHECKED
    upload.save()


def _begin_applying(upload: Upload) -> None:
    """Begin the import: keep the rows that make no contract, with the reason."""
    layouts = layouts_of(upload)
    with _running(upload, None) as run:
        rows = upload.rows.filter(part_of__isnull=True).order_by("number")
        register = RegisterRows(run, upload.borough, upload.name, day=upload.on)
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            register.keep_alone(line_of(row, layouts), row.outcome, row.reason)
        upload.run = run.row
        upload.save(update_fields=["run", "changed"])


@transaction.atomic
def _finish_applying(upload: Upload) -> None:
    """Close the import's books, tell those who follow, have flags looked for, and keep the file no longer."""
    run = upload.run
    if run is None:
        raise ValueError(f"{upload} has not begun to be imported.")
    upload.counts = {**_of_the_file(upload), **counts_of(upload), "missing": missing_from(upload).count()}
    counts = upload.counts
    notes = [
        note
        for remarks in _remarked(upload).values_list("remarks", flat=True)[:MOST_NOTES]
        for note in remarks
    ]
    run.counts = {
        **{name: counts[name] for name in ("read", *Outcome.values, "reasons")},
        "contracts": sum(counts["contracts"].values()),
        "outside_london": {},
        "notes": notes,
    }
    run.state = Import.State.FAILED if counts[Outcome.UNREADABLE] else Import.State.FINISHED
    run.finished = timezone.now()
    run.save()
    _announce(upload)
    upload.state = Upload.State.APPLIED
    remove_file(upload)
    upload.save()


def _remarked(upload: Upload) -> QuerySet[UploadContract]:
    return upload.contracts.exclude(remarks=[]).order_by("number")


def _announce(upload: Upload) -> None:
    """Tell those who follow, once for the whole upload, and have flags looked for."""
    written = upload.contracts.filter(contract__isnull=False)
    created = written.filter(outcome=Outcome.CREATED).values_list("contract", flat=True)
    changed = {
        pk: [one["field"] for one in visible(found)]
        for pk, found in written.filter(outcome=Outcome.UPDATED).values_list(F("contract"), F("changes"))
    }
    announce_contracts(key=f"import:{upload.run_id}", created=set(created), changed=changed, by=upload.by)
    if created or changed:
        ask_for_flags()
