"""Reads of procurements, named in business words."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Func, Q, Value

from boroughs.models import Borough, Person
from boroughs.rights import Permission, Role, has_permission, roles_of

if TYPE_CHECKING:
    from pipeline.models import Procurement  # noqa: F401


class ProcurementQuerySet(models.QuerySet["Procurement"]):
    """Procurements."""

    def public(self) -> "ProcurementQuerySet":
        """Return the published ones, which everybody may see (R9)."""
        return self.filter(visibility="public")

    def visible_to(self, person: Person | AnonymousUser) -> "ProcurementQuerySet":
        """Return the timelines that somebody may see (R9).

        Everybody sees the published ones, members also those shared with members, officers all of their own
        borough, LOTI staff all.
        """
        if Role.LOTI_STAFF in roles_of(person):
            return self
        seen = Q(visibility="public")
        if isinstance(person, Person) and has_permission(person, Permission.SEE_SHARED_TIMELINES):
            seen |= Q(visibility="members")
            if person.borough_id:
                seen |= Q(borough=person.borough_id)
        return self.filter(seen)

    def of_borough(self, borough: Borough) -> "ProcurementQuerySet":
        """Return a borough's procurements."""
        return self.filter(borough=borough)

    def open(self) -> "ProcurementQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def in_areas(self, service_area_ids: Iterable[int]) -> "ProcurementQuerySet":
        """Return those in any of some service areas, given by primary key."""
        return self.filter(service_area_id__in=list(service_area_ids))

    def mentioning(self, words: str) -> "ProcurementQuerySet":
        """Return those whose title, description or lots mention all the words."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def past(self, today: dt.date) -> "ProcurementQuerySet":
        """Return those that have ended, or for which bids can no longer be made."""
        return self.filter(is_past(today))

    def coming(self, today: dt.date) -> "ProcurementQuerySet":
        """Return those that have not ended and for which bids can still be made, or whose date is unknown."""
        return self.filter(is_coming(today))

    def with_cpv_text(self) -> "ProcurementQuerySet":
        """Add ``cpv_text``, the CPV codes joined by commas, to be searched by their first digits."""
        joined = Func("cpv_codes", Value(","), function="array_to_string", output_field=models.TextField())
        return self.annotate(cpv_text=joined)

    def with_names(self) -> "ProcurementQuerySet":
        """Fetch what a list shows of each: borough, service area, route, present supplier."""
        return self.select_related("borough", "service_area__parent", "route", "incumbent").defer("search")

    def with_all_names(self) -> "ProcurementQuerySet":
        """Fetch what a timeline's own page shows: also the contract, and the people with their profiles."""
        return (
            self.with_names()
            .select_related(
                "borough",
                "service_area__parent",
                "route",
                "incumbent",
                "contract",
                "flow__route",
                "responsible__profile",
                "commercial_lead__profile",
                "digital_lead__profile",
                "service_lead__profile",
                "publication_asked_by",
            )
            .defer("search", "contract__search")
        )


def is_coming(today: dt.date) -> Q:
    """Return the condition of a procurement in which a supplier can still take part."""
    return Q(ended_on__isnull=True) & (Q(bids_due__gte=today) | Q(bids_due__isnull=True, start_on__gte=today))


def is_past(today: dt.date) -> Q:
    """Return the condition of a procurement in which no supplier can take part any more."""
    return Q(ended_on__isnull=False) | Q(bids_due__lt=today) | Q(bids_due__isnull=True, start_on__lt=today)
