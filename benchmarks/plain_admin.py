"""A change list as anybody would first write it, open to the benchmark without signing in."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path

from contracts.models import Contract

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Contract]
else:
    Base = admin.ModelAdmin


class OpenSite(admin.AdminSite):
    """An admin that lets everybody in."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Say yes."""
        return True


class PlainContractAdmin(Base):
    """The register's columns, filters and search, with Django's own means."""

    list_display = ["title", "supplier_text", "service_area", "end_date", "decide_by", "value"]
    list_filter = ["boroughs", "service_area", "source"]
    search_fields = ["title", "supplier_text", "reference", "description"]
    ordering = ["end_date", "id"]
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Say yes."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Contract | None = None) -> bool:
        """Say yes."""
        return True


site = OpenSite(name="admin")
site.register(Contract, PlainContractAdmin)
urlpatterns = [path("admin/", site.urls)]
