"""The addresses of the community."""

from django.urls import path

from community.inbound import mail_inbound
from community.views import discussions, files, groups, issues, meetings, moderating, supplier_issues, teams

ABOUT = "community/about/<slug:app>/<slug:model>/<int:pk>/"
urlpatterns = [
    path("community/", groups.community, name="community"),
    path("community/new/", groups.group_new, name="group_new"),
    path("community/care/", moderating.community_care, name="community_care"),
    path("community/proposals/<slug:slug>/", groups.group_proposal, name="group_proposal"),
    path("community/discussions/", discussions.discussions, name="discussions"),
    path("community/discussions/<int:pk>/", discussions.discussion, name="discussion"),
    path("community/discussions/<int:pk>/settle/", discussions.discussion_settle, name="discussion_settle"),
    path("community/discussions/<int:pk>/draft/", moderating.discussion_draft, name="discussion_draft"),
    path("community/meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("community/meetings/<int:pk>/meeting.ics", meetings.meeting_ics, name="meeting_ics"),
    path("community/meetings/<int:pk>/change/", meetings.meeting_edit, name="meeting_edit"),
    path("community/meetings/<int:pk>/call-off/", meetings.meeting_call_off, name="meeting_call_off"),
    path("community/meetings/<int:pk>/minutes/", meetings.meeting_minutes, name="meeting_minutes"),
    path("community/meetings/<int:pk>/action/", meetings.meeting_action_new, name="meeting_action_new"),
    path(
        "community/meetings/actions/<int:pk>/",
        meetings.meeting_action_settle,
        name="meeting_action_settle",
    ),
    path("mail/inbound/", mail_inbound, name="mail_inbound"),
    path("community/issues/", issues.issues, name="issues"),
    path("community/issues/new/<slug:slug>/", issues.issue_new, name="issue_new"),
    path("community/issues/<int:pk>/", issues.issue, name="issue"),
    path("community/issues/<int:pk>/confirm/", issues.issue_confirm, name="issue_confirm"),
    path("community/issues/<int:pk>/send/", issues.issue_send, name="issue_send"),
    path("community/issues/<int:pk>/escalate/", issues.issue_escalate, name="issue_escalate"),
    path("community/issues/<int:pk>/end/", issues.issue_end, name="issue_end"),
    path("my-suppliers/<slug:slug>/issues/", supplier_issues.supplier_issues, name="supplier_issues"),
    path("my-suppliers/<slug:slug>/issues/<int:pk>/", supplier_issues.supplier_issue, name="supplier_issue"),
    path("community/posts/<int:pk>/change/", discussions.post_edit, name="post_edit"),
    path("community/posts/<int:pk>/hide/", moderating.post_hide, name="post_hide"),
    path("community/posts/<int:pk>/report/", moderating.post_report, name="post_report"),
    path("community/posts/<int:pk>/versions/", moderating.post_versions, name="post_versions"),
    path("community/reports/<int:pk>/", moderating.report, name="report"),
    path(ABOUT, discussions.discussions_about, name="discussions_about"),
    path(f"{ABOUT}new/", discussions.discussion_about_new, name="discussion_about_new"),
    path("community/<slug:slug>/", groups.group, name="group"),
    path("community/<slug:slug>/change/", groups.group_edit, name="group_edit"),
    path("community/<slug:slug>/files/", files.group_files, name="group_files"),
    path("community/<slug:slug>/files/<int:pk>/remove/", files.group_file_remove, name="group_file_remove"),
    path("community/<slug:slug>/join/", groups.group_join, name="group_join"),
    path("community/<slug:slug>/meet/", meetings.meeting_new, name="meeting_new"),
    path("community/<slug:slug>/members/", groups.group_members, name="group_members"),
    path("community/<slug:slug>/teams/", teams.group_teams, name="group_teams"),
    path("community/<slug:slug>/new/", discussions.discussion_new, name="discussion_new"),
]
