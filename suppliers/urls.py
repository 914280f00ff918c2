"""Addresses of the suppliers' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
