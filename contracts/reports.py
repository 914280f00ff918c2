"""The report of an import, as lines of plain text."""

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone

from boroughs.words import counted
from contracts.actions.sync import Synced
from contracts.models import Import, SourceRecord

NOUNS = {Import.Kind.NOTICES: "release"}


def report(run: Import, *, notes: int = 200) -> Iterator[str]:
    """Yield the reconciliation of an import line by line.

    Args:
        run: a finished import.
        notes: how many remarks are listed before the rest is only counted.
    """
    counts = run.counts
    noun = NOUNS.get(Import.Kind(run.kind), "row")
    yield f"{run}"
    if counts.get("files_found"):
        yield (
            f"  {counted(counts['files_found'], 'file')}: {counts['files_read']:,} read, "
            f"{counts['files_not_ocds']:,} not OCDS, {counts['files_unreadable']:,} unreadable"
        )
    about = f" about {counted(counts['contracts'], 'contract')}" if "contracts" in counts else ""
    yield f"  {counted(counts['read'], noun)} read{about}, of which"
    for outcome in SourceRecord.Outcome:
        yield f"    {counts[outcome.value]:>7,}  {outcome.label}"
    for reason, number in counts["reasons"].items():
        yield f"             {number:,} × {reason}"
    outside = counts.get("outside_london") or {}
    if outside:
        names = [f"{name} ({number:,})" for name, number in list(outside.items())[:5]]
        yield f"  {counted(len(outside), 'buyer')} outside London, most often {'; '.join(names)}"
    if counts["notes"]:
        yield "  Remarks:"
        for note in counts["notes"][:notes]:
            yield f"    {note}"
        if len(counts["notes"]) > notes:
            yield f"    and {counted(len(counts['notes']) - notes, 'remark')} more, kept with the import."


def sync_report(synced: Synced, *, notes: int = 50) -> Iterator[str]:
    """Yield what reading a public service came to, line by line.

    Args:
        synced: of one service.
        notes: how many remarks are listed before the rest is only counted.
    """
    name = synced.service.name
    if synced.busy:
        yield f"{name}: somebody else is reading it at this moment. Nothing was done."
        return
    yield f"{name}: {counted(synced.pages, 'page')}, {counted(synced.read, 'release')} read, of which"
    for outcome in SourceRecord.Outcome:
        yield f"    {synced.counts[outcome.value]:>7,}  {outcome.label}"
    reasons: Counter[str] = Counter()
    for run in synced.imports:
        reasons.update(run.counts["reasons"])
    for reason, number in reasons.most_common():
        yield f"             {number:,} × {reason}"
    remarks = [note for run in synced.imports for note in run.counts["notes"]]
    for note in remarks[:notes]:
        yield f"    {note}"
    if len(remarks) > notes:
        yield f"    and {counted(len(remarks) - notes, 'remark')} more, kept with the imports."
    if synced.read_to:
        yield f"  Read up to {timezone.localtime(synced.read_to):%H:%M on %d %B %Y}."
    if synced.failure:
        yield f"  It could not be read to the end. {synced.failure}"
        yield "  What was read is kept; the next run goes on from there."
