"""Reads of the foundation, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum

if TYPE_CHECKING:
    from boroughs.models import Borough  # noqa: F401


class BoroughQuerySet(models.QuerySet["Borough"]):
    """Boroughs."""

    def with_email_domain(self, address: str) -> "BoroughQuerySet":
        """Return the boroughs (one at most) at whose domain an e-mail address is.

        Args:
            address: an e-mail address; subdomains do not count, since anybody may hold one.
        """
        return self.filter(domains__domain=address.rpartition("@")[2].lower())

    def with_live_contracts(self, day: dt.date) -> "BoroughQuerySet":
        """Add what each borough has on its register on a day, joint contracts counted for each borough.

        Adds ``live_contracts``, ``live_value`` (their annual values together in GBP excluding VAT; ``None``
        when none is known) and ``unknown_values`` (how many are left out of that sum, R1). The boroughs come
        in the order of their names, said here because a model's own order is dropped where rows are grouped.
        """
        begun = Q(contract_links__contract__start_date__isnull=True) | Q(
            contract_links__contract__start_date__lte=day
        )
        live = Q(contract_links__contract__maximum_end_date__gte=day) & begun
        unknown = Q(contract_links__contract__annual_value__isnull=True)
        return self.annotate(
            live_contracts=Count("contract_links", filter=live),
            live_value=Sum("contract_links__contract__annual_value", filter=live),
            unknown_values=Count("contract_links", filter=live & unknown),
        ).order_by("name")
