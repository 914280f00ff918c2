"""Addresses of the suppliers' pages."""

from django.urls import path

from suppliers import views

urlpatterns = [
    path("suppliers/", views.supplier_list, name="suppliers"),
    path("suppliers/<slug:slug>/", views.supplier, name="supplier"),
]
