"""The admin of what the review of suppliers keeps: pairs, merges, contradictions, numbers, who owned whom."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin
from suppliers.models import (
    IdentifierConflict,
    Merge,
    MergeMove,
    Ownership,
    SupplierIdentifier,
    SupplierPair,
)
from suppliers.referring import tell_merged


@admin.register(Ownership)
class OwnershipAdmin(CuratedAdmin):
    """Who owned a supplier when, each with the page that says so."""

    list_display = ["supplier", "kind", "owner", "valid_from", "valid_to", "date_note"]
    list_filter = ["kind"]
    list_select_related = ["supplier", "owner"]
    search_fields = ["supplier__name", "owner__name"]
    fields = ["supplier", "kind", "owner", "valid_from", "valid_to", "date_note", "source_url"]
    autocomplete_fields = ["supplier", "owner"]

    def save_model(self, request: HttpRequest, obj: Ownership, form: Any, change: bool) -> None:
        """Save it, and have flags looked for: they go by the group."""
        super().save_model(request, obj, form, change)
        tell_merged([obj.supplier_id, obj.owner_id])

    def delete_model(self, request: HttpRequest, obj: Ownership) -> None:
        """Delete it, and have flags looked for."""
        concerned = [obj.supplier_id, obj.owner_id]
        super().delete_model(request, obj)
        tell_merged(concerned)


@admin.register(SupplierIdentifier)
class SupplierIdentifierAdmin(CuratedAdmin):
    """Numbers of suppliers: when each was the supplier's can be said here, the rest comes with imports."""

    list_display = ["scheme", "value", "supplier", "first_seen", "last_seen"]
    list_filter = ["scheme"]
    list_select_related = ["supplier"]
    search_fields = ["value", "supplier__name"]
    fields = [
        *("supplier", "scheme", "value", "source", "first_seen", "last_seen"),
        *("valid_from", "valid_to"),
    ]
    readonly_fields = ["supplier", "scheme", "value", "source", "first_seen", "last_seen"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Numbers come with imports."""
        return False


@admin.register(SupplierPair)
class SupplierPairAdmin(ReadOnlyAdmin):
    """Pairs that may be one, and what was decided."""

    read_only_because = "Pairs are decided in the review of suppliers, where a decision can be taken back."
    list_display = ["left", "right", "score", "decision", "decided_by", "decided_at"]
    list_filter = ["decision"]
    list_select_related = ["left", "right", "decided_by"]
    search_fields = ["left__name", "right__name"]


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """Merges of suppliers."""

    read_only_because = "Suppliers are merged and separated in the review of suppliers."
    list_display = ["gone", "kept", "by", "at", "undone_at", "undone_by"]
    list_select_related = ["gone", "kept", "by", "undone_by"]
    search_fields = ["gone__name", "kept__name"]


@admin.register(MergeMove)
class MergeMoveAdmin(ReadOnlyAdmin):
    """What each merge moved."""

    read_only_because = "This is what a merge moved, and what undoing it puts back."
    list_display = ["merge", "model", "row", "set_aside"]
    list_filter = ["model", "set_aside"]
    list_select_related = ["merge__gone", "merge__kept"]
    search_fields = ["merge__gone__name", "merge__kept__name"]
    ordering = ["-id"]


@admin.register(IdentifierConflict)
class IdentifierConflictAdmin(ReadOnlyAdmin):
    """Names and numbers that disagree."""

    read_only_because = "Contradictions are reported by imports and settled in the review of suppliers."
    list_display = ["sentence", "supplier", "found_at", "settled_at", "settled_by"]
    list_filter = ["kind"]
    list_select_related = ["supplier", "settled_by"]
    search_fields = ["name", "supplier__name"]
