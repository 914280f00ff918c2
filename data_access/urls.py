"""The addresses of data access."""

from django.urls import path

from data_access import views

urlpatterns = [
    path("products/<slug:slug>/data-access/", views.data_access, name="data_access"),
    path("products/<slug:slug>/data-access/say/", views.data_access_say, name="data_access_say"),
    path("products/<slug:slug>/data-access/earlier/", views.data_access_earlier, name="data_access_earlier"),
    path("data-access/", views.data_access_areas, name="data_access_areas"),
    path("data-access/facts/<int:pk>/take-back/", views.fact_take_back, name="fact_take_back"),
    path("data-access/facts/<int:pk>/hide/", views.fact_hide, name="fact_hide"),
    path("data-access/<str:code>/", views.data_access_area, name="data_access_area"),
    path("data-access/<str:code>/facts.csv", views.data_access_csv, name="data_access_csv"),
    path("my-suppliers/<slug:slug>/data-access/", views.supplier_data_access, name="supplier_data_access"),
    path(
        "my-suppliers/<slug:slug>/data-access/<int:pk>/", views.supplier_data_fact, name="supplier_data_fact"
    ),
]
