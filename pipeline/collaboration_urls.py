"""Addresses of collaborations."""

from django.urls import path

from pipeline.views import agreements
from pipeline.views import collaboration as first
from pipeline.views import collaboration_list as several
from pipeline.views import collaboration_work as work

PLACE = "collaborations/<slug:slug>"
PAPER = f"{PLACE}/agreements/<int:number>"
collaboration_patterns = [
    path("collaborate/<int:pk>/join/<slug:slug>/", several.collaboration_join, name="collaboration_join"),
    path("collaborations/", several.collaborations, name="collaborations"),
    path("collaborations/new/", several.collaboration_new, name="collaboration_new"),
    path("collaborations/worth/", several.collaboration_worth, name="collaboration_worth"),
    path(f"{PLACE}/", first.collaboration, name="collaboration"),
    path(f"{PLACE}/answer/", first.collaboration_answer, name="collaboration_answer"),
    path(f"{PLACE}/change/", first.collaboration_edit, name="collaboration_edit"),
    path(f"{PLACE}/members/", first.collaboration_members, name="collaboration_members"),
    path(f"{PLACE}/members/<int:pk>/", first.collaboration_member, name="collaboration_member"),
    path(f"{PLACE}/leave/", first.collaboration_leave, name="collaboration_leave"),
    path(f"{PLACE}/rungs/", first.collaboration_rungs, name="collaboration_rungs"),
    path(f"{PLACE}/proposals/<int:pk>/", first.collaboration_proposal, name="collaboration_proposal"),
    path(f"{PLACE}/demand/", work.collaboration_demand, name="collaboration_demand"),
    path(f"{PLACE}/requirements/", work.collaboration_requirements, name="collaboration_requirements"),
    path(
        f"{PLACE}/requirements/<int:pk>/remove/",
        work.collaboration_requirement_remove,
        name="collaboration_requirement_remove",
    ),
    path(f"{PLACE}/tasks/", work.collaboration_tasks, name="collaboration_tasks"),
    path(f"{PLACE}/tasks/<int:pk>/", work.collaboration_task, name="collaboration_task"),
    path(f"{PLACE}/plan/", work.collaboration_plan, name="collaboration_plan"),
    path(f"{PLACE}/discussion/", work.collaboration_discussion, name="collaboration_discussion"),
    path(f"{PLACE}/documents/", work.collaboration_documents, name="collaboration_documents"),
    path(f"{PLACE}/agreements/", agreements.collaboration_agreements, name="collaboration_agreements"),
    path(f"{PAPER}/", agreements.collaboration_agreement, name="collaboration_agreement"),
    path(
        f"{PAPER}/change/", agreements.collaboration_agreement_change, name="collaboration_agreement_change"
    ),
    path(f"{PAPER}/check/", agreements.collaboration_agreement_check, name="collaboration_agreement_check"),
    path(f"{PAPER}/clear/", agreements.collaboration_agreement_clear, name="collaboration_agreement_clear"),
    path(f"{PAPER}/sign/", agreements.collaboration_agreement_sign, name="collaboration_agreement_sign"),
    path(f"{PAPER}/act/", agreements.collaboration_agreement_act, name="collaboration_agreement_act"),
    path(
        f"{PAPER}/agreement.docx",
        agreements.collaboration_agreement_word,
        name="collaboration_agreement_word",
    ),
    path(f"{PLACE}/outcome/", work.collaboration_outcome, name="collaboration_outcome"),
]
