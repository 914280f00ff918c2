"""Models of the community."""

from community.models.discussion import Discussion, Post, Report
from community.models.enclosure import Enclosure
from community.models.group import Group, Membership
from community.models.issue import Confirmation, Escalation, IssueAnswer, SharedIssue
from community.models.mail import InboundMail
from community.models.meeting import GroupMeeting, MeetingAction
from community.models.teams import TeamsCard, TeamsChannel

__all__ = [
    "Confirmation",
    "Discussion",
    "Enclosure",
    "Escalation",
    "Group",
    "GroupMeeting",
    "InboundMail",
    "IssueAnswer",
    "MeetingAction",
    "Membership",
    "Post",
    "Report",
    "SharedIssue",
    "TeamsCard",
    "TeamsChannel",
]
