"""What belongs to a pilot's history."""

from boroughs.history import Part
from pilots.models import Measure, Pilot, PilotFacet

PILOT_HISTORY = [
    Part(Pilot, hidden=["is_demonstration", "changed", "written_by", "contact", "hidden_by"]),
    Part(Measure, link="pilot", noun="measure", title=("name",), hidden=["position"]),
    Part(PilotFacet, link="pilot", noun="facet", title=("facet",)),
]
