"""Requests to be let in, and invitations, in the admin: to look at."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin
from boroughs.models import Invitation, JoinRequest


@admin.register(JoinRequest)
class JoinRequestAdmin(ReadOnlyAdmin):
    """Who asked to be let in, and what was decided."""

    read_only_because = "LOTI staff decide about these under Joining in the hub, so that the person is told."
    list_display = ["person", "wish", "borough", "organisation", "state", "asked_at", "decided_by"]
    list_filter = ["state", "wish"]
    list_select_related = ["person", "borough", "decided_by"]
    search_fields = ["person__email", "person__name", "organisation"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Whom boroughs invited."""

    read_only_because = "Administrators invite and withdraw on the page of their borough’s people."
    list_display = [
        "email",
        "borough",
        "borough_roles",
        "invited_by",
        "invited_at",
        "expires_at",
        "accepted_at",
    ]
    list_filter = ["borough"]
    list_select_related = ["borough", "invited_by"]
    search_fields = ["email", "borough__name"]
