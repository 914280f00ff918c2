"""The admin of suppliers and products."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, CuratedInline, ReadOnlyAdmin, ReadOnlyInline
from boroughs.models import Profile
from suppliers.actions import follow_owners
from suppliers.claiming import admin as claiming_admin  # noqa: F401  (registers its own)
from suppliers.history import PRODUCT_HISTORY, SUPPLIER_HISTORY
from suppliers.models import (
    KnownProduct,
    Product,
    ProductName,
    ProductOwner,
    ProductTerm,
    Supplier,
    SupplierIdentifier,
    SupplierName,
)
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


class ProductNameInline(CuratedInline):
    """What a product is and was called: by these names contracts are found that are for it."""

    model = ProductName
    fields = ["name", "kind", "is_generic", "is_word", "valid_from", "valid_to", "date_note", "source_url"]


class ProductOwnerInline(CuratedInline):
    """Who owns a product and who did."""

    model = ProductOwner
    fields = [
        *("owner_name", "supplier", "is_present", "valid_from", "valid_to", "date_note", "source_url"),
    ]
    autocomplete_fields = ["supplier"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductOwner]:
        """Return the owners with their suppliers, so that a row costs no query of its own."""
        return super().get_queryset(request).select_related("supplier", "product")


@admin.register(Product)
class ProductAdmin(CuratedAdmin):
    """Products, their names and owners. The supplier follows the present owner, where one is recorded."""

    list_display = ["name", "supplier", "service_area", "is_demonstration"]
    list_filter = ["is_demonstration"]
    list_select_related = ["supplier", "service_area__parent"]
    search_fields = ["name", "names__name", "supplier__name"]
    fields = ["name", "slug", "supplier", "service_area", "is_demonstration"]
    readonly_fields = ["is_demonstration"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["supplier", "service_area"]
    history_parts = PRODUCT_HISTORY
    inlines = [ProductNameInline, ProductOwnerInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save names and owners, and let the supplier follow the present owner."""
        super().save_related(request, form, formsets, change)
        follow_owners(form.instance)


@admin.register(ProductTerm)
class ProductTermAdmin(ReadOnlyAdmin):
    """Words of contracts that may be products, and what became of them."""

    read_only_because = (
        "The hub finds these words by itself. Accept or dismiss them on the page “Terms that may be "
        "products” of the hub, so that contracts are matched at once."
    )
    list_display = ["term", "contracts", "status", "product", "decided_by", "decided_at"]
    list_filter = ["status"]
    list_select_related = ["product", "decided_by"]
    search_fields = ["term", "product__name"]
    fields = [
        *("term", "contracts", "examples", "status", "product", "decided_by", "decided_at"),
    ]


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
