"""The admin of suppliers and products."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin, ReadOnlyInline
from boroughs.models import Profile
from suppliers.history import SUPPLIER_HISTORY
from suppliers.models import KnownProduct, Product, Supplier, SupplierIdentifier, SupplierName
from suppliers.review import admin as review_admin  # noqa: F401  (registers its own)


class SupplierNameInline(ReadOnlyInline):
    """The names a supplier was given, and why each was taken to be this supplier (R10)."""

    model = SupplierName
    fields = ["name", "kind", "source", "reason"]


class SupplierIdentifierInline(ReadOnlyInline):
    """The numbers that tell the supplier from others."""

    model = SupplierIdentifier
    fields = ["scheme", "value", "source", "first_seen", "last_seen", "valid_from", "valid_to"]


@admin.register(Supplier)
class SupplierAdmin(CuratedAdmin):
    """Suppliers: the shown name can be mended here, names and identifiers come from imports."""

    list_display = ["name", "is_sme", "is_demonstration"]
    list_filter = ["is_demonstration", "is_sme"]
    search_fields = ["name", "names__name", "identifiers__value"]
    fields = ["name", "slug", "is_sme", "is_demonstration", "merged_into", "created"]
    readonly_fields = ["slug", "is_demonstration", "merged_into", "created"]
    history_parts = SUPPLIER_HISTORY
    inlines = [SupplierNameInline, SupplierIdentifierInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Suppliers come with their contracts."""
        return False


@admin.register(Product)
class ProductAdmin(CuratedAdmin):
    """Products and their present owners."""

    list_display = ["name", "supplier", "service_area", "is_demonstration"]
    list_filter = ["is_demonstration"]
    list_select_related = ["supplier", "service_area__parent"]
    search_fields = ["name", "supplier__name"]
    fields = ["name", "slug", "supplier", "service_area", "is_demonstration"]
    readonly_fields = ["is_demonstration"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["supplier", "service_area"]


@admin.register(KnownProduct)
class KnownProductAdmin(ReadOnlyAdmin):
    """Who knows which product, of the people who agreed to be found by it."""

    read_only_because = "People say so in their own profiles. Only those in the peer directory are shown."
    list_display = ["person", "product"]
    list_select_related = ["person", "product"]
    search_fields = ["person__name", "product__name"]
    fields = ["person", "product"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[KnownProduct]:
        """Leave out those who are in no directory: what they say is not for others' eyes."""
        return super().get_queryset(request).filter(person__profile__in=Profile.objects.in_directory())
