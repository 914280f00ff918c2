"""Addresses of the boroughs' pages."""

from django.urls import path

from boroughs import views
from boroughs.views import messages

urlpatterns = [
    path("boroughs/", views.borough_list, name="boroughs"),
    path("boroughs/<slug:slug>/", views.borough, name="borough"),
    path("messages/", messages.message_list, name="messages"),
    path("messages/<int:pk>/", messages.thread, name="thread"),
    path("people/<int:pk>/write/", messages.person_write, name="person_write"),
]
