"""People in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from boroughs.actions import end_sessions
from boroughs.actions.people import change_roles
from boroughs.actions.privacy import delete_person, what_stands_against
from boroughs.admin_base import CuratedAdmin
from boroughs.handover import pass_on
from boroughs.models import Person
from boroughs.views.parts import person_of


@admin.register(Person)
class PersonAdmin(CuratedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Everybody who can sign in. Who is LOTI staff is decided by those who hold every right."""

    ordering = ["email"]
    list_display = ["email", "name", "borough", "borough_roles", "is_staff", "is_active", "left_on"]
    list_filter = ["is_staff", "is_facilitator", "is_suppliers_person", "is_active", "borough"]
    list_select_related = ["borough"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    fieldsets = (
        (None, {"fields": ["email", "name", "password"]}),
        (
            "What they are to the hub",
            {
                "fields": [
                    "borough",
                    "borough_roles",
                    "is_facilitator",
                    "is_suppliers_person",
                    "organisation",
                    "is_staff",
                    "is_superuser",
                    "is_active",
                ]
            },
        ),
        ("Dates", {"fields": ["last_login", "date_joined", "left_on"]}),
    )
    add_fieldsets = ((None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Keep rights, borough and address from those who do not hold every right."""
        fields = ["last_login", "date_joined", "left_on"]
        if not getattr(request.user, "is_superuser", False):
            fields += ["email", "borough", "borough_roles", "is_facilitator", "is_suppliers_person"]
            fields += ["is_staff", "is_superuser"]
        return fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles of a borough as boxes to tick."""
        if db_field.name == "borough_roles":
            return forms.MultipleChoiceField(
                choices=Person.BoroughRole.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Save; roles change by the action, and what was looked after stays with the borough that is left."""
        roles = obj.borough_roles
        moved = change and "borough" in form.changed_data
        by_action = change and not moved and "borough_roles" in form.changed_data and obj.borough_id
        if moved:
            pass_on(person=obj, to=None)
        if "is_active" in form.changed_data:
            # What staff decide about signing in, an invitation by a borough does not undo.
            obj.left_on = None
            if not obj.is_active:
                end_sessions(person=obj)
        if by_action:
            obj.borough_roles = form.initial["borough_roles"]
        super().save_model(request, obj, form, change)
        if by_action:
            change_roles(person=obj, roles=roles, by=person_of(request))

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

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let superusers delete an account as its owner may, if nothing stands against it."""
        return super().has_delete_permission(request, obj) and not (obj and what_stands_against(obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no deletion of many at once: each account is looked at."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Say what goes in words: most of it is in no list of the admin."""
        goes = "profile, messages received, follows, notifications, sessions, addresses, second factors"
        return [str(one) for one in objs] + [goes], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        """Delete the account in the one way there is, which takes the name off what stays."""
        delete_person(person=obj, why="LOTI staff deleted your account on the hub.")
