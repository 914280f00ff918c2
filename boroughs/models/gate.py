"""Governance gates: who must approve, for which value, with how much notice (R3)."""

import datetime as dt

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from boroughs.calendar import is_working_day
from boroughs.gate_querysets import GateQuerySet, MeetingQuerySet
from boroughs.models.route import RouteStage
from boroughs.schedule import FORWARD_PLAN_CLEAR_DAYS


@pghistory.track()
class Gate(models.Model):
    """One approval step of a borough, or of the default profile where ``borough`` is empty.

    The gate is passed before ``before_stage`` begins; gates before the same stage are passed in the
    order of ``position``, 1 first. ``lead_days`` are calendar days from papers to decision. Where the
    body's meetings are recorded (:class:`Meeting`), the decision falls on one of them. The gate applies
    to values from ``value_from`` (GBP excluding VAT, inclusive) to ``value_to`` (exclusive); an empty
    bound is open.
    """

    borough = models.ForeignKey(
        "boroughs.Borough",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="gates",
        help_text="Empty: the default profile, used and marked as assumed where a borough has recorded none.",
    )
    body = models.CharField(max_length=120, help_text="Who decides: procurement board, cabinet …")
    before_stage = models.CharField(max_length=20, choices=RouteStage.Stage)
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place among the gates before the same stage; 1 comes first."
    )
    lead_days = models.PositiveSmallIntegerField(help_text="Calendar days from papers to decision.")
    key_decision = models.BooleanField(
        default=False, help_text="Must stand on the forward plan before it is taken."
    )
    forward_plan_days = models.PositiveSmallIntegerField(
        "clear days on the forward plan",
        default=FORWARD_PLAN_CLEAR_DAYS,
        help_text="For a key decision: 28 by law (SI 2012/2089, regulation 9), more if a borough asks.",
    )
    value_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_to = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=255)
    source_url = models.URLField(blank=True)

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering = ["borough", "before_stage", "position", "value_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value_to__isnull=True)
                | models.Q(value_from__isnull=True)
                | models.Q(value_to__gt=models.F("value_from")),
                name="gate_value_band_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="gate_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough or 'Default profile'}: {self.body}"


@pghistory.track()
class Meeting(models.Model):
    """A day on which a borough's body meets and can decide (R3).

    ``body`` is the name that the borough's gates give the body, whatever its case: several gates of one
    body, for different values, share its meetings.
    """

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="meetings")
    body = models.CharField(max_length=120)
    on = models.DateField("date")
    source = models.CharField(max_length=255, blank=True, help_text="Where the date is from.")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["borough", "body", "on"]
        constraints = [
            models.UniqueConstraint("borough", Lower("body"), "on", name="one_meeting_a_body_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.on:%-d %B %Y}"

    def clean(self) -> None:
        """Refuse a day on which no body meets: the schedule would pass it over (R3)."""
        day: dt.date | None = self.on  # none while a form has no readable one
        if day and not is_working_day(day):
            raise ValidationError({"on": f"{day:%A %-d %B %Y} is no working day."})
