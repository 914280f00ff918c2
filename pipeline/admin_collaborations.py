"""The admin of answers to flags and of collaborations: read-only, since boroughs write them on their pages.

Demand figures are in no page of the admin: they are the borough's own, and LOTI staff need sums alone (R9).
"""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from pipeline.models import (
    Agreement,
    Collaboration,
    CollaborationDocument,
    FlagAnswer,
    FlagMute,
    Member,
    Outcome,
    Proposal,
    Signatory,
)

ON_THE_PAGES = "Officers answer and work on the pages of flags and collaborations, where rules are kept."


@admin.register(FlagAnswer)
class FlagAnswerAdmin(ReadOnlyAdmin):
    """Answers to flags."""

    read_only_because = ON_THE_PAGES
    list_display = ["flag", "borough", "answer", "until", "answered_at", "returned_at"]
    list_filter = ["answer", ("returned_at", admin.EmptyFieldListFilter)]
    list_select_related = ["flag", "borough"]


@admin.register(FlagMute)
class FlagMuteAdmin(ReadOnlyAdmin):
    """What boroughs muted."""

    read_only_because = ON_THE_PAGES
    list_display = ["borough", "supplier", "product", "service_area", "muted_at"]
    list_select_related = ["borough", "supplier", "product", "service_area__parent"]


class MemberInline(ReadOnlyInline):
    """Who belongs to a collaboration."""

    model = Member
    fields = ["borough", "state", "part", "is_lead", "since"]
    select_related = ("borough", "collaboration")


class ProposalInline(ReadOnlyInline):
    """What was proposed."""

    model = Proposal
    fields = ["kind", "rung", "start_on", "state", "borough", "settled_at"]
    select_related = ("borough", "collaboration")


class DocumentInline(ReadOnlyInline):
    """The documents of a collaboration."""

    model = CollaborationDocument
    fields = ["document"]
    select_related = ("document", "collaboration")


@admin.register(Collaboration)
class CollaborationAdmin(ReadOnlyAdmin):
    """Collaborations, found by their titles."""

    read_only_because = ON_THE_PAGES
    list_display = ["title", "rung", "agreed_start", "opened_at", "ended_on"]
    list_filter = ["rung", "is_demonstration", ("ended_on", admin.EmptyFieldListFilter)]
    list_select_related = ["service_area__parent", "flag"]
    search_fields = ["title"]
    inlines = [MemberInline, ProposalInline, DocumentInline]


@admin.register(Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What came of collaborations."""

    read_only_because = ON_THE_PAGES
    list_display = ["collaboration", "saving", "is_public", "recorded_at"]
    list_filter = ["is_public"]
    list_select_related = ["collaboration"]


class SignatoryInline(ReadOnlyInline):
    """Who signed."""

    model = Signatory
    fields = ["borough", "name", "role", "signed_on"]
    select_related = ("borough", "agreement")


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    """Agreements between members."""

    read_only_because = ON_THE_PAGES
    list_display = ["__str__", "collaboration", "state", "starts_on", "expires_on", "ended_on"]
    list_filter = ["kind", "state"]
    list_select_related = ["collaboration"]
    search_fields = ["collaboration__title"]
    inlines = [SignatoryInline]
