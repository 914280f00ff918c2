"""Reads of the board, named in business words."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Func, Q, Value

if TYPE_CHECKING:
    from pipeline.models import Opportunity  # noqa: F401


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    """Published procurements and tender notices."""

    def open(self) -> "OpportunityQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def past(self, today: dt.date) -> "OpportunityQuerySet":
        """Return those that have ended, or for which bids can no longer be made."""
        return self.filter(is_past(today))

    def coming(self, today: dt.date) -> "OpportunityQuerySet":
        """Return those in which a supplier can still take part."""
        return self.filter(is_coming(today))

    def in_areas(self, service_area_ids: Iterable[int]) -> "OpportunityQuerySet":
        """Return those in any of some service areas, given by primary key."""
        return self.filter(service_area_id__in=list(service_area_ids))

    def of_technology(self) -> "OpportunityQuerySet":
        """Return those whose service area is known to be technology, whole or in part."""
        return self.filter(service_area__technology__in=("yes", "part"))

    def of_borough(self, pk: int) -> "OpportunityQuerySet":
        """Return those that a borough buys, alone or jointly."""
        return self.filter(borough_ids__contains=[pk])

    def mentioning(self, words: str) -> "OpportunityQuerySet":
        """Return those whose title or description mentions all the words."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def with_cpv_text(self) -> "OpportunityQuerySet":
        """Add ``cpv_text``, the CPV codes joined by commas, to be searched by their first digits."""
        joined = Func("cpv_codes", Value(","), function="array_to_string", output_field=models.TextField())
        return self.annotate(cpv_text=joined)


def is_coming(today: dt.date) -> Q:
    """Return the condition of an opportunity in which a supplier can still take part."""
    return Q(ended_on__isnull=True, open_until__gte=today)


def is_past(today: dt.date) -> Q:
    """Return the condition of an opportunity in which no supplier can take part any more."""
    return Q(ended_on__isnull=False) | Q(open_until__lt=today)
