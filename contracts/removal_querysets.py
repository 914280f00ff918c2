"""Reads of contracts that were taken off the register, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from boroughs.models import Borough
    from contracts.models import Removal  # noqa: F401  (named in a base class)


class RemovalQuerySet(models.QuerySet["Removal"]):
    """Removals from the register."""

    def standing(self) -> "RemovalQuerySet":
        """Return those that nobody has taken back."""
        return self.filter(put_back_at__isnull=True)

    def of_borough(self, borough: "Borough") -> "RemovalQuerySet":
        """Return the removals of contracts that were a borough's, alone or jointly."""
        return self.filter(boroughs__contains=[borough.pk])

    def days_by_key(self) -> dict[tuple[str, str], dt.datetime]:
        """Return when the contracts were taken off that sources know by scheme and value; one query."""
        found: dict[tuple[str, str], dt.datetime] = {}
        for keys, at in self.standing().values_list("keys", "at"):
            for key in keys:
                scheme, _, value = key.partition("|")
                found[scheme, value] = at
        return found
