"""The files of open data: written whole each night, outside the web root, and found again by their list.

Each writing has a folder of its own; ``current.json`` names the one that counts and is replaced in one step,
so that nobody ever reads half a file, or files of two nights.
"""

import csv
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from boroughs.cells import safe_cell
from contracts.export_json import as_json, head_of_package, releases
from contracts.models import Contract
from pipeline.board.packages import planning_releases
from pipeline.models import Procurement
from procurement_hub.data.tables import Table, plain, tables

CURRENT = "current.json"
RELEASES = "releases.jsonl"
PLANS = "plans.jsonl"
#: Releases in one package, so that a line is never too long to be read at once.
A_PACKAGE = 500
#: Writings that are kept: the last one, and the one before it for whoever is reading it.
KEPT = 2


@dataclass(frozen=True)
class DumpFile:
    """A file of open data: its name, how many rows it has, its size in bytes, and its digest."""

    name: str
    rows: int
    size: int
    sha256: str

    @property
    def table(self) -> str:
        """What it holds: *contracts*."""
        return self.name.partition(".")[0]

    @property
    def form(self) -> str:
        """In which form, as people call it."""
        if self.name in (RELEASES, PLANS):
            return "OCDS release packages, one a line"
        return "CSV" if self.name.endswith(".csv") else "JSON lines"


@dataclass(frozen=True)
class Dump:
    """One writing: when, in which folder, and its files."""

    written: dt.datetime
    folder: str
    files: list[DumpFile]

    def path(self, name: str) -> Path | None:
        """Return where a file is; ``None`` where there is none of the name."""
        there = any(one.name == name for one in self.files)
        return settings.DUMP_DIR / self.folder / name if there else None


def write_dumps(*, now: dt.datetime) -> Dump:
    """Write all files anew and let them count; older ones than the last two are removed.

    Everything is read in one transaction, so that the files agree with each other.

    Args:
        now: the moment that the files are said to be of, with its zone.
    """
    root: Path = settings.DUMP_DIR
    folder = root / now.strftime("%Y%m%dT%H%M%S%fZ")
    folder.mkdir(parents=True)
    try:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            files = [file for table in tables() for file in _write(table, folder)]
            files.append(_write_releases(folder, now))
            files.append(_write_plans(folder, now))
        dump = Dump(now, folder.name, files)
        _let_count(dump, root)
    except BaseException:
        shutil.rmtree(folder)
        raise
    _remove_old(root)
    return dump


def current_dump() -> Dump | None:
    """Return the writing that counts; ``None`` before the first one."""
    try:
        said: dict[str, Any] = json.loads((settings.DUMP_DIR / CURRENT).read_text())
    except FileNotFoundError:
        return None
    files = [DumpFile(**one) for one in said["files"]]
    return Dump(dt.datetime.fromisoformat(said["written"]), said["folder"], files)


def _write(table: Table, folder: Path) -> Iterable[DumpFile]:
    names = [column.name for column in table.columns]
    as_csv, as_lines = folder / f"{table.name}.csv", folder / f"{table.name}.jsonl"
    rows = 0
    with ExitStack() as opened:
        sheet: TextIO = opened.enter_context(as_csv.open("w", encoding="utf-8-sig", newline=""))
        lines: TextIO = opened.enter_context(as_lines.open("w", encoding="utf-8"))
        writer = csv.writer(sheet)
        writer.writerow(names)
        for values in table.read():
            writer.writerow([_cell(value) for value in values])
            row = dict(zip(names, map(plain, values), strict=True))
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            rows += 1
    return [_described(path, rows) for path in (as_csv, as_lines)]


def _write_releases(folder: Path, now: dt.datetime) -> DumpFile:
    """Write every real contract as an OCDS release."""
    register = f"{settings.HUB_ORIGIN}{reverse('register')}"
    found = releases(Contract.objects.all(), register, timezone.localdate(now))
    return _write_packages(folder / RELEASES, found, now)


def _write_plans(folder: Path, now: dt.datetime) -> DumpFile:
    """Write every real published procurement as an OCDS release."""
    numbers = Procurement.objects.public().order_by("pk").values_list("pk", flat=True)
    return _write_packages(folder / PLANS, planning_releases(numbers.iterator(chunk_size=A_PACKAGE)), now)


def _write_packages(path: Path, found: Iterator[dict[str, Any]], now: dt.datetime) -> DumpFile:
    """Write releases as JSON lines, a release package of ``A_PACKAGE`` each."""
    address = f"{settings.HUB_ORIGIN}{reverse('data_file', args=[path.name])}"
    rows = 0
    with path.open("w", encoding="utf-8") as lines:
        while some := list(islice(found, A_PACKAGE)):
            # Two packages must not have one address: each says where in the file it is.
            head = head_of_package(f"{address}#{rows // A_PACKAGE + 1}", now)
            lines.write(as_json({**head, "releases": some}) + "\n")
            rows += len(some)
    return _described(path, rows)


def _cell(value: Any) -> Any:
    """Return a value for a spreadsheet; what is not known stays empty (R1)."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return safe_cell("; ".join(value))
    return safe_cell(value) if isinstance(value, str) else plain(value)


def _described(path: Path, rows: int) -> DumpFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return DumpFile(path.name, rows, path.stat().st_size, digest)


def _let_count(dump: Dump, root: Path) -> None:
    said = {
        "written": dump.written.isoformat(),
        "folder": dump.folder,
        "files": [asdict(one) for one in dump.files],
    }
    new = root / f"{dump.folder}.json"
    new.write_text(json.dumps(said))
    new.replace(root / CURRENT)


def _remove_old(root: Path) -> None:
    folders = sorted(path for path in root.iterdir() if path.is_dir())
    for old in folders[:-KEPT]:
        shutil.rmtree(old)
