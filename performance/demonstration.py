"""Performance of contracts of the demonstration set: all made up, and taken away by one command."""

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from contracts.actions.demonstration import delete_with_history
from contracts.models import Contract
from performance.actions import add_reading, add_record
from performance.models import (
    Commitment,
    Issue,
    Kpi,
    KpiReading,
    MobilisationRisk,
    ServiceCredit,
)

#: Boroughs with one fictional supplier whose performance is recorded, so that there is a roll-up to show.
MOST, FEWEST = 7, 5
#: By quarter, the oldest first: value in per cent and rating.
READINGS = (("91.5", "improve"), ("94", "approaching"), ("97.2", "good"), ("98.1", "good"))
#: What went wrong, by contract in turn; a contract may have nothing.
ISSUES: tuple[tuple[str, ...], ...] = (
    ("late", "support"),
    ("late", "outage"),
    ("late", "support"),
    ("late",),
    ("support", "outage"),
    ("billing",),
    ("outage",),
)
TEXT = "Demonstration. It was reported three times before somebody answered."
AGREED = "Demonstration. A weekly call until it is mended, and a named engineer."


@transaction.atomic
def load_demonstration_performance(today: dt.date | None = None) -> int:
    """Record the performance of the set; a second time changes nothing.

    Args:
        today: from which days are counted; default today.

    Returns:
        of how many contracts.
    """
    if Kpi.objects.filter(contract__is_demonstration=True).exists():
        return 0
    contracts = _contracts()
    day = today or timezone.localdate()
    for number, contract in enumerate(contracts):
        _record_kpi(contract, day, READINGS[number % 2 :])
        for place, kind in enumerate(ISSUES[number]):
            _record_issue(contract, kind, day - dt.timedelta(days=40 * (number + place) + 12), place == 0)
    if contracts:
        _record_the_rest(contracts[0], day)
    return len(contracts)


def _contracts() -> list[Contract]:
    """Return contracts of different boroughs with the fictional supplier that most of them have."""
    rows = Contract.objects.filter(is_demonstration=True, supplier_links__isnull=False).order_by("pk")
    found: dict[int, dict[int, Contract]] = defaultdict(dict)
    for contract in rows.prefetch_related("supplier_links").defer("search"):
        suppliers = contract.supplier_links.all()
        if len(suppliers) == 1 and len(contract.borough_ids) == 1:
            found[suppliers[0].supplier_id].setdefault(contract.borough_ids[0], contract)
    most = max(found.values(), key=len, default={})
    return list(most.values())[:MOST] if len(most) >= FEWEST else []


def _record_kpi(contract: Contract, day: dt.date, readings: tuple[tuple[str, str], ...]) -> None:
    quarter = day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    begins = quarter - relativedelta(months=3 * len(readings))
    said = {
        "name": "Urgent calls answered in time",
        "measured": "Demonstration. Urgent calls answered within an hour, of all urgent calls.",
        "target": Decimal("97.5"),
        "unit": "%",
        "better": Kpi.Better.HIGHER,
        "every": Kpi.Every.QUARTER,
        "begins": begins,
    }
    kpi = add_record(contract=contract, kind=Kpi, said=said, by=None)
    assert isinstance(kpi, Kpi)  # noqa: S101 # for the type checker
    for number, (value, rating) in enumerate(readings):
        first = begins + relativedelta(months=3 * number)
        add_reading(
            kpi=kpi,
            said={
                "begins": first,
                "ends": first + relativedelta(months=3) - dt.timedelta(days=1),
                "value": Decimal(value),
                "rating": rating,
            },
            by=None,
        )


def _record_issue(contract: Contract, kind: str, opened: dt.date, is_open: bool) -> None:
    closed = {"closed_on": opened + dt.timedelta(days=10), "outcome": "Demonstration. Mended."}
    add_record(
        contract=contract,
        kind=Issue,
        said={
            "kind": kind,
            "severity": Issue.Severity.SERIOUS if is_open else Issue.Severity.MINOR,
            "opened": opened,
            "text": TEXT,
            "agreed": AGREED,
            "is_shared": is_open,
            **({} if is_open else closed),
        },
        by=None,
    )


def _record_the_rest(contract: Contract, day: dt.date) -> None:
    """Give one contract something of every kind."""
    month = day.replace(day=1)
    add_record(
        contract=contract,
        kind=ServiceCredit,
        said={
            "begins": month - relativedelta(months=3),
            "ends": month - dt.timedelta(days=1),
            "amount": Decimal("1250.00"),
            "state": ServiceCredit.State.CLAIMED,
            "why": "Demonstration. Two outages in office hours.",
        },
        by=None,
    )
    add_record(
        contract=contract,
        kind=MobilisationRisk,
        said={
            "text": "Demonstration. Old data cannot be moved in one weekend.",
            "likelihood": 3,
            "impact": 4,
            "owner": "The supplier’s project manager",
            "mitigation": "Two rehearsals before the switch.",
        },
        by=None,
    )
    add_record(
        contract=contract,
        kind=Commitment,
        said={
            "text": "Demonstration. Reports by ward, without extra charge.",
            "due_on": day + dt.timedelta(days=60),
            "state": Commitment.State.UNDER_WAY,
        },
        by=None,
    )


def remove_demonstration_performance() -> dict[str, int]:
    """Delete what is recorded of contracts of the set, whoever recorded it, with its history."""
    removed: Counter[str] = Counter()
    for model in (KpiReading, Kpi, Issue, ServiceCredit, MobilisationRisk, Commitment):
        rows = model._default_manager.filter(contract__is_demonstration=True)
        removed.update(delete_with_history(rows))
    return dict(removed)
