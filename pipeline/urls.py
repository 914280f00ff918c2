"""Addresses of flags, timelines and opportunities."""

from django.urls import path

from pipeline import views
from pipeline.collaboration_urls import collaboration_patterns
from pipeline.views import answers, timeline, timeline_editing, timeline_list, timeline_new, timeline_parts

urlpatterns = [
    path("collaborate/", views.flag_list, name="flags"),
    path("collaborate/ranking/", views.ranking, name="ranking"),
    path("collaborate/<int:pk>/", views.flag, name="flag"),
    path("collaborate/<int:pk>/plan.json", views.plan_file, name="plan_file"),
    path("collaborate/<int:pk>/answer/<slug:slug>/", answers.flag_answer, name="flag_answer"),
    path("collaborate/<int:pk>/mute/<slug:slug>/", answers.flag_mute, name="flag_mute"),
    path("boroughs/<slug:slug>/muted/", answers.flag_mutes, name="flag_mutes"),
    path("boroughs/<slug:slug>/muted/<int:pk>/undo/", answers.flag_unmute, name="flag_unmute"),
    path("pipeline/", timeline_list.timelines, name="timelines"),
    path("pipeline/new/", timeline_new.timeline_new, name="timeline_new"),
    path("pipeline/<slug:slug>/", timeline.timeline, name="timeline"),
    path("pipeline/<slug:slug>/calendar.ics", timeline.timeline_ics, name="timeline_ics"),
    path("pipeline/<slug:slug>/history/", timeline.timeline_history, name="timeline_history"),
    path("pipeline/<slug:slug>/change/", timeline_editing.timeline_edit, name="timeline_edit"),
    path("pipeline/<slug:slug>/dates/", timeline_editing.timeline_dates, name="timeline_dates"),
    path("pipeline/<slug:slug>/move/", timeline_editing.timeline_move, name="timeline_move"),
    path("pipeline/<slug:slug>/move/back/", timeline_editing.timeline_move_back, name="timeline_move_back"),
    path("pipeline/<slug:slug>/visible/", timeline_editing.timeline_visibility, name="timeline_visibility"),
    path("pipeline/<slug:slug>/end/", timeline_editing.timeline_end, name="timeline_end"),
    path("pipeline/<slug:slug>/milestones/add/", timeline_parts.milestone_add, name="milestone_add"),
    path("pipeline/<slug:slug>/milestones/<int:pk>/", timeline_parts.milestone_change, name="milestone"),
    path("pipeline/<slug:slug>/risks/add/", timeline_parts.risk_add, name="risk_add"),
    path("pipeline/<slug:slug>/risks/<int:pk>/", timeline_parts.risk_change, name="risk"),
    path("boroughs/<slug:slug>/publishing/", timeline_editing.publishing_rule, name="publishing_rule"),
    path("opportunities/", timeline_list.opportunities, name="opportunities"),
    path("opportunities/feed.atom", timeline_list.opportunities_atom, name="opportunities_feed"),
    path("opportunities/calendar.ics", timeline_list.opportunities_ics, name="opportunities_calendar"),
    path("opportunities/<slug:slug>/", timeline.opportunity, name="opportunity"),
    *collaboration_patterns,
]
