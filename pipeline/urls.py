"""Addresses of flags, timelines and opportunities."""

from django.urls import include, path

from pipeline import views
from pipeline.collaboration_urls import collaboration_patterns
from pipeline.views import (
    alert_links,
    alerts,
    answers,
    board,
    board_ocds,
    notices,
    timeline,
    timeline_chart,
    timeline_editing,
    timeline_list,
    timeline_new,
    timeline_parts,
    timeline_reports,
)

urlpatterns = [
    path("", include("pipeline.market_urls")),
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
    path("pipeline/notices/", notices.notices, name="notices"),
    path("pipeline/chart/", timeline_chart.timelines_chart, name="timelines_chart"),
    path("pipeline/reminders/", timeline_reports.reminders, name="timeline_reminders"),
    path("pipeline/<slug:slug>/", timeline.timeline, name="timeline"),
    path("pipeline/<slug:slug>/notice/", notices.timeline_notice, name="timeline_notice"),
    path("pipeline/<slug:slug>/report/", timeline_reports.timeline_report, name="timeline_report"),
    path(
        "pipeline/<slug:slug>/report.docx", timeline_reports.timeline_report_word, name="timeline_report_word"
    ),
    path("pipeline/<slug:slug>/report.csv", timeline_reports.timeline_report_csv, name="timeline_report_csv"),
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
    path("boroughs/<slug:slug>/report/", timeline_reports.borough_report, name="borough_report"),
    path(
        "boroughs/<slug:slug>/report.docx", timeline_reports.borough_report_word, name="borough_report_word"
    ),
    path("boroughs/<slug:slug>/report.csv", timeline_reports.borough_report_csv, name="borough_report_csv"),
    path("boroughs/<slug:slug>/publishing/", timeline_editing.publishing_rule, name="publishing_rule"),
    path("opportunities/", board.opportunities, name="opportunities"),
    path("opportunities/feed.atom", board.opportunities_atom, name="opportunities_feed"),
    path("opportunities/calendar.ics", board.opportunities_ics, name="opportunities_calendar"),
    path("opportunities/ocds.json", board_ocds.opportunities_ocds, name="opportunities_ocds"),
    path("opportunities/notices/<int:pk>/", board.tender_notice, name="tender_notice"),
    path("opportunities/alerts/", alerts.alerts, name="alerts"),
    path("opportunities/alerts/new/", alerts.alert_new, name="alert_new"),
    path("opportunities/alerts/confirm/<str:token>/", alert_links.alert_confirm, name="alert_confirm"),
    path("opportunities/alerts/stop/<str:token>/", alert_links.alert_stop, name="alert_stop"),
    path("opportunities/alerts/manage/<str:token>/", alert_links.alerts_manage, name="alerts_manage"),
    path("opportunities/<slug:slug>/", timeline.opportunity, name="opportunity"),
    path("opportunities/<slug:slug>/ocds.json", board_ocds.opportunity_ocds, name="opportunity_ocds"),
    *collaboration_patterns,
]
