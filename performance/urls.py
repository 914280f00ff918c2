"""The addresses of performance of contracts, data access of products."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
