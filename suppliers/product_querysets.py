"""Reads of products and of terms that may be some, named in business words."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from suppliers.models import Product, ProductTerm  # noqa: F401


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def real(self) -> "ProductQuerySet":
        """Return the products that are not made up for the demonstration set."""
        return self.filter(is_demonstration=False)

    def named_like(self, words: str) -> "ProductQuerySet":
        """Return the products one of whose names contains the words, whatever the case."""
        known_as = self.model._default_manager.filter(names__name__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(pk__in=known_as.values("pk")))


class ProductTermQuerySet(models.QuerySet["ProductTerm"]):
    """Terms that may be products."""

    def offered(self) -> "ProductTermQuerySet":
        """Return the terms that nobody has decided, those of most boroughs first."""
        counted = self.filter(status="offered").annotate(
            borough_count=Coalesce(
                models.Func("borough_ids", function="cardinality"), 0, output_field=models.IntegerField()
            )
        )
        return counted.order_by("-borough_count", "-contracts", "term")

    def decided(self) -> "ProductTermQuerySet":
        """Return the terms that somebody has accepted or dismissed, the latest first."""
        decided = self.exclude(status="offered").select_related("product", "decided_by")
        return decided.order_by("-decided_at", "term")
