"""The codes of what people hear about pilots."""

PUBLISHED = "pilot_published"
