"""The admin as a whole: its names and its door."""

from allauth.account.decorators import secure_admin_login
from allauth.decorators import rate_limit
from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.site_header = "Procurement Hub"
admin.site.site_title = "Procurement Hub"
admin.site.index_title = "Curate the hub"
# Whoever signs in to the admin does so on the hub's own page, second factor included; what is sent to the
# admin's old form is held to the same number of attempts.
admin.site.login = rate_limit(action="login")(secure_admin_login(admin.site.login))  # type: ignore[method-assign]
admin.site.unregister(Group)  # rights are code (boroughs.rights): a group would promise what it cannot keep
