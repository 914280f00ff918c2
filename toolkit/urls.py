"""The addresses of toolkit pages, problem statements and clauses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
