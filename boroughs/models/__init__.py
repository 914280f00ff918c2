"""Models of the foundation, one noun a file."""

from boroughs.models.borough import Borough, BoroughDomain, BoroughIdentifier, BuyerName
from boroughs.models.gate import Gate
from boroughs.models.person import Person
from boroughs.models.route import ProcurementRoute, RouteStage
from boroughs.models.service_area import CpvCode, ServiceArea

__all__ = [
    "Borough",
    "BoroughDomain",
    "BoroughIdentifier",
    "BuyerName",
    "CpvCode",
    "Gate",
    "Person",
    "ProcurementRoute",
    "RouteStage",
    "ServiceArea",
]
