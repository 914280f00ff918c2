"""Reads of suppliers' people and of what suppliers say of themselves, named in business words."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from boroughs.models import Person

if TYPE_CHECKING:
    from suppliers.models import Supplier, SupplierClaim  # noqa: F401


class SupplierClaimQuerySet(models.QuerySet["SupplierClaim"]):
    """Claims of people to work for a supplier."""

    def waiting(self) -> "SupplierClaimQuerySet":
        """Return those that LOTI staff have yet to decide, the longest wait first."""
        return self.filter(state="waiting").order_by("asked_at", "pk")

    def accepted(self) -> "SupplierClaimQuerySet":
        """Return those by which somebody speaks for a supplier now."""
        return self.filter(state="accepted")

    def decided(self) -> "SupplierClaimQuerySet":
        """Return those that do not wait, the latest decision first."""
        return self.exclude(state="waiting").order_by("-decided_at", "-pk")

    def of(self, person: Person) -> "SupplierClaimQuerySet":
        """Return somebody's own claims."""
        return self.filter(person=person)

    def about(self, supplier: "Supplier") -> "SupplierClaimQuerySet":
        """Return the claims of a supplier, and of those that were found to be it (R10)."""
        return self.filter(Q(supplier=supplier) | Q(supplier__merged_into=supplier))

    def with_names(self) -> "SupplierClaimQuerySet":
        """Fetch what lists show: who, which supplier and what it became, who decided."""
        return self.select_related("person", "supplier__merged_into", "decided_by")
