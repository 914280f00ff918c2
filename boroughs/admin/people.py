"""People in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from boroughs.admin_base import CuratedAdmin
from boroughs.models import Person


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
