"""Addresses of the register."""

from django.urls import include, path

from contracts.record_urls import urlpatterns as record_urlpatterns
from contracts.views.confirm import contracts_confirm, contracts_confirm_undo
from contracts.views.contract import contract
from contracts.views.downloads import register_csv, register_json, register_ocds, register_xlsx
from contracts.views.freshness import freshness_league, nudges, send_nudge
from contracts.views.history import contract_history
from contracts.views.landscape import landscape, landscape_area, landscape_csv, landscape_svg
from contracts.views.looked_after import looked_after
from contracts.views.mailboxes import mailbox_quiet
from contracts.views.register import register
from contracts.views.saved_views import (
    saved_view,
    saved_view_change,
    saved_view_delete,
    saved_view_save,
    saved_views,
)
from contracts.views.still_true import still_true
from contracts.views.upload_columns import upload_columns
from contracts.views.upload_lists import upload_contracts, upload_missing, upload_rows
from contracts.views.uploads import (
    upload,
    upload_add,
    upload_csv,
    upload_step,
    upload_undo,
    uploads,
)

_UPLOAD = "boroughs/<slug:slug>/uploads/<int:pk>/"

urlpatterns = [
    path("", include("contracts.payments.urls")),
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
    path("landscape/", landscape, name="landscape"),
    path("landscape/freshness/", freshness_league, name="freshness"),
    path("landscape/freshness/nudges/", nudges, name="nudges"),
    path("landscape/freshness/nudges/<slug:slug>/", send_nudge, name="nudge"),
    path("landscape/charts/<slug:chart>.svg", landscape_svg, name="landscape_svg"),
    path("landscape/charts/<slug:chart>.csv", landscape_csv, name="landscape_csv"),
    path("landscape/<slug:code>/", landscape_area, name="landscape_area"),
    path("still-true/<str:token>/", still_true, name="still_true"),
    path("mailbox/quiet/<str:token>/", mailbox_quiet, name="mailbox_quiet"),
    path("register/<int:pk>/history/", contract_history, name="contract_history"),
    path("register/<int:pk>/looked-after/", looked_after, name="looked_after"),
    path("boroughs/<slug:slug>/uploads/", uploads, name="uploads"),
    path("boroughs/<slug:slug>/uploads/add/", upload_add, name="upload_add"),
    path(_UPLOAD, upload, name="upload"),
    path(f"{_UPLOAD}columns/", upload_columns, name="upload_columns"),
    path(f"{_UPLOAD}contracts/", upload_contracts, name="upload_contracts"),
    path(f"{_UPLOAD}rows/", upload_rows, name="upload_rows"),
    path(f"{_UPLOAD}rows.csv", upload_csv, name="upload_csv"),
    path(f"{_UPLOAD}missing/", upload_missing, name="upload_missing"),
    path(f"{_UPLOAD}step/", upload_step, name="upload_step"),
    path(f"{_UPLOAD}undo/", upload_undo, name="upload_undo"),
    *record_urlpatterns,
]
