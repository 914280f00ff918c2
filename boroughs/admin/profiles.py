"""Profiles in the admin; messages between peers are not shown to anybody else."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from boroughs.admin_base import ReadOnlyAdmin
from boroughs.models import Profile


@admin.register(Profile)
class ProfileAdmin(ReadOnlyAdmin):
    """What members tell their peers."""

    read_only_because = "People write their own profiles. Only those in the peer directory are shown."
    list_display = ["person", "job_role", "discipline", "contactable", "shows_address", "on_borough_page"]
    list_filter = ["discipline", "contactable"]
    list_select_related = ["person"]
    search_fields = ["person__name", "job_role", "contact_about"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        """Leave out those who are in no directory: what they say is not for others' eyes."""
        return Profile.objects.in_directory()
