"""Gates, the default profile among them, meetings, routes and thresholds in the admin (R3)."""

from typing import Any

from django.contrib import admin
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest

from boroughs.actions.gates import derive_after_commit
from boroughs.admin_base import CuratedAdmin, CuratedInline
from boroughs.models import Gate, Meeting, ProcurementRoute, RouteStage, Threshold


class ProfileFilter(admin.SimpleListFilter):
    """The usual gates, used where a borough has recorded none, or the boroughs' own."""

    title = "profile"
    parameter_name = "profile"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Name the two."""
        return [("usual", "The usual gates (default profile)"), ("own", "The boroughs’ own")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Narrow the list to one of them."""
        if self.value() in {"usual", "own"}:
            return queryset.filter(borough__isnull=self.value() == "usual")
        return queryset


class DerivingAdmin(CuratedAdmin):
    """Rows on which decide-by dates rest: they are worked out again once a change is saved."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a row; one that passes from a borough to another touches the contracts of both."""
        moved = change and "borough" in form.changed_data
        super().save_model(request, obj, form, change)
        derive_after_commit(None if moved else obj.borough)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row."""
        super().delete_model(request, obj)
        derive_after_commit(obj.borough)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """Delete the rows that were chosen in the list."""
        super().delete_queryset(request, queryset)
        derive_after_commit(None)


AMOUNTS = {"value_from", "value_to"}


@admin.register(Gate)
class GateAdmin(DerivingAdmin):
    """Gates of the boroughs and of the default profile."""

    list_display = [
        "body",
        "whose",
        "before_stage",
        "position",
        "lead_days",
        "key_decision",
        "forward_plan_days",
        "value_from",
        "value_to",
        "valid_from",
        "valid_to",
    ]
    list_filter = [ProfileFilter, "before_stage", "key_decision", "borough"]
    list_select_related = ["borough"]
    search_fields = ["body", "borough__name"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Refuse amounts below nothing, as the officers' form does."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in AMOUNTS and formfield is not None:
            formfield.validators.append(MinValueValidator(0, "Give an amount that is not below £0."))
        return formfield

    @admin.display(description="whose", ordering="borough__name")
    def whose(self, gate: Gate) -> str:
        """Return the borough, or that it is a usual gate."""
        return gate.borough.name if gate.borough else "usual (default profile)"


@admin.register(Meeting)
class MeetingAdmin(DerivingAdmin):
    """Days on which the boroughs' bodies meet."""

    list_display = ["body", "borough", "on", "source"]
    list_filter = ["borough"]
    list_select_related = ["borough"]
    date_hierarchy = "on"
    search_fields = ["body", "borough__name"]


class RouteStageInline(CuratedInline):
    """The stages of a route and how long they take."""

    model = RouteStage


@admin.register(ProcurementRoute)
class ProcurementRouteAdmin(CuratedAdmin):
    """Procurement routes with their stages."""

    list_display = ["name", "code", "is_default", "description"]
    search_fields = ["name", "code"]
    inlines = [RouteStageInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the stages; what rests on them is everybody's."""
        super().save_related(request, form, formsets, change)
        derive_after_commit(None)


@admin.register(Threshold)
class ThresholdAdmin(CuratedAdmin):
    """Figures of law. A new amount is a new row; give the old one the day on which it ends."""

    list_display = ["name", "code", "amount", "includes_vat", "valid_from", "valid_to"]
    list_filter = ["code"]
    search_fields = ["name", "code", "source"]
