"""Addresses of the boroughs' pages."""

from django.urls import path

from boroughs import views
from boroughs.views import joining

urlpatterns = [
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
    path("account/join/", joining.join, name="join"),
    path("account/join/withdraw/", joining.join_withdraw, name="join_withdraw"),
    path("joining/", joining.joining, name="joining"),
    path("joining/<int:pk>/", joining.join_request, name="join_request"),
]
