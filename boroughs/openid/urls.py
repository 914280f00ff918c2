"""Addresses of sign-in through a borough; allauth finds them by ``BoroughProvider.package``."""

from django.urls import path

from boroughs.openid import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
