"""Reads of pilots, named in business words."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q

from boroughs.models import Person
from boroughs.rights import Permission, Role, has_permission, roles_of

if TYPE_CHECKING:
    from pilots.models import Pilot  # noqa: F401


class PilotQuerySet(models.QuerySet["Pilot"]):
    """Pilots."""

    def visible_to(self, person: Person | AnonymousUser) -> "PilotQuerySet":
        """Return the pilots of which somebody may see the public part (R9).

        Anybody sees the published; officers also the drafts and the withdrawn of their own borough; LOTI
        staff all.
        """
        if Role.LOTI_STAFF in roles_of(person):
            return self
        seen = Q(state="published")
        if isinstance(person, Person) and person.is_active and person.borough_id:
            seen |= Q(borough=person.borough_id)
        return self.filter(seen)

    def published(self) -> "PilotQuerySet":
        """Return those that everybody sees."""
        return self.filter(state="published")

    def mentioning(self, query: SearchQuery, person: Person | AnonymousUser) -> "PilotQuerySet":
        """Return those that mention what is asked; candid parts are searched for those who may read them."""
        found = Q(search=query)
        if has_permission(person, Permission.SEE_PILOTS):
            found |= Q(candid_search=query)
        return self.filter(found)

    def with_names(self) -> "PilotQuerySet":
        """Fetch what a list or a page shows of each, without what is there for the search."""
        rows = self.select_related("borough", "service_area__parent", "product", "supplier", "grade")
        return rows.defer("search", "candid_search")
