"""The codes of what the toolkit tells people."""

ANSWERED = "consultation_answered"
