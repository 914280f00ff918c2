"""Models of the community."""

from community.models.discussion import Discussion, Post, Report
from community.models.group import Group, Membership

__all__ = ["Discussion", "Group", "Membership", "Post", "Report"]
