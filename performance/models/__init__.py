"""Models of the performance of contracts."""

from performance.models.commitment import Commitment
from performance.models.credit import ServiceCredit
from performance.models.issue import Issue
from performance.models.kpi import Kpi, KpiReading
from performance.models.record import Record
from performance.models.risk import MobilisationRisk

__all__ = ["Commitment", "Issue", "Kpi", "KpiReading", "MobilisationRisk", "Record", "ServiceCredit"]
