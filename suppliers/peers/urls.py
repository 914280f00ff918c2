"""Addresses of profiles and of the peer directory."""

from django.urls import path

from suppliers.peers import views

urlpatterns = [
    path("account/profile/", views.profile_edit, name="profile_edit"),
    path("account/profile/products/", views.profile_products, name="profile_products"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
]
