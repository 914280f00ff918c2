"""Reads of products and of terms that may be some, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from suppliers.querysets import live

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

    def by_name(self) -> "ProductQuerySet":
        """Return the products in the order of names; capitals make no difference."""
        return self.order_by(Lower("name"), "pk")

    def used_by(self, borough: int, *, live_on: dt.date | None = None) -> "ProductQuerySet":
        """Return the products for which a borough has a contract, if asked one that is live on a day."""
        contracts = self._contracts().filter(borough_ids__contains=[borough])
        if live_on is not None:
            contracts = contracts.filter(live("", live_on))
        return self.filter(pk__in=contracts.values("product"))

    def with_live_contracts_on(self, day: dt.date, *, some: bool) -> "ProductQuerySet":
        """Return the products that have a live contract on a day, or with ``some=False`` those without."""
        contracts = Exists(self._contracts().filter(live("", day), product=OuterRef("pk")))
        return self.filter(contracts if some else ~contracts)

    def with_number_of_live_contracts(self, day: dt.date) -> "ProductQuerySet":
        """Add ``live_contracts`` to each product, in a form by which products can be ordered."""
        contracts = self._contracts().filter(live("", day), product=OuterRef("pk"))
        number = contracts.order_by().values("product").annotate(number=Count("pk")).values("number")
        return self.annotate(live_contracts=Coalesce(Subquery(number), 0))

    def with_use_on(self, day: dt.date) -> "ProductQuerySet":
        """Add ``live_contracts`` and ``live_boroughs``: how many, and of how many boroughs, on a day."""
        on_that_day = live("contracts__", day)
        return self.annotate(
            live_contracts=Count("contracts", filter=on_that_day, distinct=True),
            live_boroughs=Count("contracts__borough_links__borough", filter=on_that_day, distinct=True),
        )

    def _contracts(self) -> "models.QuerySet[Any]":
        related: Any = self.model._meta.get_field("contracts")
        contracts: models.QuerySet[Any] = related.related_model._default_manager.all()
        return contracts


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
