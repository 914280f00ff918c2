"""The report of an import, as lines of plain text."""

from collections.abc import Iterator

from boroughs.words import counted
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
