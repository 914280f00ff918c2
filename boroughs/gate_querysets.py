"""Reads of gates and meetings, named in business words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from boroughs.models import Borough, Gate, Meeting  # noqa: F401


class GateQuerySet(models.QuerySet["Gate"]):
    """Gates of boroughs and of the default profile."""

    def of_borough_on(self, borough: "Borough", day: dt.date) -> "GateQuerySet":
        """Return the gates that count at a borough on a day."""
        return self.of_borough_from(borough, day).filter(valid_from__lte=day)

    def of_borough_from(self, borough: "Borough", day: dt.date) -> "GateQuerySet":
        """Return the gates that count at a borough on a day or will count after it."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), borough=borough)

    def past_of_borough(self, borough: "Borough", day: dt.date) -> "GateQuerySet":
        """Return the gates of a borough that no longer count on a day, the newest first."""
        return self.filter(borough=borough, valid_to__lte=day).order_by("-valid_to", "body", "pk")

    def usual_on(self, day: dt.date) -> "GateQuerySet":
        """Return the gates of the default profile that count on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), borough=None, valid_from__lte=day)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Days on which bodies meet."""

    def of_body(self, borough: "Borough", body: str) -> "MeetingQuerySet":
        """Return the meetings of a borough's body, whatever the case of its name."""
        return self.filter(borough=borough, body__iexact=body)
