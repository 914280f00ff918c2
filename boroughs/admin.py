"""The admin of the foundation: boroughs and their domains, gates, routes, service areas, people."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from boroughs.admin_base import CuratedAdmin, CuratedInline, ModelFormOfAny, ReadOnlyAdmin
from boroughs.models import (
    Borough,
    BoroughDomain,
    BoroughIdentifier,
    BuyerName,
    CpvCode,
    Gate,
    Person,
    ProcurementRoute,
    RouteStage,
    ServiceArea,
)
from boroughs.names import normalise_buyer

admin.site.site_header = "Procurement Hub"
admin.site.site_title = "Procurement Hub"
admin.site.index_title = "Curate the hub"
# Sign-in to the admin is held to the same number of attempts as the hub's own.
admin.site.login = rate_limit(action="login")(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)  # rights are code (boroughs.rights): a group would promise what it cannot keep


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


@admin.register(Gate)
class GateAdmin(CuratedAdmin):
    """Gates of the boroughs and of the default profile (R3)."""

    list_display = [
        "body",
        "borough",
        "before_stage",
        "lead_days",
        "key_decision",
        "value_from",
        "value_to",
        "valid_from",
    ]
    list_filter = ["borough", "before_stage", "key_decision"]
    list_select_related = ["borough"]
    search_fields = ["body", "borough__name"]


class RouteStageInline(CuratedInline):
    """The stages of a route and how long they take."""

    model = RouteStage


@admin.register(ProcurementRoute)
class ProcurementRouteAdmin(CuratedAdmin):
    """Procurement routes with their stages (R3)."""

    list_display = ["name", "code", "is_default", "description"]
    search_fields = ["name", "code"]
    inlines = [RouteStageInline]


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


@admin.register(Person)
class PersonAdmin(CuratedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Everybody who can sign in. Who is LOTI staff is decided by those who hold every right."""

    ordering = ["email"]
    list_display = ["email", "name", "borough", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "borough"]
    list_select_related = ["borough"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    fieldsets = (
        (None, {"fields": ["email", "name", "password"]}),
        ("What they are to the hub", {"fields": ["borough", "is_staff", "is_superuser", "is_active"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    )
    add_fieldsets = ((None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Keep rights, borough and address from those who do not hold every right."""
        fields = ["last_login", "date_joined"]
        if not getattr(request.user, "is_superuser", False):
            fields += ["email", "borough", "is_staff", "is_superuser"]
        return fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves; superusers may add one."""
        return bool(getattr(request.user, "is_superuser", False))

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 (the name that Django gives it)
        form_url: str = "",
    ) -> HttpResponse:
        """Let superusers set passwords, and nobody else: with one, LOTI staff could pass for an officer."""
        if not getattr(request.user, "is_superuser", False):
            raise PermissionDenied("People set their own passwords by “Forgotten your password?”.")
        return super().user_change_password(request, id, form_url)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let LOTI staff change names and switch sign-in off, but not of a superuser."""
        above = getattr(obj, "is_superuser", False) and not getattr(request.user, "is_superuser", False)
        return super().has_change_permission(request, obj) and not above
