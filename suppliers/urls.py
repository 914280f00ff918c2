"""Addresses of the suppliers' pages."""

from django.urls import include, path

from suppliers import product_views, term_views, views

urlpatterns = [
    path("products/", product_views.product_list, name="products"),
    path("products/products.csv", product_views.products_csv, name="products_csv"),
    path("products/terms/", term_views.product_terms, name="product_terms"),
    path("products/terms/<int:pk>/", term_views.product_term, name="product_term"),
    path("products/<slug:slug>/", product_views.product, name="product"),
    path("products/<slug:slug>/history/", product_views.product_history, name="product_history"),
    path("", include("suppliers.claiming.urls")),
    path("", include("suppliers.peers.urls")),
    path("", include("suppliers.review.urls")),
    path("suppliers/", views.supplier_list, name="suppliers"),
    path("suppliers/suppliers.csv", views.suppliers_csv, name="suppliers_csv"),
    path("suppliers/<slug:slug>/", views.supplier, name="supplier"),
    path("suppliers/<slug:slug>/history/", views.supplier_history, name="supplier_history"),
]
