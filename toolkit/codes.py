"""The codes of what the toolkit tells people."""

ANSWERED = "consultation_answered"
REVIEW_DUE = "page_review_due"
