"""The addresses of the performance of contracts."""

from django.urls import path

from performance import views

urlpatterns = [
    path("register/<int:pk>/performance/", views.contract_performance, name="contract_performance"),
    path(
        "register/<int:pk>/performance/performance.csv",
        views.contract_performance_csv,
        name="contract_performance_csv",
    ),
    path(
        "register/<int:pk>/performance/history/",
        views.performance_history,
        name="contract_performance_history",
    ),
    path("register/<int:pk>/performance/add/<slug:kind>/", views.performance_add, name="performance_add"),
    path("performance/suppliers/<slug:slug>/", views.supplier_performance, name="supplier_performance"),
    path("performance/kpi/<int:pk>/readings/add/", views.reading_add, name="reading_add"),
    path("performance/<slug:kind>/<int:pk>/", views.performance_change, name="performance_change"),
    path("performance/<slug:kind>/<int:pk>/remove/", views.performance_remove, name="performance_remove"),
]
