"""Reads of suppliers, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Count, Q, Value
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from suppliers.models import Supplier


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Suppliers."""

    def fictional(self) -> "SupplierQuerySet":
        """Return the suppliers that were made up for the demonstration set."""
        return self.filter(is_demonstration=True)

    def named_like(self, words: str) -> "SupplierQuerySet":
        """Return the suppliers one of whose names contains the words, whatever the case."""
        known_as = self.model._default_manager.filter(names__name__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(pk__in=known_as.values("pk")))

    def by_name(self) -> "SupplierQuerySet":
        """Return the suppliers in the order of names; capitals make no difference."""
        return self.order_by(Lower("name"), "pk")

    def after(self, supplier: "Supplier") -> "SupplierQuerySet":
        """Return the suppliers that come after one, in the order of names."""
        name = Lower(Value(supplier.name))
        later = Q(lower_name__gt=name) | Q(lower_name=name, pk__gt=supplier.pk)
        return self.alias(lower_name=Lower("name")).filter(later).by_name()

    def before(self, supplier: "Supplier") -> "SupplierQuerySet":
        """Return the suppliers that come before one, the nearest first."""
        name = Lower(Value(supplier.name))
        earlier = Q(lower_name__lt=name) | Q(lower_name=name, pk__lt=supplier.pk)
        return self.alias(lower_name=Lower("name")).filter(earlier).by_name().reverse()

    def with_live_contracts(self, day: dt.date) -> "SupplierQuerySet":
        """Add ``live_contracts`` and ``live_boroughs``: how many, and of how many boroughs, on a day."""
        begun = Q(contract_links__contract__start_date__isnull=True) | Q(
            contract_links__contract__start_date__lte=day
        )
        live = Q(contract_links__contract__maximum_end_date__gte=day) & begun
        return self.annotate(
            live_contracts=Count("contract_links__contract", filter=live, distinct=True),
            live_boroughs=Count(
                "contract_links__contract__borough_links__borough", filter=live, distinct=True
            ),
        )

    def of_several_boroughs(self, day: dt.date) -> "SupplierQuerySet":
        """Return the suppliers with live contracts of two boroughs or more, those of most boroughs first."""
        counted: models.QuerySet[Any] = self.with_live_contracts(day)
        several = counted.filter(live_boroughs__gt=1)
        return cast("SupplierQuerySet", several.order_by("-live_boroughs", "-live_contracts", "name"))
