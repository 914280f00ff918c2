"""Addresses of suppliers' people. They come before those of suppliers, none of which is *claims*."""

from django.urls import path

from suppliers.claiming import staff_views, views

urlpatterns = [
    path("account/suppliers/", views.my_suppliers, name="my_suppliers"),
    path("account/suppliers/<int:pk>/leave/", views.claim_leave, name="claim_leave"),
    path("suppliers/claims/", staff_views.claims, name="claims"),
    path("suppliers/claims/<int:pk>/", staff_views.claim, name="claim"),
    path("suppliers/claims/<int:pk>/end/", staff_views.claim_end, name="claim_end"),
    path("suppliers/<slug:slug>/claim/", views.supplier_claim, name="supplier_claim"),
    path("suppliers/<slug:slug>/profile/", views.supplier_profile_edit, name="supplier_profile"),
    path("suppliers/<slug:slug>/people/", staff_views.supplier_people, name="supplier_people"),
    path(
        "suppliers/<slug:slug>/domains/<int:pk>/remove/",
        staff_views.supplier_domain_remove,
        name="supplier_domain_remove",
    ),
]
