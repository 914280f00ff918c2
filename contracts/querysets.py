"""Reads of the register, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from boroughs.models import Borough, Person
    from contracts.models import Contract  # noqa: F401
    from suppliers.models import Supplier


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts. The register is public (R9), so there is no ``visible_to``."""

    def of_borough(self, borough: "Borough") -> "ContractQuerySet":
        """Return a borough's register: the contracts it leads or shares in."""
        return self.filter(borough_links__borough=borough)

    def with_supplier(self, supplier: "Supplier") -> "ContractQuerySet":
        """Return the contracts in which a supplier has a part."""
        return self.filter(supplier_links__supplier=supplier)

    def live_on(self, day: dt.date) -> "ContractQuerySet":
        """Return the contracts that have not ended by a day, options counted; with no end date, none."""
        return self.filter(maximum_end_date__gte=day).filter(
            Q(start_date__isnull=True) | Q(start_date__lte=day)
        )

    def editable_by(self, person: "Person") -> "ContractQuerySet":
        """Return the contracts that a person may change (R9): their borough's, or all for LOTI staff."""
        if person.is_staff:
            return self
        return self.filter(borough_links__borough=person.borough_id) if person.borough_id else self.none()
