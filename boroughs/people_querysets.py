"""Reads of how people come in, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from boroughs.models import Invitation, JoinRequest  # noqa: F401


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    """Requests to be let in."""

    def waiting(self) -> "JoinRequestQuerySet":
        """Return the requests that nobody has decided, the oldest first."""
        return self.filter(state="waiting").order_by("asked_at", "pk")

    def decided(self) -> "JoinRequestQuerySet":
        """Return the decided requests, the latest decision first."""
        return self.exclude(state="waiting").order_by("-decided_at", "-pk")

    def with_names(self) -> "JoinRequestQuerySet":
        """Fetch what a list shows of each request."""
        return self.select_related("person", "borough", "decided_by")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations to a borough."""

    def unanswered(self) -> "InvitationQuerySet":
        """Return the invitations that are neither accepted nor withdrawn; some of them may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open_at(self, now: dt.datetime) -> "InvitationQuerySet":
        """Return the invitations that can still be accepted at a moment."""
        return self.unanswered().filter(expires_at__gt=now)
