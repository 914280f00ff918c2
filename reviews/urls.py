"""The addresses of vendor reviews."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
