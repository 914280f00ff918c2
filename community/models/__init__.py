"""Models of the community."""

from community.models.discussion import Discussion, Post, Report
from community.models.group import Group, Membership
from community.models.issue import Confirmation, Escalation, IssueAnswer, SharedIssue
from community.models.mail import InboundMail

__all__ = [
    "Confirmation",
    "Discussion",
    "Escalation",
    "Group",
    "InboundMail",
    "IssueAnswer",
    "Membership",
    "Post",
    "Report",
    "SharedIssue",
]
