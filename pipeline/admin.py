"""The admin of flags and of the job that makes them: read-only, since the job writes them."""

from typing import Any

from django.contrib import admin
from django.db.models import Func, IntegerField, QuerySet
from django.http import HttpRequest

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from pipeline.models import Flag, FlagBorough, FlagRun

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
        return rows.defer("contract_ids", "listed_contract_ids")

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
