"""The admin of the register: read-only, since officers and imports write it with provenance (R8)."""

import json
from typing import Any

from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from contracts.history import CONTRACT_HISTORY
from contracts.models import (
    Contract,
    ContractBorough,
    ContractKey,
    ContractSupplier,
    ExtensionOption,
    Feed,
    Import,
    SourceRecord,
)


def _readable(value: Any) -> SafeString:
    """Lay JSON out over lines."""
    return format_html("<pre>{}</pre>", json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True))


class ContractBoroughInline(ReadOnlyInline):
    """Whose contract it is."""

    model = ContractBorough
    fields = ["borough", "is_lead"]
    select_related = ("borough", "contract")


class ContractSupplierInline(ReadOnlyInline):
    """With whom, and why the name was taken to be that supplier."""

    model = ContractSupplier
    fields = ["supplier", "name_as_written", "is_sme", "reason"]
    select_related = ("supplier", "contract")


class ExtensionOptionInline(ReadOnlyInline):
    """The rights to prolong it."""

    model = ExtensionOption
    fields = ["number", "months", "notice_days", "used_on"]


class ContractKeyInline(ReadOnlyInline):
    """The names under which sources know it."""

    model = ContractKey
    fields = ["scheme", "value"]


@admin.register(Contract)
class ContractAdmin(ReadOnlyAdmin):
    """Contracts, found by the same search as on the register."""

    read_only_because = (
        "Contracts are changed by imports and by officers on the register, so that every value keeps "
        "where it came from. To mend one, change it at its source and import it again."
    )
    list_display = ["title", "supplier_text", "service_area", "start_date", "end_date", "value", "source"]
    list_filter = ["source", "is_demonstration", "boroughs"]
    list_select_related = ["service_area__parent"]
    search_fields = ["search"]
    search_help_text = "Words of the title, supplier, reference or description; or a whole reference."
    exclude = ["provenance"]
    readonly_fields = ["annual_value", "maximum_end_date", "window", "decide_by", "where_from", "changed"]
    history_parts = CONTRACT_HISTORY
    inlines = [ContractBoroughInline, ContractSupplierInline, ExtensionOptionInline, ContractKeyInline]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search the stored words, which an index answers at any size, not every field letter by letter."""
        if not search_term.strip():
            return queryset, False
        words = SearchQuery(search_term, search_type="websearch", config="english")
        names = SearchQuery(search_term, search_type="websearch", config="simple")
        return queryset.filter(Q(search=words) | Q(search=names)), False

    @admin.display(description="where each value came from")
    def where_from(self, contract: Contract) -> SafeString:
        """Show the provenance of each field (R8)."""
        return _readable(contract.provenance)


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    """The services from which notices come by themselves: how far each was read, and what went wrong last."""

    read_only_because = (
        "The hub keeps this while it reads public services; one is listed from its first reading on."
    )
    list_display = ["source", "state", "last_read", "read_to", "last_failed", "last_failure"]
    readonly_fields = ["state"]

    @admin.display(description="state")
    def state(self, feed: Feed) -> str:
        """Say whether it is at rest, on its way, waiting, or stuck."""
        return feed.state(timezone.now())


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Runs of the importers."""

    read_only_because = "This is the record of what was imported; it is written by the importers alone."
    list_display = ["label", "kind", "borough", "state", "started", "finished"]
    list_filter = ["kind", "state"]
    list_select_related = ["borough", "by"]
    search_fields = ["label"]


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnlyAdmin):
    """Everything that arrived, as it came."""

    read_only_because = "These are the records as they arrived, kept so that nothing is lost (R8)."
    list_display = ["key", "outcome", "reason", "published"]
    list_filter = ["outcome"]
    list_select_related = ["run"]
    search_fields = ["=ocid", "=key"]
    search_help_text = "A whole ocid or key."
    fields = ["run", "place", "key", "ocid", "published", "outcome", "reason", "contracts", "as_it_came"]
    readonly_fields = ["as_it_came"]
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the content out of lists: it can be long."""
        return super().get_queryset(request).defer("raw")

    @admin.display(description="as it came")
    def as_it_came(self, record: SourceRecord) -> SafeString:
        """Show the content."""
        return _readable(record.raw)
