"""Reads of suppliers, named in business words."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from suppliers.models import Supplier  # noqa: F401


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Suppliers."""

    def named_like(self, words: str) -> "SupplierQuerySet":
        """Return the suppliers one of whose names contains the words, whatever the case."""
        return self.filter(
            models.Q(name__icontains=words) | models.Q(names__name__icontains=words)
        ).distinct()
