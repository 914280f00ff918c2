"""Reads of collaborations, named in business words."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models

from boroughs.models import Borough, Person
from boroughs.rights import Permission, Role, has_permission, roles_of

if TYPE_CHECKING:
    from pipeline.models import Collaboration  # noqa: F401


class CollaborationQuerySet(models.QuerySet["Collaboration"]):
    """Collaborations."""

    def open(self) -> "CollaborationQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def of_borough(self, borough: Borough | int) -> "CollaborationQuerySet":
        """Return those that a borough is in, or is invited to."""
        theirs = self.model._default_manager.filter(
            members__borough=borough, members__state__in=["in", "invited"]
        )
        return self.filter(pk__in=theirs.values("pk"))

    def visible_to(self, person: Person | AnonymousUser) -> "CollaborationQuerySet":
        """Return those that somebody may see (R9): LOTI staff all, officers those of their borough."""
        if not isinstance(person, Person):
            return self.none()
        if Role.LOTI_STAFF in roles_of(person):
            return self
        if person.borough is None or not has_permission(person, Permission.COLLABORATE, person.borough):
            return self.none()
        return self.of_borough(person.borough)

    def with_names(self) -> "CollaborationQuerySet":
        """Fetch what a list shows of each."""
        return self.select_related("service_area__parent", "flag").prefetch_related("members__borough")
