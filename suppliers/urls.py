"""Addresses of the suppliers' pages."""

from django.urls import include, path

from suppliers import views

urlpatterns = [
    path("", include("suppliers.peers.urls")),
    path("suppliers/", views.supplier_list, name="suppliers"),
    path("suppliers/suppliers.csv", views.suppliers_csv, name="suppliers_csv"),
    path("suppliers/<slug:slug>/", views.supplier, name="supplier"),
    path("suppliers/<slug:slug>/history/", views.supplier_history, name="supplier_history"),
]
