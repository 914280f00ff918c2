"""The addresses of pilots."""

from django.urls import path

from pilots import views

urlpatterns = [
    path("pilots/", views.pilot_list, name="pilots"),
    path("pilots/assistive-technology/", views.assistive_technology, name="assistive_technology"),
    path("pilots/pilots.csv", views.pilots_csv, name="pilots_csv"),
    path("pilots/own/", views.own_pilots, name="own_pilots"),
    path("pilots/new/", views.pilot_new, name="pilot_new"),
    path("pilots/import/", views.pilot_import_new, name="pilot_import_new"),
    path("pilots/import/<int:pk>/", views.pilot_import, name="pilot_import"),
    path("pilots/import/<int:pk>/<int:number>/", views.pilot_import_row, name="pilot_import_row"),
    path("pilots/complaints/", views.pilot_complaints, name="pilot_complaints"),
    path("pilots/complaints/<int:pk>/", views.pilot_complaint, name="pilot_complaint"),
    path("pilots/<int:pk>/", views.pilot, name="pilot"),
    path("pilots/<int:pk>/write/<slug:step>/", views.pilot_step, name="pilot_step"),
    path("pilots/<int:pk>/check/", views.pilot_check, name="pilot_check"),
    path("pilots/<int:pk>/withdraw/", views.pilot_withdraw, name="pilot_withdraw"),
    path("pilots/<int:pk>/discard/", views.pilot_discard, name="pilot_discard"),
    path("pilots/<int:pk>/ask/", views.pilot_ask, name="pilot_ask"),
    path("pilots/<int:pk>/complain/", views.pilot_complain, name="pilot_complain"),
    path("pilots/<int:pk>/hide/", views.pilot_hide, name="pilot_hide"),
    path("pilots/<int:pk>/history/", views.pilot_history, name="pilot_history"),
]
