"""The addresses of the toolkit."""

from django.urls import path

from toolkit import clause_views, consultation_views, picture_views, views

urlpatterns = [
    path("toolkit/", views.toolkit, name="toolkit"),
    path("toolkit/problems/", views.toolkit_problems, name="toolkit_problems"),
    path("toolkit/consultations/", consultation_views.toolkit_consultations, name="toolkit_consultations"),
    path(
        "toolkit/consultations/<int:pk>/",
        consultation_views.toolkit_consultation,
        name="toolkit_consultation",
    ),
    path("toolkit/guide/", views.toolkit_guide, name="toolkit_guide"),
    path("toolkit/guide.docx", views.toolkit_word, name="toolkit_guide_word"),
    path("toolkit/clauses/", clause_views.toolkit_clauses, name="toolkit_clauses"),
    path("toolkit/clauses/schedule/", clause_views.toolkit_schedule, name="toolkit_schedule"),
    path("toolkit/clauses/<slug:slug>/", clause_views.toolkit_clause, name="toolkit_clause"),
    path(
        "toolkit/clauses/<slug:slug>/versions/",
        clause_views.toolkit_clause_versions,
        name="toolkit_clause_versions",
    ),
    path("toolkit/contracts/<int:pk>/", clause_views.contract_clauses, name="contract_clauses"),
    path("toolkit/adoptions/<int:pk>/", clause_views.adoption, name="adoption"),
    path("toolkit/pictures/<slug:slug>/", picture_views.toolkit_picture, name="toolkit_picture"),
    path("toolkit/<slug:stage>/", views.toolkit_stage, name="toolkit_stage"),
    path("toolkit/<slug:stage>/stage.docx", views.toolkit_word, name="toolkit_stage_word"),
    path("toolkit/<slug:stage>/<slug:slug>/", views.toolkit_page, name="toolkit_page"),
    path("toolkit/<slug:stage>/<slug:slug>/feedback/", views.toolkit_feedback, name="toolkit_feedback"),
    path("toolkit/<slug:stage>/<slug:slug>/page.docx", views.toolkit_word, name="toolkit_page_word"),
]
