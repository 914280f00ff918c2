"""Models of the foundation, one noun a file."""

from boroughs.models.borough import Borough, BoroughDomain, BoroughIdentifier, BuyerName
from boroughs.models.follow import Follow
from boroughs.models.gate import Gate, Meeting
from boroughs.models.joining import Invitation, JoinRequest
from boroughs.models.notification import Event, Frequency, Mail, Notification, Preference
from boroughs.models.person import Person
from boroughs.models.profile import PeerMessage, Profile
from boroughs.models.route import ProcurementRoute, RouteStage
from boroughs.models.service_area import CpvCode, ServiceArea
from boroughs.models.threshold import Threshold

__all__ = [
    "Borough",
    "BoroughDomain",
    "BoroughIdentifier",
    "BuyerName",
    "CpvCode",
    "Event",
    "Follow",
    "Frequency",
    "Gate",
    "Invitation",
    "JoinRequest",
    "Mail",
    "Meeting",
    "Notification",
    "PeerMessage",
    "Person",
    "Preference",
    "ProcurementRoute",
    "Profile",
    "RouteStage",
    "ServiceArea",
    "Threshold",
]
