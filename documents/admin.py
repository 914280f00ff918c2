"""The admin of documents: read-only, since boroughs keep them on their pages."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from documents.models import Document, DocumentUse, DocumentVersion


class VersionInline(ReadOnlyInline):
    """The versions of a document."""

    model = DocumentVersion
    fields = ["number", "name", "kind", "size", "state", "reason", "scanned", "note"]
    select_related = ("document",)

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        """Leave the texts in the database."""
        return super().get_queryset(request).defer("text", "search")


class UseInline(ReadOnlyInline):
    """Who used a document."""

    model = DocumentUse
    fields = ["borough"]
    select_related = ("borough", "document")


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Documents, found by their titles."""

    read_only_because = "Officers keep documents on their pages; LOTI staff withdraw one there."
    list_display = ["title", "kind", "borough", "visibility", "created", "withdrawn_at"]
    list_filter = ["kind", "visibility", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["borough"]
    search_fields = ["title"]
    inlines = [VersionInline, UseInline]
