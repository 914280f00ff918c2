"""The codes of what people hear about the performance of contracts."""

OVERDUE = "performance_overdue"
ISSUE_SHARED = "performance_issue_shared"
