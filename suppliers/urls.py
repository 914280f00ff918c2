"""Addresses of the suppliers' pages."""

from django.urls import include, path

from suppliers import term_views, views

urlpatterns = [
    path("", include("suppliers.peers.urls")),
    path("products/terms/", term_views.product_terms, name="product_terms"),
    path("products/terms/<int:pk>/", term_views.product_term, name="product_term"),
    path("suppliers/", views.supplier_list, name="suppliers"),
    path("suppliers/<slug:slug>/", views.supplier, name="supplier"),
    path("suppliers/<slug:slug>/history/", views.supplier_history, name="supplier_history"),
]
