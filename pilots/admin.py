"""The admin of pilots: staff keep grades, facets and synonyms; pilots themselves are kept on their pages."""

from typing import Any

from django.contrib import admin

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline
from pilots.models import (
    EvidenceGrade,
    Facet,
    Measure,
    Pilot,
    PilotComplaint,
    PilotFacet,
    PilotImport,
    PilotImportRow,
    Synonym,
)


@admin.register(EvidenceGrade)
class EvidenceGradeAdmin(CuratedAdmin):
    """Grades of evidence with their definitions."""

    list_display = ["name", "position", "definition", "source"]
    search_fields = ["name"]


@admin.register(Facet)
class FacetAdmin(CuratedAdmin):
    """Facets of the assistive technology library."""

    list_display = ["name", "kind", "position"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(Synonym)
class SynonymAdmin(CuratedAdmin):
    """Words that mean the same; they count from the next search on."""

    list_display = ["words"]
    search_fields = ["words"]

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Let all of LOTI staff take a row away: nothing refers to it."""
        return self.has_change_permission(request, obj)


class MeasureInline(ReadOnlyInline):
    """The measures of a pilot."""

    model = Measure
    fields = ["name", "before", "after"]
    select_related = ("pilot",)

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("pilot__search", "pilot__candid_search")


class FacetInline(ReadOnlyInline):
    """The facets of a pilot."""

    model = PilotFacet
    fields = ["facet"]
    select_related = ("facet", "pilot")

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("pilot__search", "pilot__candid_search")


@admin.register(Pilot)
class PilotAdmin(ReadOnlyAdmin):
    """Pilots, found by their titles."""

    read_only_because = "Officers keep pilots on their pages; LOTI staff change and hide them there."
    list_display = ["title", "borough", "state", "outcome", "is_assistive", "published_at"]
    list_filter = ["state", "outcome", "is_assistive"]
    list_select_related = ["borough"]
    search_fields = ["title"]
    inlines = [MeasureInline, FacetInline]


@admin.register(PilotComplaint)
class PilotComplaintAdmin(ReadOnlyAdmin):
    """Complaints about pilots."""

    read_only_because = "Members complain and LOTI staff decide on the hub’s pages."
    list_display = ["pilot", "kind", "made_at", "result"]
    list_filter = ["result", "kind"]
    list_select_related = ["pilot"]
    search_fields = ["pilot__title", "text"]

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("pilot__search", "pilot__candid_search")


class RowInline(ReadOnlyInline):
    """The rows of a file."""

    model = PilotImportRow
    fields = ["number", "mended", "pilot"]
    select_related = ("source", "pilot")

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Leave what is there for the search in the database."""
        return super().get_queryset(request).defer("pilot__search", "pilot__candid_search")


@admin.register(PilotImport)
class PilotImportAdmin(ReadOnlyAdmin):
    """Files of pilots."""

    read_only_because = "Officers take pilots from files on their borough's pages."
    list_display = ["name", "borough", "created"]
    list_select_related = ["borough"]
    search_fields = ["name"]
    inlines = [RowInline]
