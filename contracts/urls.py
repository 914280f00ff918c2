"""Addresses of the register."""

from django.urls import path

from contracts.record_urls import urlpatterns as record_urlpatterns
from contracts.views.confirm import contracts_confirm, contracts_confirm_undo
from contracts.views.contract import contract
from contracts.views.history import contract_history
from contracts.views.looked_after import looked_after
from contracts.views.register import register, register_csv
from contracts.views.still_true import still_true

urlpatterns = [
    path("register/", register, name="register"),
    path("register/contracts.csv", register_csv, name="register_csv"),
    path("register/<int:pk>/", contract, name="contract"),
    path("boroughs/<slug:slug>/confirm/", contracts_confirm, name="contracts_confirm"),
    path("boroughs/<slug:slug>/confirm/undo/", contracts_confirm_undo, name="contracts_confirm_undo"),
    path("still-true/<str:token>/", still_true, name="still_true"),
    path("register/<int:pk>/history/", contract_history, name="contract_history"),
    path("register/<int:pk>/looked-after/", looked_after, name="looked_after"),
    *record_urlpatterns,
]
