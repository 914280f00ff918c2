"""The map of the site (docs/architecture.md). Each app names its own pages."""

from django.contrib import admin
from django.urls import include, path

from procurement_hub import gallery, views
from procurement_hub.api import api_page
from procurement_hub.data.views import data, data_file

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("first-week/", views.first_week_page, name="first_week"),
    path("my-borough/", views.my_borough_page, name="my_borough"),
    path("", include("boroughs.urls")),
    path("", include("suppliers.urls")),
    path("", include("contracts.urls")),
    path("", include("documents.urls")),
    path("", include("reviews.urls")),
    path("", include("toolkit.urls")),
    path("", include("community.urls")),
    path("", include("pilots.urls")),
    path("", include("performance.urls")),
    path("", include("data_access.urls")),
    path("", include("pipeline.urls")),
    path("data/", data, name="data"),
    path("data/<str:name>", data_file, name="data_file"),
    path("api/", api_page, name="api"),
    path("api/v1/", include("procurement_hub.api")),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookie_list, name="cookies"),
    path("components/", gallery.components, name="components"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/", include("procurement_hub.health")),
]
