"""The map of the site (docs/architecture.md). Each app names its own pages."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/", include("procurement_hub.health")),
]
