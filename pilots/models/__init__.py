"""Models of pilots."""

from pilots.models.complaint import PilotComplaint
from pilots.models.imports import PilotImport, PilotImportRow
from pilots.models.pilot import Measure, Pilot, PilotFacet
from pilots.models.reference import EvidenceGrade, Facet, Synonym

__all__ = [
    "EvidenceGrade",
    "Facet",
    "Measure",
    "Pilot",
    "PilotComplaint",
    "PilotFacet",
    "PilotImport",
    "PilotImportRow",
    "Synonym",
]
