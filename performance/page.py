"""What the page of a contract's performance shows, by who reads it (R9)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boroughs.models import Borough, Person
from boroughs.rights import Permission, has_permission
from boroughs.words import counted, exact_money, listing, plain_date
from contracts.models import Contract
from performance.drawing import through_time
from performance.due import overdue_period
from performance.forms import plain_number
from performance.models import Commitment, Issue, Kpi, KpiReading, MobilisationRisk, ServiceCredit
from performance.scale import COLOURS, NAMES

#: Readings of an indicator that the page shows; the download has all.
READINGS_SHOWN = 12


@dataclass(frozen=True)
class KpiShown:
    """An indicator with its readings, the newest first, and the period of which one is missing."""

    kpi: Kpi
    target: str
    readings: Sequence[KpiReading]
    more: int
    missing: str
    chart: str = ""

    @property
    def latest(self) -> KpiReading | None:
        """The newest reading."""
        return self.readings[0] if self.readings else None


def is_own(reader: Any, contract: Contract) -> bool:
    """Tell whether somebody keeps a contract's performance: officers of its boroughs, and LOTI staff."""
    return isinstance(reader, Person) and any(
        has_permission(reader, Permission.KEEP_PERFORMANCE, Borough(pk=pk)) for pk in contract.borough_ids
    )


def performance_of(contract: Contract, *, own: bool, today: dt.date) -> dict[str, Any]:
    """Return what the page shows; of what is for the contract's own boroughs nothing is read for others.

    Args:
        contract: whose performance it is.
        own: whether the reader keeps it.
        today: from which what is late is counted.
    """
    kpis = _kpis(contract, today, own=own)
    issues: Sequence[Issue] = list(contract.issues.all())
    shown: dict[str, Any] = {
        "kpis": kpis,
        "issues": issues,
        "colours": COLOURS,
        "sentences": [*_about_kpis(kpis), *_about_issues(issues)],
    }
    if not own:
        return shown
    owed: Sequence[ServiceCredit] = list(contract.servicecredits.all())
    risks = sorted(
        contract.mobilisationrisks.all(), key=lambda one: (one.state != "open", -one.score, one.pk)
    )
    commitments: Sequence[Commitment] = list(contract.commitments.all())
    late = {one.pk for one in commitments if one.state in Commitment.OPEN and one.due_on < today}
    shown["sentences"] += [*_about_credits(owed), *_about_risks(risks), *_about_commitments(late)]
    return {
        **shown,
        "credits": [(one, exact_money(one.amount)) for one in owed],
        "risks": risks,
        "commitments": [(one, one.pk in late) for one in commitments],
    }


def _kpis(contract: Contract, today: dt.date, *, own: bool) -> list[KpiShown]:
    readings: dict[int, list[KpiReading]] = defaultdict(list)
    for row in contract.kpireadings.order_by("-begins", "-pk"):
        readings[row.kpi_id].append(row)
    return [_shown(kpi, readings[kpi.pk], today, own=own) for kpi in contract.kpis.all()]


def _shown(kpi: Kpi, readings: list[KpiReading], today: dt.date, *, own: bool) -> KpiShown:
    read_to = readings[0].ends if readings else None
    missing = overdue_period(kpi.begins, kpi.every, kpi.ended_on, read_to, today)
    return KpiShown(
        kpi=kpi,
        target=f"{'at least' if kpi.better == Kpi.Better.HIGHER else 'at most'} {_with_unit(kpi)}",
        readings=readings[:READINGS_SHOWN],
        more=max(len(readings) - READINGS_SHOWN, 0),
        missing=in_words(*missing) if missing else "",
        chart=_chart(kpi, readings[:READINGS_SHOWN]) if own else "",
    )


def _chart(kpi: Kpi, readings: Sequence[KpiReading]) -> str:
    """Draw the values that are known, where there are two at least."""
    points = [
        (one.ends, one.value, plain_number(one.value)) for one in reversed(readings) if one.value is not None
    ]
    if len(points) < 2:
        return ""
    reached = sum(kpi.meets(value) for _, value, _ in points)
    label = (
        f"{kpi.name}: {reached} of {counted(len(points), 'value')} reached the target. The table has them."
    )
    return through_time(points, kpi.target, written=_with_unit(kpi), label=label)


def _with_unit(kpi: Kpi) -> str:
    """Write a target as *97.5%* or *4 hours*."""
    return f"{plain_number(kpi.target)}{'' if kpi.unit.startswith('%') else ' '}{kpi.unit}"


def in_words(begins: dt.date, ends: dt.date) -> str:
    """Write a period as *1 April 2026 to 30 June 2026*."""
    return f"{plain_date(begins)} to {plain_date(ends)}"


def _about_kpis(kpis: Sequence[KpiShown]) -> list[str]:
    latest = Counter(one.latest.rating for one in kpis if one.latest)
    if not latest:
        return []
    told = listing([f"{latest[code]} {name}" for code, name in NAMES.items() if latest[code]])
    return [f"Last ratings of {counted(latest.total(), 'KPI')}: {told}."]


def _about_issues(issues: Sequence[Issue]) -> list[str]:
    still = [one for one in issues if one.closed_on is None]
    if not issues:
        return []
    critical = sum(one.severity == Issue.Severity.CRITICAL for one in still)
    told = f"{counted(len(still), 'issue')} {'is' if len(still) == 1 else 'are'} open"
    return [f"{told}, {critical} of them critical." if critical else f"{told}."]


def _about_credits(owed: Sequence[ServiceCredit]) -> list[str]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in owed:
        sums[one.state] += one.amount
    told = [
        f"{exact_money(sums[state])} {name}" for state, name in ServiceCredit.State.choices if sums[state]
    ]
    return [f"Service credits excluding VAT: {listing(told)}."] if told else []


def _about_risks(risks: Sequence[MobilisationRisk]) -> list[str]:
    still = [one for one in risks if one.state == MobilisationRisk.State.OPEN]
    if not still:
        return []
    number = counted(len(still), "risk of mobilisation", "risks of mobilisation")
    return [f"{number} {'is' if len(still) == 1 else 'are'} open, the highest at {still[0].score} of 25."]


def _about_commitments(late: set[int]) -> list[str]:
    number = len(late)
    return [f"{counted(number, 'commitment')} {'is' if number == 1 else 'are'} late."] if late else []
