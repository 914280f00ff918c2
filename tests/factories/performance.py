"""The performance of contracts for tests."""

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django.utils import timezone

from boroughs.models import Person
from contracts.models import Contract
from performance.actions import add_reading, add_record
from performance.models import Commitment, Issue, Kpi, KpiReading, MobilisationRisk, ServiceCredit


def days_ago(days: int) -> dt.date:
    """Return a day of the past."""
    return timezone.localdate() - dt.timedelta(days=days)


def make_kpi(contract: Contract, by: Person | None = None, **said: Any) -> Kpi:
    """Record an indicator: ``make_kpi(contract, name="Uptime")``."""
    usual = {
        "name": "Calls answered in time",
        "measured": "Urgent calls answered within an hour.",
        "target": Decimal("97.5"),
        "unit": "%",
        "better": "higher",
        "every": "quarter",
        "begins": days_ago(400),
    }
    return cast(Kpi, add_record(contract=contract, kind=Kpi, said={**usual, **said}, by=by))


def make_reading(kpi: Kpi, by: Person | None = None, **said: Any) -> KpiReading:
    """Record a reading of an indicator, by default of the last ninety days."""
    usual = {"begins": days_ago(90), "ends": days_ago(1), "value": Decimal("98.2"), "rating": "good"}
    return add_reading(kpi=kpi, said={**usual, **said}, by=by)


def make_issue(contract: Contract, by: Person | None = None, **said: Any) -> Issue:
    """Record an issue: ``make_issue(contract, kind="outage", is_shared=True)``."""
    usual = {
        "kind": "late",
        "severity": "serious",
        "opened": days_ago(30),
        "text": "The release came two months late.",
        "agreed": "A credit note.",
    }
    return cast(Issue, add_record(contract=contract, kind=Issue, said={**usual, **said}, by=by))


def make_performance(contract: Contract, by: Person | None = None) -> dict[str, Any]:
    """Record something of every kind, and return it by the kinds' slugs."""
    kpi = make_kpi(contract, by)
    credit = {"begins": days_ago(90), "ends": days_ago(1), "amount": Decimal(1200), "why": "Two outages."}
    risk = {
        "text": "Data is not ready.",
        "likelihood": 4,
        "impact": 5,
        "owner": "Their project manager",
        "mitigation": "Rehearse.",
    }
    promise = {"text": "Reports by ward.", "due_on": days_ago(3), "state": "under_way"}
    return {
        "kpi": kpi,
        "reading": make_reading(kpi, by),
        "issue": make_issue(contract, by),
        "credit": add_record(contract=contract, kind=ServiceCredit, said=credit, by=by),
        "risk": add_record(contract=contract, kind=MobilisationRisk, said=risk, by=by),
        "commitment": add_record(contract=contract, kind=Commitment, said=promise, by=by),
    }
