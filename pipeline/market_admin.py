"""The admin of pitches, interest and market engagement: to look at, since their own pages write them."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from pipeline.models import (
    Engagement,
    EngagementPartner,
    EventRegistration,
    Interest,
    InterestShown,
    MarketAnswer,
    MarketQuestion,
    Pitch,
    PitchCase,
    PitchQuestion,
)

ON_THEIR_PAGES = (
    "Suppliers’ people and officers write this on its own pages, so that whom it concerns is told. "
    "LOTI staff can do there what officers of every borough can."
)


class PitchCaseInline(ReadOnlyInline):
    """What boroughs answered."""

    model = PitchCase
    fields = ["borough", "state", "first_answered_at", "handled_by", "reason"]
    readonly_fields = ["first_answered_at"]
    select_related = ("borough", "handled_by", "pitch")


@admin.register(Pitch)
class PitchAdmin(ReadOnlyAdmin):
    """Pitches of suppliers."""

    read_only_because = ON_THEIR_PAGES
    list_display = ["title", "supplier", "service_area", "sent_at", "withdrawn_at"]
    list_filter = ["price_model", "is_demonstration"]
    list_select_related = ["supplier", "service_area__parent"]
    search_fields = ["title", "supplier__name"]
    inlines = [PitchCaseInline]


class PitchQuestionInline(ReadOnlyInline):
    """Questions of a borough and the supplier's answers."""

    model = PitchQuestion
    fields = ["question", "answer"]
    select_related = ("case__pitch",)


@admin.register(PitchCase)
class PitchCaseAdmin(ReadOnlyAdmin):
    """Pitches as they stand at each borough."""

    read_only_because = ON_THEIR_PAGES
    list_display = ["pitch", "borough", "state", "arrived_at", "first_answered_at", "handled_by"]
    list_filter = ["state", "borough"]
    list_select_related = ["pitch", "borough", "handled_by"]
    search_fields = ["pitch__title", "pitch__supplier__name"]
    inlines = [PitchQuestionInline]


@admin.register(Interest)
class InterestAdmin(ReadOnlyAdmin):
    """Who is interested in which procurement."""

    read_only_because = ON_THEIR_PAGES
    list_display = ["procurement", "supplier", "registered_at", "withdrawn_at"]
    list_select_related = ["procurement", "supplier"]
    search_fields = ["procurement__title", "supplier__name"]


@admin.register(InterestShown)
class InterestShownAdmin(ReadOnlyAdmin):
    """For which procurements everybody sees how many suppliers are interested."""

    read_only_because = ON_THEIR_PAGES
    list_display = ["procurement"]
    list_select_related = ["procurement"]


class EngagementPartnerInline(ReadOnlyInline):
    """The other boroughs that hold an engagement."""

    model = EngagementPartner
    fields = ["borough"]
    select_related = ("borough", "engagement")


class MarketQuestionInline(ReadOnlyInline):
    """The questions to the market."""

    model = MarketQuestion
    fields = ["position", "text"]
    select_related = ("engagement",)


@admin.register(Engagement)
class EngagementAdmin(ReadOnlyAdmin):
    """Events and questions to the market."""

    read_only_because = ON_THEIR_PAGES
    list_display = ["title", "kind", "borough", "starts_at", "answers_until", "published_at", "cancelled_at"]
    list_filter = ["kind", "is_demonstration", "borough"]
    list_select_related = ["borough"]
    search_fields = ["title"]
    inlines = [EngagementPartnerInline, MarketQuestionInline]


@admin.register(EventRegistration)
class EventRegistrationAdmin(ReadOnlyAdmin):
    """Who is registered for which event: organisations, not people, who told the borough alone."""

    read_only_because = (
        "People register and cancel by themselves. Their names and addresses are for the boroughs "
        "that hold the event."
    )
    list_display = ["engagement", "organisation", "state", "asked_at", "attended"]
    list_filter = ["state"]
    list_select_related = ["engagement"]
    search_fields = ["engagement__title", "organisation"]
    fields = ["engagement", "organisation", "state", "asked_at", "confirmed_at", "attended"]


@admin.register(MarketAnswer)
class MarketAnswerAdmin(ReadOnlyAdmin):
    """Which supplier answered what; the words are for the boroughs that asked."""

    read_only_because = "Suppliers answer on the page of the questions; the words are for the boroughs."
    list_display = ["question", "supplier", "is_sensitive", "answered_at"]
    list_filter = ["is_sensitive"]
    list_select_related = ["question", "supplier"]
    search_fields = ["supplier__name", "question__engagement__title"]
    fields = ["question", "supplier", "is_sensitive", "answered_at"]
