"""Governance gates: who must approve, for which value, with how much notice (R3)."""

import pghistory
from django.db import models

from boroughs.models.route import RouteStage


@pghistory.track()
class Gate(models.Model):
    """One approval step of a borough, or of the default profile where ``borough`` is empty.

    The gate is passed before ``before_stage`` begins; ``lead_days`` are calendar days from papers to
    decision. It applies to values from ``value_from`` (GBP excluding VAT, inclusive) to ``value_to``
    (exclusive); an empty bound is open.
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
    lead_days = models.PositiveSmallIntegerField(help_text="Calendar days from papers to decision.")
    key_decision = models.BooleanField(default=False, help_text="Needs 28 clear days on the forward plan.")
    value_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_to = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=255)
    source_url = models.URLField(blank=True)

    class Meta:
        ordering = ["borough", "before_stage", "value_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value_to__isnull=True)
                | models.Q(value_from__isnull=True)
                | models.Q(value_to__gt=models.F("value_from")),
                name="gate_value_band_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.borough or 'Default profile'}: {self.body}"
