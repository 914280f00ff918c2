"""Imports notices from files and folders."""

from collections.abc import Iterable
from pathlib import Path

from boroughs.models import Person
from boroughs.words import listing
from contracts import ocds
from contracts.actions.releases import take_releases
from contracts.actions.runs import running
from contracts.models import Contract, Import


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
        taken = take_releases(run, ocds.read_paths(places))
        run.finish(taken.read, taken.files)
    return run.row
