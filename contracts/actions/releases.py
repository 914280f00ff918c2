"""Releases become contracts: each accounted for, those of one ocid merged, a second time nothing new.

Files and the pages of a feed share this: both come here as pieces (``contracts/ocds.py``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone

from contracts import notices, ocds
from contracts.actions.record import Origin
from contracts.actions.runs import Run
from contracts.actions.tenders import record_tender_notice, release_dated
from contracts.models import Contract, SourceRecord
from contracts.text import moment_of, storable

Outcome = SourceRecord.Outcome
OLDER = "An older state of the same notice: the newer release counts."
BATCH = 500  # pieces of which it is asked at once whether they have arrived before


@dataclass(frozen=True)
class Taken:
    """What was found among the pieces: the number of releases, and numbers of files by what they were."""

    read: int
    files: dict[str, int]


def take_releases(run: Run, pieces: Iterable[ocds.Piece], *, service: str = "") -> Taken:
    """Keep every piece with what became of it, and write the contracts of which the releases speak.

    Args:
        run: the import in which it happens; every release is counted in it.
        pieces: what a reader found, in any order.
        service: whose feed they come from. The same notice is then not at the same place twice, so what
            cannot be read is known again by its content alone.

    Returns:
        how much was found, for ``run.finish``.
    """
    reader = _Reader(run, service)
    remaining = iter(pieces)
    while batch := list(islice(remaining, BATCH)):
        reader.take(batch)
    for ocid, arrivals in reader.arrivals.items():
        _import_ocid(run, ocid, arrivals)
    return Taken(reader.read, reader.files)


@dataclass
class _Arrival:
    """A release that had not arrived before, ready to be stored."""

    release: dict[str, Any]
    record: SourceRecord
    moment: dt.datetime


class _Reader:
    """Sorts what was found: files that are none, releases seen before, and releases by ocid."""

    def __init__(self, run: Run, service: str) -> None:
        self.run = run
        self.service = service
        self.read = 0
        self.arrivals: dict[str, list[_Arrival]] = defaultdict(list)
        self.files = {"files_found": 0, "files_read": 0, "files_not_ocds": 0, "files_unreadable": 0}
        self.seen: set[tuple[str, str]] = set()

    def take(self, pieces: list[ocds.Piece]) -> None:
        """Count a batch, and keep what is new in it for the second half of the import."""
        found = [(piece, self._record_of(piece)) for piece in pieces]
        keys = {record.key for _, record in found if record}
        self.seen.update(SourceRecord.objects.filter(key__in=keys).order_by().values_list("key", "digest"))
        for piece, record in found:
            if record is None:
                self._take_file(piece)
            elif record.published is None:
                self._take_unreadable(piece, record)
            else:
                self._take_release(record, record.published)

    def _record_of(self, piece: ocds.Piece) -> SourceRecord | None:
        """Return how a piece would be stored, unreadable with the reason; nothing for the end of a file."""
        if isinstance(piece, ocds.Unreadable):
            return self._unreadable(piece.place, piece.reason, piece.raw)
        if not isinstance(piece, ocds.Release):
            return None
        release = piece.data
        ocid = release.get("ocid")
        if not isinstance(ocid, str) or not ocid.strip():
            return self._unreadable(piece.place, "The release has no ocid.", release)
        moment = moment_of(release.get("date")) or moment_of(piece.package_date)
        if moment is None:
            reason = "The release has no date, and its package has none either."
            return self._unreadable(piece.place, reason, release)
        digest = ocds.digest(release)
        return SourceRecord(
            run=self.run.row,
            place=storable(piece.place[:600]),
            key=storable(f"{ocid}|{release.get('id') or digest}"[:600]),
            ocid=storable(ocid[:255]),
            published=moment,
            digest=digest,
            raw=storable(release),
        )

    def _unreadable(self, place: str, reason: str, raw: Any) -> SourceRecord:
        return SourceRecord(
            run=self.run.row,
            place=storable(place[:600]),
            key=storable((self.service or place)[:600]),
            digest=ocds.digest(raw),
            raw=storable(raw),
            outcome=Outcome.UNREADABLE,
            reason=storable(reason[:500]),
        )

    def _take_file(self, piece: ocds.Piece) -> None:
        self.files["files_found"] += 1
        if isinstance(piece, ocds.NotOcds):
            self.files["files_not_ocds"] += 1
            self.run.notes.append(f"{piece.place} is not OCDS. {piece.reason}")
        else:
            self.files["files_read"] += 1

    def _take_unreadable(self, piece: ocds.Piece, record: SourceRecord) -> None:
        """Keep what could not be read once, and count it every time that it arrives."""
        self.run.notes.append(f"{piece.place} could not be read. {record.reason}")
        if isinstance(piece, ocds.Unreadable) and piece.is_file:
            self.files["files_found"] += 1
            self.files["files_unreadable"] += 1
        else:
            self.read += 1
            self.run.count(Outcome.UNREADABLE, record.reason)
        if self._is_new(record):
            record.save()

    def _take_release(self, record: SourceRecord, moment: dt.datetime) -> None:
        self.read += 1
        if not self._is_new(record):
            self.run.count(Outcome.REPEATED)
            return
        self.arrivals[record.ocid].append(_Arrival(release_dated(record.raw, moment), record, moment))

    def _is_new(self, record: SourceRecord) -> bool:
        """Tell whether this content has not arrived under its key before, and remember that it has now."""
        known = (record.key, record.digest)
        if known in self.seen:
            return False
        self.seen.add(known)
        return True


def _import_ocid(run: Run, ocid: str, arrivals: list[_Arrival]) -> None:
    """Write the contracts of one ocid from all its releases, those of earlier imports among them."""
    arrivals.sort(key=lambda arrival: notices.release_order(arrival.release))
    earlier = list(_earlier_releases(ocid))
    try:
        reading = notices.read_releases([*earlier, *(arrival.release for arrival in arrivals)])
    except ValueError as error:
        for arrival in arrivals:
            run.notes.append(f"{arrival.record.place} could not be read. {error}")
            _keep(run, arrival, Outcome.UNREADABLE, str(error))
        return
    boroughs = run.buyers.boroughs_of(reading.buyers)
    if not boroughs:
        for arrival in arrivals:
            _keep(run, arrival, Outcome.SKIPPED, notices.NO_LONDON)
        names = [buyer.name for buyer in reading.buyers] or ["no buyer"]
        run.outside.update(names[:1])
        return
    record_tender_notice(
        releases=[*earlier, *(arrival.release for arrival in arrivals)], boroughs=boroughs, areas=run.areas
    )
    *older, newest = arrivals
    for arrival in older:
        _keep(run, arrival, Outcome.SKIPPED, OLDER if arrival.release.get("awards") else notices.NO_AWARD)
    held = _held_without_award(run, reading)
    if not reading.contracts:
        _keep(run, newest, Outcome.SKIPPED, " ".join(dict.fromkeys(reading.reasons)))
        newest.record.contracts.add(*held)
        return
    known_to = max([newest.moment, *(dt.datetime.fromisoformat(release["date"]) for release in earlier)])
    _write(run, reading, newest, timezone.localdate(known_to))
    newest.record.contracts.add(*held)


def _held_without_award(run: Run, reading: notices.Reading) -> list[Contract]:
    """Return contracts on the register whose award was withdrawn since, and have the report name them.

    They stay: whether a service goes on under another award is for an officer of the borough to say.
    """
    if not reading.withdrawn:
        return []
    held = list(Contract.objects.filter(keys__scheme="ocds", keys__value__in=reading.withdrawn))
    for contract in held:
        run.notes.append(
            f"{contract.reference}: the award of “{contract.title}” on the register is withdrawn."
        )
    return held


def _earlier_releases(ocid: str) -> Iterator[dict[str, Any]]:
    """Yield the releases of one ocid that are stored, in the order in which they arrived."""
    stored = SourceRecord.objects.filter(ocid=ocid).exclude(outcome=Outcome.UNREADABLE)
    for raw, published in stored.order_by("id").values_list("raw", "published"):
        if published:
            yield release_dated(raw, published)


def _write(run: Run, reading: notices.Reading, newest: _Arrival, day: dt.date) -> None:
    """Write a notice's contracts; the release is stored first, so that provenance can point to it.

    What merged releases say is dated by the newest of all of them, not by the newest that has just
    arrived: else a late release of the middle would count less than what was known without it.
    """
    off = {facts.key: said for facts in reading.contracts if (said := run.left_off(facts.key))}
    wanted = [facts for facts in reading.contracts if facts.key not in off]
    if not wanted:
        _keep(run, newest, Outcome.SKIPPED, " ".join(dict.fromkeys(off.values())))
        return
    newest.record.outcome = Outcome.UNCHANGED
    newest.record.save()
    boroughs = run.buyers.boroughs_of(reading.buyers)
    origin = Origin(run.source, day, newest.record.pk)
    written = [run.write(facts, boroughs, origin) for facts in wanted]
    outcomes = {recorded.outcome for recorded in written}
    outcome = next(
        (kind for kind in (Outcome.CREATED, Outcome.UPDATED) if kind.value in outcomes), Outcome.UNCHANGED
    )
    remarks = dict.fromkeys(
        [*reading.reasons, *off.values(), *(r for recorded in written for r in recorded.remarks)]
    )
    for remark in remarks:
        run.notes.append(f"{newest.record.ocid}: {remark}")
    newest.record.reason = " ".join(remarks)
    newest.record.outcome = outcome
    run.keep(newest.record, [recorded.contract for recorded in written])


def _keep(run: Run, arrival: _Arrival, outcome: Outcome, reason: str) -> None:
    arrival.record.outcome = outcome
    arrival.record.reason = reason
    run.keep(arrival.record)
