"""The admin of the community: groups are curated, what people write is read-only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline
from community.models import (
    Confirmation,
    Discussion,
    Enclosure,
    Escalation,
    Group,
    GroupMeeting,
    InboundMail,
    IssueAnswer,
    MeetingAction,
    Membership,
    Post,
    Report,
    SharedIssue,
)

WHY = "Members write on the hub’s pages, and facilitators decide there."


class MembershipInline(ReadOnlyInline):
    """Who belongs to a group."""

    model = Membership
    fields = ["person", "joined_at"]
    readonly_fields = ("person", "joined_at")
    select_related = ("person", "group")


@admin.register(Group)
class GroupAdmin(CuratedAdmin):
    """Groups. A closed-down one is opened again by taking its day away."""

    list_display = ["name", "kind", "access", "facilitator", "last_post_at", "ended_on"]
    list_filter = ["kind", "access", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["facilitator"]
    search_fields = ["name"]
    autocomplete_fields = ["facilitator", "product"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MembershipInline]


@admin.register(Discussion)
class DiscussionAdmin(ReadOnlyAdmin):
    """Discussions, found by their titles."""

    read_only_because = WHY
    list_display = ["title", "kind", "group", "borough", "posts_count", "last_post_at", "closed_at"]
    list_filter = ["kind", ("closed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["group", "borough"]
    search_fields = ["title"]


class EnclosureInline(ReadOnlyInline):
    """The files that came with a post."""

    model = Enclosure
    fields = ["document"]
    select_related = ("document", "post", "group")


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    """Posts, found by their words."""

    read_only_because = WHY
    list_display = ["discussion", "borough", "at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter)]
    list_select_related = ["discussion", "borough"]
    search_fields = ["text"]
    inlines = [EnclosureInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("search")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Reports of posts."""

    read_only_because = WHY
    list_display = ["post", "kind", "made_at", "result"]
    list_filter = ["result", "kind"]
    list_select_related = ["post"]
    search_fields = ["text"]


class ConfirmationInline(ReadOnlyInline):
    """Which boroughs confirm an issue."""

    model = Confirmation
    fields = ["borough", "is_named", "at"]
    select_related = ("borough", "issue")


class IssueAnswerInline(ReadOnlyInline):
    """What the supplier answered."""

    model = IssueAnswer
    fields = ["text", "at"]


class EscalationInline(ReadOnlyInline):
    """To whom an issue was taken."""

    model = Escalation
    fields = ["to", "answer_by", "at"]
    select_related = ("issue",)


@admin.register(SharedIssue)
class SharedIssueAdmin(ReadOnlyAdmin):
    """Shared issues, found by their titles and suppliers."""

    read_only_because = "Boroughs raise and confirm issues on the hub’s pages, and suppliers answer there."
    list_display = ["title", "supplier", "borough", "state", "answer_by"]
    list_filter = ["state"]
    list_select_related = ["supplier", "borough"]
    search_fields = ["title", "supplier__name"]
    inlines = [ConfirmationInline, IssueAnswerInline, EscalationInline]


@admin.register(InboundMail)
class InboundMailAdmin(ReadOnlyAdmin):
    """E-mails that came in, and what became of each."""

    read_only_because = "The hub notes what became of each e-mail; its words are in the post."
    list_display = ["received_at", "outcome", "why", "discussion"]
    list_filter = ["outcome"]
    list_select_related = ["discussion"]
    search_fields = ["message_id"]


class MeetingActionInline(ReadOnlyInline):
    """What came of a meeting to do."""

    model = MeetingAction
    fields = ["text", "owner", "due_on", "done_on"]
    select_related = ("owner", "meeting")


@admin.register(GroupMeeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings of groups."""

    read_only_because = "Who looks after a group calls its meetings on the group's page."
    list_display = ["title", "group", "starts_at", "cancelled_at", "minutes_at"]
    list_select_related = ["group"]
    search_fields = ["title", "group__name"]
    inlines = [MeetingActionInline]
