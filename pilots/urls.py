"""The addresses of pilots and case studies."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
