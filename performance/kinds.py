"""The kinds of records of a contract's performance, as addresses and pages call them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from performance.forms import (
    CommitmentForm,
    CreditForm,
    IssueForm,
    KpiForm,
    ReadingForm,
    RecordForm,
    RiskForm,
)
from performance.models import (
    Commitment,
    Issue,
    Kpi,
    KpiReading,
    MobilisationRisk,
    Record,
    ServiceCredit,
)


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    Attributes:
        slug: in addresses.
        model: its rows.
        form: what is asked of one.
        noun: what one is called in a sentence.
        place: the part of the contract's page in which it stands.
        first: what is chosen already where one is added.
    """

    slug: str
    model: type[Record]
    form: type[RecordForm]
    noun: str
    place: str
    first: Mapping[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, str]:
        """How the pages on which one is added and changed are called."""
        article = "an" if self.noun[0] in "ai" else "a"
        return f"Record {article} {self.noun}", f"Change the {self.noun}"


KPI = Kind("kpi", Kpi, KpiForm, "KPI", "kpis")
READING = Kind("reading", KpiReading, ReadingForm, "KPI reading", "kpis")
ISSUE = Kind("issue", Issue, IssueForm, "issue", "issues")
CREDIT = Kind("credit", ServiceCredit, CreditForm, "service credit", "credits", {"state": "claimed"})
RISK = Kind("risk", MobilisationRisk, RiskForm, "risk of mobilisation", "risks", {"state": "open"})
COMMITMENT = Kind(
    "commitment", Commitment, CommitmentForm, "commitment to improve", "commitments", {"state": "promised"}
)

KINDS = {one.slug: one for one in (KPI, READING, ISSUE, CREDIT, RISK, COMMITMENT)}
#: Those that are added to a contract; a reading is added to an indicator.
OF_CONTRACT = {slug: one for slug, one in KINDS.items() if one is not READING}
