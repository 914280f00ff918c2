"""Reads of what boroughs answered to flags and which subjects they muted."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from pipeline.models import FlagAnswer, FlagMute  # noqa: F401


class FlagAnswerQuerySet(models.QuerySet["FlagAnswer"]):
    """Answers."""

    def standing(self, on: dt.date) -> "FlagAnswerQuerySet":
        """Return the answers that hold on a day: all but each *not now* that has come back (R4).

        A day that has come counts at once, whether or not the nightly job has marked it yet.
        """
        return self.exclude(Q(answer="not_now") & (Q(until__lte=on) | Q(returned_at__isnull=False)))


class FlagMuteQuerySet(models.QuerySet["FlagMute"]):
    """Muted subjects."""

    def with_names(self) -> "FlagMuteQuerySet":
        """Fetch what a list shows of each."""
        return self.select_related(
            "supplier", "product", "service_area__parent", "borough", "muted_by__borough"
        )
