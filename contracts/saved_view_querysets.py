"""Reads of saved views, named in business words."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from boroughs.models import Person
    from contracts.models import SavedView  # noqa: F401


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def of(self, person: "Person") -> "SavedViewQuerySet":
        """Return somebody's own views, by name."""
        return self.filter(person=person)

    def visible_to(self, person: "Person") -> "SavedViewQuerySet":
        """Return somebody's own views and those that officers of the same borough share, by name."""
        shared = Q(is_shared=True, person__borough=person.borough_id, person__is_active=True)
        return self.filter(Q(person=person) | shared if person.borough_id else Q(person=person))
