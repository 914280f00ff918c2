"""Addresses of the register."""

from django.urls import path

from contracts.views.confirm import contracts_confirm, contracts_confirm_undo
from contracts.views.contract import contract
from contracts.views.downloads import register_csv, register_json, register_ocds, register_xlsx
from contracts.views.history import contract_history
from contracts.views.looked_after import looked_after
from contracts.views.register import register
from contracts.views.saved_views import (
    saved_view,
    saved_view_change,
    saved_view_delete,
    saved_view_save,
    saved_views,
)
from contracts.views.still_true import still_true

urlpatterns = [
    path("register/", register, name="register"),
    path("register/contracts.csv", register_csv, name="register_csv"),
    path("register/contracts.xlsx", register_xlsx, name="register_xlsx"),
    path("register/contracts.json", register_json, name="register_json"),
    path("register/contracts-ocds.json", register_ocds, name="register_ocds"),
    path("register/views/<int:pk>/", saved_view, name="saved_view"),
    path("register/views/save/", saved_view_save, name="saved_view_save"),
    path("account/views/", saved_views, name="saved_views"),
    path("account/views/<int:pk>/", saved_view_change, name="saved_view_change"),
    path("account/views/<int:pk>/delete/", saved_view_delete, name="saved_view_delete"),
    path("register/<int:pk>/", contract, name="contract"),
    path("boroughs/<slug:slug>/confirm/", contracts_confirm, name="contracts_confirm"),
    path("boroughs/<slug:slug>/confirm/undo/", contracts_confirm_undo, name="contracts_confirm_undo"),
    path("still-true/<str:token>/", still_true, name="still_true"),
    path("register/<int:pk>/history/", contract_history, name="contract_history"),
    path("register/<int:pk>/looked-after/", looked_after, name="looked_after"),
]
