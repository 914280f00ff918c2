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
from contracts import admin_record  # noqa: F401  (registers its own)
from contracts.history import CONTRACT_HISTORY
from contracts.models import (
    Contract,
    ContractBorough,
    ContractKey,
    ContractLink,
    ContractSupplier,
    ExtensionOption,
    Feed,
    FreshnessDay,
    Import,
    LandscapeChange,
    LandscapeSheet,
    MailboxQuestion,
    Nudge,
    QuietMailbox,
    RegisterForm,
    Replacement,
    SourceRecord,
    TenderNotice,
    Upload,
)
from contracts.payments import admin as payments_admin  # noqa: F401 (it registers payments)


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


class ContractLinkInline(ReadOnlyInline):
    """Documents that are linked."""

    model = ContractLink
    fields = ["kind", "label", "url", "is_public"]


class ReplacesInline(ReadOnlyInline):
    """The contracts that it replaced."""

    model = Replacement
    fk_name = "successor"
    fields = ["predecessor"]
    select_related = ("predecessor", "successor")
    verbose_name_plural = "replaced contracts"


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
    inlines = [
        ContractBoroughInline,
        ContractSupplierInline,
        ExtensionOptionInline,
        ContractKeyInline,
        ContractLinkInline,
        ReplacesInline,
    ]

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


@admin.register(LandscapeSheet)
class LandscapeSheetAdmin(ReadOnlyAdmin):
    """What the landscape says of each service area, and when that last changed."""

    read_only_because = "The hub works these out from the register, minutes after it changes and each night."
    list_display = ["__str__", "day", "changed"]
    list_filter = ["is_demonstration"]
    list_select_related = ["area__parent"]
    fields = ["area", "is_demonstration", "day", "changed", "what_it_says"]
    readonly_fields = ["changed", "what_it_says"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the figures out of lists: they can be long."""
        return super().get_queryset(request).defer("figures")

    @admin.display(description="figures")
    def what_it_says(self, sheet: LandscapeSheet) -> SafeString:
        """Show the figures."""
        return _readable(sheet.figures)


@admin.register(LandscapeChange)
class LandscapeChangeAdmin(ReadOnlyAdmin):
    """Changes of the register that the landscape has not followed yet."""

    read_only_because = "The database leaves these marks; working the landscape out takes them away."
    list_display = ["at"]


@admin.register(FreshnessDay)
class FreshnessDayAdmin(ReadOnlyAdmin):
    """How fresh each register was on each day."""

    read_only_because = "The hub notes these when it works the landscape out, for 400 days."
    list_display = ["borough", "day", "contracts", "fresh", "stale"]
    list_select_related = ["borough"]
    date_hierarchy = "day"


@admin.register(Nudge)
class NudgeAdmin(ReadOnlyAdmin):
    """Who asked which borough to look at its stale contracts."""

    read_only_because = "This is the record of what was sent; nudges are sent from the page “Whom to nudge”."
    list_display = ["borough", "on", "by", "mailbox", "told", "stale"]
    list_select_related = ["borough", "by"]


@admin.register(MailboxQuestion)
class MailboxQuestionAdmin(ReadOnlyAdmin):
    """Which role mailbox was asked about how many contracts."""

    read_only_because = "This is the record of what was asked, by which nobody is asked too often."
    list_display = ["borough", "address", "on"]
    list_select_related = ["borough"]


@admin.register(QuietMailbox)
class QuietMailboxAdmin(ReadOnlyAdmin):
    """Mailboxes that asked for no more e-mails."""

    read_only_because = "Whoever reads a mailbox stops its e-mails, and brings them back, by a link in them."
    list_display = ["address", "since"]


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    """Registers that officers uploaded, and how they stand."""

    read_only_because = "Officers bring and undo uploads on their borough’s pages, and LOTI staff can too."
    list_display = ["name", "borough", "by", "state", "created"]
    list_filter = ["state", "borough"]
    list_select_related = ["borough", "by"]
    search_fields = ["name"]
    exclude = ["sheets", "file"]


@admin.register(RegisterForm)
class RegisterFormAdmin(ReadOnlyAdmin):
    """What officers said about the columns of their registers."""

    read_only_because = "It is written when an officer confirms the columns of an upload."
    list_display = ["borough", "signature", "changed"]
    list_filter = ["borough"]
    list_select_related = ["borough"]


@admin.register(TenderNotice)
class TenderNoticeAdmin(ReadOnlyAdmin):
    """Tender notices, as the import merged them."""

    read_only_because = "Notices are written by the import alone, from what the services publish."
    list_display = ["title", "status", "bids_due", "published_at", "changed"]
    list_filter = ["status", "is_demonstration"]
    search_fields = ["title", "ocid"]
    list_select_related = ["service_area__parent"]
    exclude = ["search"]
