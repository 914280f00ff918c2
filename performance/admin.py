"""The admin of the performance of contracts: read-only, since officers keep it on the hub's pages."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from performance.models import Commitment, Issue, Kpi, KpiReading, MobilisationRisk, ServiceCredit

WHY = "Officers of the contract’s boroughs keep its performance on the hub’s pages."


class OfContractAdmin(ReadOnlyAdmin):
    """Records, found by their contracts."""

    read_only_because = WHY
    list_select_related = ["contract"]
    search_fields = ["contract__title"]


class ReadingInline(ReadOnlyInline):
    """The readings of an indicator."""

    model = KpiReading
    fields = ["begins", "ends", "value", "rating", "reason"]
    select_related = ("kpi",)


@admin.register(Kpi)
class KpiAdmin(OfContractAdmin):
    """Key performance indicators."""

    list_display = ["name", "contract", "target", "unit", "every", "ended_on"]
    list_filter = ["every", ("ended_on", admin.EmptyFieldListFilter)]
    search_fields = ["contract__title", "name"]
    inlines = [ReadingInline]


@admin.register(Issue)
class IssueAdmin(OfContractAdmin):
    """The issues log."""

    list_display = ["contract", "kind", "severity", "opened", "closed_on", "is_shared"]
    list_filter = ["kind", "severity", ("closed_on", admin.EmptyFieldListFilter), "is_shared"]


@admin.register(ServiceCredit)
class ServiceCreditAdmin(OfContractAdmin):
    """Service credits."""

    list_display = ["contract", "begins", "ends", "amount", "state"]
    list_filter = ["state"]


@admin.register(MobilisationRisk)
class MobilisationRiskAdmin(OfContractAdmin):
    """Risks of mobilisation."""

    list_display = ["contract", "text", "likelihood", "impact", "state"]
    list_filter = ["state"]


@admin.register(Commitment)
class CommitmentAdmin(OfContractAdmin):
    """Commitments to improve."""

    list_display = ["contract", "text", "due_on", "state"]
    list_filter = ["state"]
