"""Addresses of flags."""

from django.urls import path

from pipeline import views

urlpatterns = [
    path("collaborate/", views.flag_list, name="flags"),
    path("collaborate/ranking/", views.ranking, name="ranking"),
    path("collaborate/<int:pk>/", views.flag, name="flag"),
    path("collaborate/<int:pk>/plan.json", views.plan_file, name="plan_file"),
]
