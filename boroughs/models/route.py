"""Procurement routes and how long their stages take (R3): data with dates and sources, not constants."""

import pghistory
from django.db import models


@pghistory.track()
class ProcurementRoute(models.Model):
    """A way to buy: open procedure, further competition under a framework, direct award …"""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=255, blank=True)
    is_default = models.BooleanField(
        default=False, help_text="Assumed where nobody has said how a contract will be replaced."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_route"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class RouteStage(models.Model):
    """One stage of a route: its place in the sequence and its length.

    ``days`` are calendar days, or working days where ``working_days`` is set. The stage counts for
    schedules drawn up while ``valid_from <= day < valid_to``.
    """

    class Stage(models.TextChoices):
        SPECIFICATION = "specification", "Specification"
        MARKET_ENGAGEMENT = "market_engagement", "Preliminary market engagement"
        PUBLICATION = "publication", "Publication"
        TENDER_PERIOD = "tender_period", "Tender period"
        EVALUATION = "evaluation", "Evaluation"
        AWARD_DECISION = "award_decision", "Award decision"
        STANDSTILL = "standstill", "Standstill"
        SIGNATURE = "signature", "Contract signature"
        MOBILISATION = "mobilisation", "Mobilisation"

    route = models.ForeignKey(ProcurementRoute, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=20, choices=Stage)
    position = models.PositiveSmallIntegerField(help_text="1 is the first thing that happens.")
    days = models.PositiveSmallIntegerField()
    working_days = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer counts."
    )
    source = models.CharField(max_length=255)

    class Meta:
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "stage", "valid_from"], name="one_length_a_stage_and_date"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="route_stage_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}: {self.get_stage_display()}, {self.days} days"
