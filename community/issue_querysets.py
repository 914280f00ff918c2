"""Reads of shared issues, named in business words."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q

from boroughs.models import Person
from boroughs.rights import Permission, has_permission

if TYPE_CHECKING:
    from community.models import SharedIssue  # noqa: F401


class SharedIssueQuerySet(models.QuerySet["SharedIssue"]):
    """Shared issues."""

    def visible_to(self, person: Person | AnonymousUser) -> "SharedIssueQuerySet":
        """Return those that somebody may read as a member: all of them, or none (R9)."""
        return self if has_permission(person, Permission.TAKE_PART) else self.none()

    def sent_to(self, suppliers: Iterable[int]) -> "SharedIssueQuerySet":
        """Return those that were sent to some suppliers, or to what was merged into them."""
        keys = list(suppliers)
        theirs = Q(supplier__in=keys) | Q(supplier__merged_into__in=keys)
        return self.filter(theirs, sent_at__isnull=False).exclude(state="withdrawn")

    def running(self) -> "SharedIssueQuerySet":
        """Return those that have not ended."""
        return self.filter(ended_on=None)

    def due_on(self, day: dt.date) -> "SharedIssueQuerySet":
        """Return those that the supplier should have answered by a day."""
        return self.filter(state="sent", answer_by=day)

    def with_names(self) -> "SharedIssueQuerySet":
        """Fetch what a list shows of each, with ``boroughs_count``, how many confirm it."""
        rows = self.select_related("supplier", "product", "borough")
        return rows.annotate(boroughs_count=Count("confirmations"))
