"""Addresses of the suppliers' pages."""

from django.urls import include, path

from suppliers import views

urlpatterns = [
    path("", include("suppliers.peers.urls")),
    path("", include("suppliers.review.urls")),
    path("suppliers/", views.supplier_list, name="suppliers"),
    path("suppliers/<slug:slug>/", views.supplier, name="supplier"),
    path("suppliers/<slug:slug>/history/", views.supplier_history, name="supplier_history"),
]
