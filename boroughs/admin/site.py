"""The admin as a whole: its names and its door."""

from allauth.decorators import rate_limit
from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.site_header = "Procurement Hub"
admin.site.site_title = "Procurement Hub"
admin.site.index_title = "Curate the hub"
# Sign-in to the admin is held to the same number of attempts as the hub's own.
admin.site.login = rate_limit(action="login")(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)  # rights are code (boroughs.rights): a group would promise what it cannot keep
