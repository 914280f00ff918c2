"""Addresses of the boroughs' pages."""

from django.urls import path

from boroughs import views
from boroughs.rights import Permission, requires
from boroughs.views import account, gate_editing, gates, invitations, joining, meetings, messages, people, privacy, thresholds

urlpatterns = [
    path("account/", account.account, name="account"),
    # These three stand in for allauth's own pages of the same address.
    path(
        "account/email/",
        requires(Permission.KEEP_ACCOUNT)(account.Addresses.as_view()),
        name="account_email",
    ),
    path("account/sessions/", account.sessions, name="usersessions_list"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/",
        requires(Permission.KEEP_ACCOUNT)(account.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("account/sessions/others/end/", account.end_other_sessions, name="sessions_end"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="session_end"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/", views.notification, name="notification"),
    path("account/notifications/", views.notification_settings, name="notification_settings"),
    path("account/notifications/trial/", views.trial_mail, name="trial_mail"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/<str:token>/undo/", views.unsubscribe_undo, name="unsubscribe_undo"),
    path("account/following/", views.following, name="following"),
    path("account/following/stop/", views.stop_following_all, name="stop_following_all"),
    path("follow/<str:app_label>/<str:model>/<int:pk>/", views.follow, name="follow"),
    path("boroughs/", views.borough_list, name="boroughs"),
    path("boroughs/<slug:slug>/", views.borough, name="borough"),
    path("boroughs/<slug:slug>/people/", people.borough_people, name="borough_people"),
    path("boroughs/<slug:slug>/people/invite/", invitations.borough_invite, name="borough_invite"),
    path("boroughs/<slug:slug>/people/mailbox/", people.borough_mailbox, name="borough_mailbox"),
    path(
        "boroughs/<slug:slug>/people/invitations/<int:pk>/",
        invitations.borough_invitation,
        name="borough_invitation",
    ),
    path("boroughs/<slug:slug>/people/<int:pk>/", people.borough_person, name="borough_person"),
    path("boroughs/<slug:slug>/people/<int:pk>/leave/", people.borough_leave, name="borough_leave"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("boroughs/<slug:slug>/gates/", gates.borough_gates, name="borough_gates"),
    path("boroughs/<slug:slug>/gates/schedule.csv", gates.borough_schedule_csv, name="borough_schedule_csv"),
    path("boroughs/<slug:slug>/gates/schedule.ics", gates.borough_schedule_ics, name="borough_schedule_ics"),
    path("boroughs/<slug:slug>/gates/change/", gate_editing.gates_edit, name="gates_edit"),
    path("boroughs/<slug:slug>/gates/start/", gate_editing.gates_start, name="gates_start"),
    path("boroughs/<slug:slug>/gates/add/", gate_editing.gate_add, name="gate_add"),
    path("boroughs/<slug:slug>/gates/<int:pk>/", gate_editing.gate_change, name="gate_change"),
    path("boroughs/<slug:slug>/gates/<int:pk>/end/", gate_editing.gate_end, name="gate_end"),
    path("boroughs/<slug:slug>/gates/<int:pk>/remove/", gate_editing.gate_remove, name="gate_remove"),
    path("boroughs/<slug:slug>/gates/<int:pk>/move/", gate_editing.gate_move, name="gate_move"),
    path("boroughs/<slug:slug>/gates/meetings/", meetings.meetings_add, name="meetings_add"),
    path("boroughs/<slug:slug>/gates/meetings/remove/", meetings.meetings_remove, name="meetings_remove"),
    path("thresholds/", thresholds.thresholds, name="thresholds"),
    path("account/join/", joining.join, name="join"),
    path("account/join/withdraw/", joining.join_withdraw, name="join_withdraw"),
    path("joining/", joining.joining, name="joining"),
    path("joining/<int:pk>/", joining.join_request, name="join_request"),
    path("account/data/", privacy.my_data, name="my_data"),
    path("account/data/json/", privacy.my_data_json, name="my_data_json"),
    path("account/data/<slug:code>/", privacy.my_data_section, name="my_data_section"),
    path("account/delete/", privacy.account_delete, name="account_delete"),
    path("messages/", messages.message_list, name="messages"),
    path("messages/<int:pk>/", messages.thread, name="thread"),
    path("people/<int:pk>/write/", messages.person_write, name="person_write"),
    path("boroughs/<slug:slug>/history/", views.borough_history, name="borough_history"),
]
