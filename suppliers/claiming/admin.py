"""Claims, domains and profiles of suppliers in the admin."""

from typing import Any

from django import forms
from django.contrib import admin

from boroughs.admin_base import CuratedAdmin, ReadOnlyAdmin
from suppliers.claiming.domains import tidy_domain, why_not
from suppliers.models import SupplierClaim, SupplierDomain, SupplierProfile


class DomainAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """A domain, checked as on the hub's own page."""

    def clean_domain(self) -> str:
        """Refuse what is no domain, and domains that show nobody's employer."""
        domain = tidy_domain(self.cleaned_data["domain"])
        if reason := why_not(domain):
            raise forms.ValidationError(reason)
        return domain


@admin.register(SupplierDomain)
class SupplierDomainAdmin(CuratedAdmin):
    """Domains by which suppliers' people are known."""

    form: Any = DomainAdminForm
    list_display = ["domain", "supplier", "source"]
    list_select_related = ["supplier"]
    search_fields = ["domain", "supplier__name"]
    autocomplete_fields = ["supplier"]


@admin.register(SupplierClaim)
class SupplierClaimAdmin(ReadOnlyAdmin):
    """Who said that they work for a supplier, and what was decided."""

    read_only_because = (
        "LOTI staff decide about these under Joining in the hub, so that the person is told "
        "and their role follows."
    )
    list_display = ["person", "supplier", "state", "proof", "asked_at", "decided_by"]
    list_filter = ["state", "proof"]
    list_select_related = ["person", "supplier", "decided_by"]
    search_fields = ["person__email", "person__name", "supplier__name"]


@admin.register(SupplierProfile)
class SupplierProfileAdmin(ReadOnlyAdmin):
    """What suppliers say of themselves."""

    read_only_because = (
        "A supplier’s people write this; LOTI staff correct it on the supplier’s page, so that the day "
        "of each statement is kept."
    )
    list_display = ["supplier", "website", "is_sme", "is_vcse", "said_by_staff", "changed_at"]
    list_filter = ["is_sme", "is_vcse", "said_by_staff"]
    list_select_related = ["supplier"]
    search_fields = ["supplier__name"]
