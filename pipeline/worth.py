"""What collaboration was worth: outcomes that their lead shows to everybody, and the evidenced savings."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from boroughs.words import listing
from pipeline.models import Member, Outcome


@dataclass(frozen=True)
class WorthRow:
    """One outcome; ``counts`` tells whether its saving is among those added up."""

    outcome: Outcome
    boroughs: str
    counts: bool


@dataclass(frozen=True)
class Worth:
    """All outcomes shown; ``total`` is GBP excluding VAT over whole terms, of those with evidence alone.

    ``without`` counts the outcomes that claim a saving without evidence: they are not in the total (R1).
    """

    rows: Sequence[WorthRow]
    total: Decimal | None
    counted: int
    without: int


def worth_of_collaboration() -> Worth:
    """Return what everybody may read of outcomes. Demonstration records are never added up."""
    found = Outcome.objects.filter(is_public=True, collaboration__is_demonstration=False)
    rows = [
        _row(one)
        for one in found.select_related("collaboration__service_area").prefetch_related(
            "collaboration__members__borough"
        )
    ]
    savings = [row.outcome.saving for row in rows if row.counts and row.outcome.saving is not None]
    return Worth(
        rows=rows,
        total=sum(savings, Decimal(0)) if savings else None,
        counted=len(savings),
        without=sum(row.outcome.saving is not None and not row.counts for row in rows),
    )


def _row(outcome: Outcome) -> WorthRow:
    members = outcome.collaboration.members.all()
    inside = [
        one.borough.name
        for one in members
        if one.state == Member.State.IN and one.part == Member.Part.CONTRIBUTES
    ]
    counts = outcome.saving is not None and bool(outcome.evidence_url)
    return WorthRow(outcome, listing(sorted(inside)), counts)
