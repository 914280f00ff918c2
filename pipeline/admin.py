"""The admin of flags and of timelines: read-only, since a job and their own pages write them."""

from typing import Any

from django.contrib import admin
from django.db.models import Func, IntegerField, QuerySet
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline
from pipeline import (
    admin_collaborations,  # noqa: F401 (registers answers and collaborations)
    market_admin,  # noqa: F401  (registers its own)
)
from pipeline.models import (
    Flag,
    FlagBorough,
    FlagRun,
    Flow,
    FlowStage,
    Milestone,
    NoticePeriod,
    Procurement,
    ProcurementChange,
    ProcurementStage,
    PublishingRule,
    Risk,
    SavedSearch,
)
from pipeline.timeline_history import TIMELINE_HISTORY

WRITTEN_BY_THE_JOB = "Flags are found by the nightly job from the register; they cannot be changed by hand."


class FlagBoroughInline(ReadOnlyInline):
    """The boroughs of a flag."""

    model = FlagBorough
    fields = ["borough", "contract_count", "window", "decide_by", "decide_by_assumed", "value"]
    readonly_fields = ["contract_count"]
    select_related = ("borough", "flag")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Count the contracts in the database: there can be thousands of numbers."""
        counted = Func("contract_ids", function="CARDINALITY", output_field=IntegerField())
        rows: QuerySet[Any] = super().get_queryset(request).annotate(contract_count=counted)
        return rows.defer("contract_ids", "listed_contract_ids", "procurement_ids")

    @admin.display(description="contracts")
    def contract_count(self, link: Any) -> int:
        """Show how many contracts count."""
        return int(link.contract_count)


@admin.register(Flag)
class FlagAdmin(ReadOnlyAdmin):
    """Flags, by rank."""

    read_only_because = WRITTEN_BY_THE_JOB
    list_display = ["sentence", "kind", "borough_count", "decide_by", "value", "score", "expired"]
    list_filter = ["kind", "is_demonstration", ("expired", admin.EmptyFieldListFilter)]
    list_select_related = ["supplier", "service_area__parent"]
    search_fields = ["sentence"]
    inlines = [FlagBoroughInline]


@admin.register(FlagRun)
class FlagRunAdmin(ReadOnlyAdmin):
    """Runs of the flag job."""

    read_only_because = WRITTEN_BY_THE_JOB
    list_display = ["started", "finished", "counts"]


class FlowStageInline(ReadOnlyInline):
    """The stages of a flow, which nobody changes."""

    model = FlowStage
    fields = ["position", "stage", "days", "working_days", "source"]


@admin.register(Flow)
class FlowAdmin(ReadOnlyAdmin):
    """Flows: the stages of a route as timelines were planned by them."""

    read_only_because = (
        "A flow is never edited: timelines in use rest on it. Change the stages of the route instead, and "
        "the next timeline gets a new flow."
    )
    list_display = ["route", "begun_on", "archived_on"]
    list_filter = [("archived_on", admin.EmptyFieldListFilter)]
    list_select_related = ["route"]
    inlines = [FlowStageInline]


class ProcurementStageInline(ReadOnlyInline):
    """The stages of a timeline."""

    model = ProcurementStage
    fields = ["stage", "planned_start", "planned_end", "entered_on", "left_on"]
    select_related = ("procurement",)


class MilestoneInline(ReadOnlyInline):
    """The gates and milestones of a timeline."""

    model = Milestone
    fields = ["name", "kind", "planned_on", "done_on", "link"]
    select_related = ("procurement",)


class RiskInline(ReadOnlyInline):
    """The risks of a timeline."""

    model = Risk
    fields = ["text", "level", "response"]
    select_related = ("procurement",)


class ProcurementChangeInline(ReadOnlyInline):
    """The log that everybody reads."""

    model = ProcurementChange
    fields = ["at", "sentence", "why"]
    readonly_fields = ["at"]
    select_related = ("procurement",)


@admin.register(Procurement)
class ProcurementAdmin(ReadOnlyAdmin):
    """Timelines of procurements, found by their titles."""

    read_only_because = (
        "Timelines are changed on their own pages, so that dates follow from each other and everybody who "
        "sees them reads what changed. LOTI staff may change every one of them there."
    )
    list_display = ["title", "borough", "visibility", "bids_due", "start_on", "ended_on"]
    list_filter = ["visibility", "is_demonstration", "borough"]
    list_select_related = ["borough"]
    search_fields = ["title"]
    history_parts = TIMELINE_HISTORY
    inlines = [ProcurementStageInline, MilestoneInline, RiskInline, ProcurementChangeInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch what a form shows, so that its names cost no query each."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related(
            "borough", "service_area__parent", "route", "flow__route", "incumbent"
        ).defer("search")


@admin.register(PublishingRule)
class PublishingRuleAdmin(CuratedAdmin):
    """Whether any officer of a borough publishes its timelines; its administrators say so themselves too."""

    list_display = ["borough", "any_officer"]
    list_select_related = ["borough"]


@admin.register(NoticePeriod)
class NoticePeriodAdmin(CuratedAdmin):
    """Periods of procurement law around notices, with their dates and sources."""

    list_display = ["name", "length", "unit", "valid_from", "valid_to", "checked_on"]
    list_filter = ["code"]
    search_fields = ["code", "name", "source"]


@admin.register(SavedSearch)
class SavedSearchAdmin(ReadOnlyAdmin):
    """Saved searches: how many there are and how they run, but neither whose they are nor what they ask."""

    read_only_because = "Whoever saved a search changes and ends it; what it asks is theirs alone."
    list_display = ["id", "frequency", "asked_at", "confirmed_at", "compared_at"]
    fields = ["frequency", "asked_at", "confirmed_at", "compared_at"]
    list_filter = ["frequency", ("confirmed_at", admin.EmptyFieldListFilter)]
