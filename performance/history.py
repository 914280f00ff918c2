"""What belongs to the history of a contract's performance."""

from boroughs.history import Part
from boroughs.words import exact_money
from performance.forms import plain_number
from performance.models import Commitment, Issue, Kpi, KpiReading, MobilisationRisk, ServiceCredit

HIDDEN = ["recorded_by", "recorded_at"]

PERFORMANCE_HISTORY = [
    Part(
        Kpi,
        link="contract",
        noun="KPI",
        title=("name",),
        hidden=HIDDEN,
        writers={"target": plain_number},
        empty={"ended_on": "still counts"},
    ),
    Part(
        KpiReading,
        link="contract",
        noun="KPI reading",
        title=("kpi", "begins"),
        hidden=HIDDEN,
        writers={"value": plain_number},
    ),
    Part(
        ServiceCredit,
        link="contract",
        noun="service credit",
        title=("begins",),
        hidden=HIDDEN,
        writers={"amount": exact_money},
    ),
    Part(
        Issue,
        link="contract",
        noun="issue",
        title=("kind", "opened"),
        hidden=HIDDEN,
        empty={"closed_on": "open"},
    ),
    Part(MobilisationRisk, link="contract", noun="risk of mobilisation", title=("text",), hidden=HIDDEN),
    Part(Commitment, link="contract", noun="commitment", title=("text",), hidden=HIDDEN),
]
