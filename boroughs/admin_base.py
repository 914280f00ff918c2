"""What every page of the admin has in common: rights from ``boroughs.rights``, bounded work, plain words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import pghistory.core
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from boroughs.history import Part, chronicle
from boroughs.models import Person
from boroughs.rights import Permission, has_permission

if TYPE_CHECKING:
    ModelAdminOfAny = admin.ModelAdmin[Any]
    TabularInlineOfAny = admin.TabularInline[Any, Any]
    ModelFormOfAny = forms.ModelForm[Any]
else:  # Django's admin classes take no type argument at run time
    ModelAdminOfAny = admin.ModelAdmin
    TabularInlineOfAny = admin.TabularInline
    ModelFormOfAny = forms.ModelForm


#: An address typed without a scheme is an https one.
FORMFIELDS: Any = {models.URLField: {"assume_scheme": "https"}}


def may_curate(request: HttpRequest) -> bool:
    """Tell whether the reader curates the hub's data: LOTI staff (R9)."""
    return has_permission(request.user, Permission.CURATE)


def may_delete(request: HttpRequest) -> bool:
    """Tell whether the reader is one of the few who hold every right."""
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class CuratedAdmin(ModelAdminOfAny):
    """Reference data that LOTI staff edit. Deleting is left to the few who hold every right."""

    formfield_overrides = FORMFIELDS
    list_per_page = 50
    show_full_result_count = False  # a second count of the whole table, for a figure nobody needs
    #: What belongs to a record's history; the record alone where nothing is said.
    history_parts: Sequence[Part] = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the app to whoever may curate."""
        return may_curate(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff look."""
        return may_curate(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let LOTI staff add."""
        return may_curate(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff change."""
        return may_curate(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Keep deletion to superusers: what is deleted here may be named elsewhere."""
        return may_delete(request)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what the database's triggers recorded: imports and commands too, not the admin's log alone."""
        thing = self.get_object(request, unquote(object_id))
        if thing is None or not pghistory.core.event_models(tracks_model=self.model):
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        told = chronicle(
            thing,
            self.history_parts or [Part(self.model)],
            cast(Person, request.user),
            before=request.GET.get("before", ""),
            after=request.GET.get("after", ""),
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {thing}",
            "opts": self.opts,
            "object": thing,
            "chronicle": told,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)


class ReadOnlyAdmin(CuratedAdmin):
    """Records that other parts of the hub write; ``read_only_because`` says on the page which and why."""

    read_only_because = "These records are kept by the hub and cannot be changed here."
    change_list_template = "admin/read_only_list.html"
    change_form_template = "admin/read_only_form.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody changes one here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes one here."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with the reason why it is read-only."""
        context = {"read_only_because": self.read_only_because, **(extra_context or {})}
        return super().changelist_view(request, context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one record with the reason why it is read-only."""
        context = {"read_only_because": self.read_only_because, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)


class CuratedInline(TabularInlineOfAny):
    """Rows that LOTI staff edit on the page of what they belong to."""

    extra = 0
    formfield_overrides = FORMFIELDS

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff look."""
        return may_curate(request)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff add."""
        return may_curate(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff change."""
        return may_curate(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let LOTI staff take a row away: it is part of the record they edit."""
        return may_curate(request)


class ReadOnlyInline(CuratedInline):
    """Rows that are shown on the page of what they belong to and changed elsewhere.

    ``select_related`` names the relations that the rows show, so that a row costs no query of its own.
    """

    select_related: tuple[str, ...] = ()
    can_delete = False
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the rows with what they show."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody changes one here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes one here."""
        return False
