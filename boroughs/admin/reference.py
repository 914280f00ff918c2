"""Boroughs and their domains, buyers' names and service areas in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from boroughs.admin_base import CuratedAdmin, CuratedInline, ModelFormOfAny, ReadOnlyAdmin
from boroughs.history.of_borough import BOROUGH_HISTORY
from boroughs.models import (
    Borough,
    BoroughDomain,
    BoroughIdentifier,
    BuyerName,
    CpvCode,
    ServiceArea,
)
from boroughs.names import normalise_buyer


class BoroughDomainInline(CuratedInline):
    """The domains whose addresses make officers."""

    model = BoroughDomain


class BoroughIdentifierInline(CuratedInline):
    """The identifiers under which notices know the borough."""

    model = BoroughIdentifier


@admin.register(Borough)
class BoroughAdmin(CuratedAdmin):
    """Boroughs: their names and codes are fixed, their domains and identifiers are not."""

    list_display = ["name", "register_code", "gss", "population"]
    search_fields = ["name", "official_name", "gss", "domains__domain"]
    readonly_fields = ["gss", "register_code", "slug", "tile_row", "tile_column"]
    history_parts = BOROUGH_HISTORY
    inlines = [BoroughDomainInline, BoroughIdentifierInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """London has 33 boroughs."""
        return False


class BuyerNameForm(ModelFormOfAny):
    """A buyer's name; its compared form is computed, its boroughs must exist."""

    class Meta:
        model = BuyerName
        fields = ["name", "kind", "borough_codes", "note"]

    def clean_borough_codes(self) -> list[str]:
        """Return the GSS codes, each of which must be a borough's."""
        codes: list[str] = self.cleaned_data["borough_codes"]
        unknown = set(codes) - set(Borough.objects.filter(gss__in=codes).values_list("gss", flat=True))
        if unknown:
            raise forms.ValidationError(
                f"{', '.join(sorted(unknown))}: no borough has this GSS code. "
                "Codes look like E09000007; part several with commas."
            )
        return codes

    def clean(self) -> dict[str, Any]:
        """Refuse a name that differs from a known one by nothing but case or punctuation."""
        cleaned = super().clean() or {}
        self.instance.normalised = normalise_buyer(cleaned.get("name", ""))
        known = BuyerName.objects.filter(normalised=self.instance.normalised).exclude(pk=self.instance.pk)
        if cleaned.get("name") and known.exists():
            self.add_error("name", f"This name is known already, as {known[0].name}. Change that one.")
        return cleaned


@admin.register(BuyerName)
class BuyerNameAdmin(CuratedAdmin):
    """Buyers' names as notices write them, and the boroughs they stand for."""

    form = BuyerNameForm
    list_display = ["name", "kind", "borough_codes", "note"]
    list_filter = ["kind"]
    search_fields = ["name", "normalised"]


@admin.register(ServiceArea)
class ServiceAreaAdmin(CuratedAdmin):
    """Service areas, with the switch that says whether their renewal windows become flags (R4)."""

    list_display = ["code", "name", "parent", "technology", "flagged"]
    list_display_links = ["code", "name"]
    list_editable = ["flagged"]
    list_filter = ["technology", "flagged"]
    list_select_related = ["parent"]
    list_per_page = 250
    search_fields = ["code", "name", "includes"]
    autocomplete_fields = ["parent"]


@admin.register(CpvCode)
class CpvCodeAdmin(ReadOnlyAdmin):
    """The Common Procurement Vocabulary."""

    read_only_because = "These codes are the European Union's vocabulary, loaded with the reference data."
    list_display = ["code", "description"]
    search_fields = ["code", "description"]
    list_select_related = ["parent"]
