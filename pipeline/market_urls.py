"""Addresses of pitches, interest and market engagement. They come before those of opportunities."""

from django.urls import path

from pipeline.views import engagements, event_taking_part, events, interest, pitch_inbox, pitches

urlpatterns = [
    path("pitches/", pitches.pitches, name="pitches"),
    path("pitches/new/", pitches.pitch_new, name="pitch_new"),
    path("pitches/response-times/", pitches.pitch_times, name="pitch_times"),
    path("pitches/<int:pk>/", pitches.pitch, name="pitch"),
    path("pitches/<int:pk>/withdraw/", pitches.pitch_withdraw, name="pitch_withdraw"),
    path("pitches/<int:pk>/questions/<int:question>/", pitches.pitch_question, name="pitch_question"),
    path("boroughs/<slug:slug>/pitches/", pitch_inbox.pitch_inbox, name="pitch_inbox"),
    path("boroughs/<slug:slug>/pitches/<int:pk>/", pitch_inbox.pitch_case, name="pitch_case"),
    path("boroughs/<slug:slug>/pitches/<int:pk>/<slug:step>/", pitch_inbox.pitch_answer, name="pitch_answer"),
    path("pipeline/<slug:slug>/interest/", interest.timeline_interest, name="timeline_interest"),
    path("opportunities/<slug:slug>/interest/", interest.interest, name="interest"),
    path(
        "opportunities/<slug:slug>/interest/<int:pk>/withdraw/",
        interest.interest_withdraw,
        name="interest_withdraw",
    ),
    path("opportunities/events/", events.market_events, name="market_events"),
    path("opportunities/events/feed.atom", events.market_events_atom, name="market_events_feed"),
    path("opportunities/events/calendar.ics", events.market_events_ics, name="market_events_calendar"),
    path("opportunities/events/confirm/<str:token>/", event_taking_part.event_confirm, name="event_confirm"),
    path("opportunities/events/cancel/<str:token>/", event_taking_part.event_cancel, name="event_cancel"),
    path("opportunities/events/<slug:slug>/", events.market_event, name="market_event"),
    path("opportunities/events/<slug:slug>/event.ics", events.market_event_ics, name="market_event_ics"),
    path(
        "opportunities/events/<slug:slug>/register/", event_taking_part.event_register, name="event_register"
    ),
    path("opportunities/events/<slug:slug>/answer/", event_taking_part.market_answer, name="market_answer"),
    path("engagements/", engagements.engagements, name="engagements"),
    path(
        "boroughs/<slug:slug>/engagements/new/<slug:kind>/", engagements.engagement_new, name="engagement_new"
    ),
    path("engagements/<slug:slug>/", engagements.engagement, name="engagement"),
    path("engagements/<slug:slug>/change/", engagements.engagement_change, name="engagement_change"),
    path("engagements/<slug:slug>/publish/", engagements.engagement_publish, name="engagement_publish"),
    path("engagements/<slug:slug>/share/", engagements.engagement_share, name="engagement_share"),
    path("engagements/<slug:slug>/call-off/", engagements.engagement_call_off, name="engagement_call_off"),
    path("engagements/<slug:slug>/outcome/", engagements.engagement_outcome, name="engagement_outcome"),
]
