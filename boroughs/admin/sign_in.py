"""Second factors in the admin, for those whose telephone is lost, without the secrets in them."""

import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401 (these three register what is taken off or replaced here)
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from boroughs.admin_base import ReadOnlyAdmin, may_delete

admin.site.unregister(Authenticator)
admin.site.unregister(UserSession)  # where somebody signed in is theirs alone to see
for unused in (SocialApp, SocialToken):  # providers are configured in the environment; tokens are not kept
    admin.site.unregister(unused)
admin.site.unregister(SocialAccount)


@admin.register(SocialAccount)
class SocialAccountAdmin(ReadOnlyAdmin):
    """Who signs in through which borough's identity provider."""

    read_only_because = "These links are made when somebody signs in through their borough."
    fields = ["user", "provider", "uid", "date_joined", "last_login"]
    list_display = ["user", "provider", "last_login"]
    list_filter = ["provider"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let those who hold every right undo a link."""
        return may_delete(request)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Who has which second factor. Deleting one lets its person set up another (docs/operations.md)."""

    read_only_because = (
        "People set up their second factor themselves. If somebody has lost theirs, make sure that it is "
        "them, then delete it here: they set up a new one when they next sign in."
    )
    fields = ["user", "type", "created_at", "last_used_at"]
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Let those who hold every right take a lost factor away."""
        return may_delete(request)
