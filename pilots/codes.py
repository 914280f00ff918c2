"""The codes of what people hear about pilots."""

PUBLISHED = "pilot_published"
CHANGED = "pilot_changed"
HIDDEN = "pilot_hidden"
MENDED = "pilot_mended"
COMPLAINT = "pilot_complaint"
COMPLAINT_DECIDED = "pilot_complaint_decided"
