"""What is kept about people in the community."""

from django.db.models import Prefetch

from boroughs.privacy import Section, register
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

OFF = "Your name is taken off when you leave."
register(
    Section(
        code="memberships",
        title="Groups you belong to",
        why="So that you hear of what begins in them. Deleted when you leave them or the hub.",
        rows=lambda person: (
            Membership.objects.filter(person=person).select_related("group").order_by("-joined_at")
        ),
        entry=lambda row: {"group": row.group.name, "since": row.joined_at},
        covers=frozenset({"community.Membership.person"}),
    ),
    Section(
        code="groups",
        title="Groups you look after",
        why=f"So that members know whom to ask. {OFF}",
        rows=lambda person: Group.objects.filter(facilitator=person).order_by("-pk"),
        entry=lambda row: {"group": row.name},
        covers=frozenset({"community.Group.facilitator"}),
    ),
    Section(
        code="discussions",
        title="Discussions that you began",
        why=f"Members read them. {OFF} What you wrote stays, since others answered it.",
        rows=lambda person: Discussion.objects.filter(author=person).order_by("-pk"),
        entry=lambda row: {"title": row.title, "begun_at": row.begun_at},
        covers=frozenset({"community.Discussion.author"}),
    ),
    Section(
        code="posts",
        title="What you wrote in discussions",
        why=f"Members read it. {OFF} What you wrote stays, since others answered it.",
        rows=lambda person: (
            Post.objects.filter(author=person)
            .defer("search")
            .select_related("discussion")
            .prefetch_related(Prefetch("enclosures", Enclosure.objects.select_related("document")))
            .order_by("-pk")
        ),
        entry=lambda row: {
            "discussion": row.discussion.title,
            "text": row.text,
            "written_at": row.at,
            "files": [str(one) for one in row.enclosures.all()],
            "hidden": row.hidden_at is not None,
        },
        covers=frozenset({"community.Post.author"}),
    ),
    Section(
        code="post_reports",
        title="Posts that you reported",
        why=f"So that a facilitator looks at them, and you are told what came of it. {OFF}",
        rows=lambda person: (
            Report.objects.filter(by=person).select_related("post__discussion").order_by("-pk")
        ),
        entry=lambda row: {
            "discussion": row.post.discussion.title,
            "what": row.get_kind_display(),
            "text": row.text,
            "reported_at": row.made_at,
            "result": row.get_result_display(),
        },
        covers=frozenset({"community.Report.by"}),
    ),
    Section(
        code="post_decisions",
        title="Reports that you decided",
        why=f"To say who decided. {OFF}",
        rows=lambda person: (
            Report.objects.filter(decided_by=person).select_related("post__discussion").order_by("-pk")
        ),
        entry=lambda row: {"discussion": row.post.discussion.title, "decided_at": row.decided_at},
        covers=frozenset({"community.Report.decided_by"}),
    ),
)
register(
    Section(
        code="shared_issues",
        title="Shared issues that you raised",
        why=f"Members read them as your borough’s. {OFF}",
        rows=lambda person: SharedIssue.objects.filter(raised_by=person).order_by("-pk"),
        entry=lambda row: {"title": row.title, "raised_at": row.raised_at, "state": row.get_state_display()},
        covers=frozenset({"community.SharedIssue.raised_by"}),
    ),
    Section(
        code="issue_confirmations",
        title="Shared issues that you confirmed",
        why=f"Members read what happened to your borough. {OFF}",
        rows=lambda person: Confirmation.objects.filter(by=person).select_related("issue").order_by("-pk"),
        entry=lambda row: {"issue": row.issue.title, "text": row.text, "confirmed_at": row.at},
        covers=frozenset({"community.Confirmation.by"}),
    ),
    Section(
        code="issue_answers",
        title="Answers to shared issues that you wrote for your supplier",
        why=f"Members read them as your supplier’s. {OFF}",
        rows=lambda person: IssueAnswer.objects.filter(by=person).select_related("issue").order_by("-pk"),
        entry=lambda row: {"issue": row.issue.title, "text": row.text, "answered_at": row.at},
        covers=frozenset({"community.IssueAnswer.by"}),
    ),
    Section(
        code="issue_escalations",
        title="Shared issues that you took further up",
        why=f"To say who did. {OFF}",
        rows=lambda person: Escalation.objects.filter(by=person).select_related("issue").order_by("-pk"),
        entry=lambda row: {"issue": row.issue.title, "to": row.to, "at": row.at},
        covers=frozenset({"community.Escalation.by"}),
    ),
)
register(
    Section(
        code="inbound_mails",
        title="E-mails by which you replied",
        why="So that none is taken twice; deleted after a year. What you wrote in them is among your posts.",
        rows=lambda person: InboundMail.objects.filter(person=person).order_by("-pk"),
        entry=lambda row: {"received_at": row.received_at, "what_came_of_it": row.get_outcome_display()},
        covers=frozenset({"community.InboundMail.person"}),
    ),
)
register(
    Section(
        code="meetings_called",
        title="Meetings that you called",
        why=f"To say who did. {OFF}",
        rows=lambda person: GroupMeeting.objects.filter(called_by=person).order_by("-pk"),
        entry=lambda row: {"title": row.title, "starts_at": row.starts_at},
        covers=frozenset({"community.GroupMeeting.called_by"}),
    ),
    Section(
        code="meeting_actions",
        title="What you took on in meetings",
        why=f"To remind you. {OFF}",
        rows=lambda person: MeetingAction.objects.filter(owner=person).order_by("-pk"),
        entry=lambda row: {"what": row.text, "due_on": row.due_on, "done_on": row.done_on},
        covers=frozenset({"community.MeetingAction.owner"}),
    ),
)
