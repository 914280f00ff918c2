"""The addresses of documents."""

from django.urls import path

from documents import views

urlpatterns = [
    path("documents/", views.document_list, name="documents"),
    path("documents/new/", views.document_new, name="document_new"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/change/", views.document_change, name="document_change"),
    path("documents/<int:pk>/history/", views.document_history, name="document_history"),
    path("documents/<int:pk>/use/", views.document_use, name="document_use"),
    path("documents/<int:pk>/versions/new/", views.document_version, name="document_version"),
    path("documents/<int:pk>/versions/<int:number>/", views.document_file, name="document_file"),
    path("documents/<int:pk>/withdraw/", views.document_withdraw, name="document_withdraw"),
]
