"""What is kept about people in the performance of contracts."""

from typing import Any

from boroughs.privacy import Section, register
from performance.models import Commitment, Issue, Kpi, KpiReading, MobilisationRisk, Record, ServiceCredit

SECTIONS: list[tuple[str, str, type[Record]]] = [
    ("performance_kpis", "KPIs that you recorded", Kpi),
    ("performance_readings", "Readings of KPIs that you recorded", KpiReading),
    ("performance_credits", "Service credits that you recorded", ServiceCredit),
    ("performance_issues", "Issues with suppliers that you recorded", Issue),
    ("performance_risks", "Risks of mobilisation that you recorded", MobilisationRisk),
    ("performance_commitments", "Commitments of suppliers that you recorded", Commitment),
]


def _entry(row: Any) -> dict[str, Any]:
    return {"contract": row.contract.title, "record": str(row), "recorded_at": row.recorded_at}


def _section(code: str, title: str, model: type[Record]) -> Section:
    related = ("contract", "kpi") if model is KpiReading else ("contract",)
    rows: Any = model._default_manager
    return Section(
        code=code,
        title=title,
        why="To say who recorded it. The borough keeps it; your name is taken off when you leave.",
        rows=lambda person: (
            rows.filter(recorded_by=person)
            .select_related(*related)
            .defer("contract__search", "contract__description", "contract__provenance")
            .order_by("-pk")
        ),
        entry=_entry,
        covers=frozenset({f"{model._meta.label}.recorded_by"}),
    )


for section in SECTIONS:
    register(_section(*section))
