"""Imports notices: every release accounted for, those of one ocid merged, a second time nothing new."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from boroughs.models import Person
from boroughs.words import listing
from contracts import notices, ocds
from contracts.actions.record import Origin
from contracts.actions.runs import Run, running
from contracts.models import Contract, Import, SourceRecord
from contracts.text import moment_of, storable

Outcome = SourceRecord.Outcome
OLDER = "An older state of the same notice: the newer release counts."


@dataclass
class _Arrival:
    """A release that had not arrived before, ready to be stored."""

    release: dict[str, Any]
    record: SourceRecord
    moment: dt.datetime


def import_notices(
    *,
    paths: Iterable[Path],
    by: Person | None = None,
    source: str = Contract.Source.NOTICE,
    label: str = "",
    flags: bool = True,
) -> Import:
    """Import OCDS files and folders; what cannot be read is named, and the rest still loads.

    Args:
        paths: files (JSON, JSON lines, gz) or folders, which are read to every depth.
        by: who asked for it, if a person did.
        source: what the contracts' values rest on (R8).
        label: what the import is called; the paths without one.
        flags: whether flags are looked for afterwards.

    Returns:
        the finished import; its ``counts`` are the reconciliation.
    """
    places = [Path(path) for path in paths]
    label = label or listing([str(path) for path in places])
    with running(kind=Import.Kind.NOTICES, label=label, source=source, by=by, flags=flags) as run:
        reader = _Reader(run)
        for piece in ocds.read_paths(places):
            reader.take(piece)
        for ocid, arrivals in reader.arrivals.items():
            _import_ocid(run, ocid, arrivals)
        run.finish(reader.read, reader.files)
    return run.row


class _Reader:
    """Sorts what was found: files that are none, releases seen before, and releases by ocid."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.read = 0
        self.arrivals: dict[str, list[_Arrival]] = defaultdict(list)
        self.files = {"files_found": 0, "files_read": 0, "files_not_ocds": 0, "files_unreadable": 0}
        self.seen = set(SourceRecord.objects.values_list("key", "digest"))

    def take(self, piece: ocds.Piece) -> None:
        """Count one piece, and keep it for the second half of the import if it is new."""
        if isinstance(piece, ocds.Release):
            self.read += 1
            self._take_release(piece)
        elif isinstance(piece, ocds.Unreadable):
            self._take_unreadable(piece)
        else:
            self.files["files_found"] += 1
            if isinstance(piece, ocds.NotOcds):
                self.files["files_not_ocds"] += 1
                self.run.notes.append(f"{piece.place} is not OCDS. {piece.reason}")
            else:
                self.files["files_read"] += 1

    def _take_unreadable(self, piece: ocds.Unreadable) -> None:
        self.run.notes.append(f"{piece.place} could not be read. {piece.reason}")
        if piece.is_file:
            self.files["files_found"] += 1
            self.files["files_unreadable"] += 1
        else:
            self.read += 1
        self._keep_unreadable(piece.place, piece.reason, piece.raw, counts=not piece.is_file)

    def _keep_unreadable(self, place: str, reason: str, raw: Any, *, counts: bool = True) -> None:
        """Keep what could not be read once, and count it every time that it arrives."""
        key, digest = place[:600], ocds.digest(raw)
        if (key, digest) not in self.seen:
            self.seen.add((key, digest))
            SourceRecord.objects.create(
                run=self.run.row,
                place=place[:600],
                key=key,
                digest=digest,
                raw=storable(raw),
                outcome=Outcome.UNREADABLE,
                reason=reason[:500],
            )
        if counts:
            self.run.count(Outcome.UNREADABLE, reason)

    def _take_release(self, piece: ocds.Release) -> None:
        release = piece.data
        ocid = release.get("ocid")
        if not isinstance(ocid, str) or not ocid.strip():
            reason = "The release has no ocid."
            self.run.notes.append(f"{piece.place} could not be read. {reason}")
            self._keep_unreadable(piece.place, reason, release)
            return
        moment = moment_of(release.get("date")) or moment_of(piece.package_date)
        if moment is None:
            reason = "The release has no date, and its package has none either."
            self.run.notes.append(f"{piece.place} could not be read. {reason}")
            self._keep_unreadable(piece.place, reason, release)
            return
        digest = ocds.digest(release)
        key = storable(f"{ocid}|{release.get('id') or digest}"[:600])
        if (key, digest) in self.seen:
            self.run.count(Outcome.REPEATED)
            return
        self.seen.add((key, digest))
        record = SourceRecord(
            run=self.run.row,
            place=piece.place[:600],
            key=key,
            ocid=storable(ocid[:255]),
            published=moment,
            digest=digest,
            raw=storable(release),
        )
        self.arrivals[record.ocid].append(
            _Arrival({**record.raw, "date": moment.isoformat()}, record, moment)
        )


def _import_ocid(run: Run, ocid: str, arrivals: list[_Arrival]) -> None:
    """Write the contracts of one ocid from all its releases, those of earlier imports among them."""
    arrivals.sort(key=lambda arrival: arrival.moment)
    earlier = [
        {**raw, "date": published.isoformat()}
        for raw, published in SourceRecord.objects.filter(ocid=ocid)
        .exclude(outcome=Outcome.UNREADABLE)
        .exclude(published=None)
        .values_list("raw", "published")
        if published
    ]
    try:
        reading = notices.read_releases(_by_moment([*earlier, *(a.release for a in arrivals)]))
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
    *older, newest = arrivals
    for arrival in older:
        _keep(run, arrival, Outcome.SKIPPED, OLDER if arrival.release.get("awards") else notices.NO_AWARD)
    if not reading.contracts:
        _keep(run, newest, Outcome.SKIPPED, " ".join(dict.fromkeys(reading.reasons)))
        return
    _write(run, reading, newest)


def _by_moment(releases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bring dates of several zones to one, so that their order as text is their order in time."""
    for release in releases:
        release["date"] = dt.datetime.fromisoformat(release["date"]).astimezone(dt.UTC).isoformat()
    return releases


def _write(run: Run, reading: notices.Reading, newest: _Arrival) -> None:
    """Write a notice's contracts; the release is stored first, so that provenance can point to it."""
    newest.record.outcome = Outcome.UNCHANGED
    newest.record.save()
    day = timezone.localtime(newest.moment).date()
    written = [
        run.write(facts, run.buyers.boroughs_of(reading.buyers), Origin(run.source, day, newest.record.pk))
        for facts in reading.contracts
    ]
    outcomes = {recorded.outcome for recorded in written}
    outcome = next(
        (kind for kind in (Outcome.CREATED, Outcome.UPDATED) if kind.value in outcomes), Outcome.UNCHANGED
    )
    remarks = dict.fromkeys([*reading.reasons, *(r for recorded in written for r in recorded.remarks)])
    for remark in remarks:
        run.notes.append(f"{newest.record.ocid}: {remark}")
    newest.record.reason = " ".join(remarks)
    newest.record.outcome = outcome
    run.keep(newest.record, [recorded.contract for recorded in written])


def _keep(run: Run, arrival: _Arrival, outcome: Outcome, reason: str) -> None:
    arrival.record.outcome = outcome
    arrival.record.reason = reason
    run.keep(arrival.record)
