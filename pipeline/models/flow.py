"""Flows: the stages of a route as they were when procurements were planned by them, never edited."""

import pghistory
import pgtrigger
from django.db import models

from boroughs.models import RouteStage


@pghistory.track()
class Flow(models.Model):
    """A route's stages on a day, from which timelines are made.

    Staff change the lengths of a route's stages (``RouteStage``). The next timeline then gets a new flow and
    the old one is archived: timelines in use keep the flow that they were planned by.
    """

    route = models.ForeignKey("boroughs.ProcurementRoute", on_delete=models.PROTECT, related_name="flows")
    begun_on = models.DateField(help_text="The first day on which a timeline was planned by it.")
    archived_on = models.DateField(
        null=True, blank=True, help_text="The day on which a newer flow of the route took its place."
    )

    class Meta:
        ordering = ["route", "-begun_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["route"],
                condition=models.Q(archived_on__isnull=True),
                name="one_present_flow_a_route",
            ),
            models.CheckConstraint(
                condition=models.Q(archived_on__isnull=True)
                | models.Q(archived_on__gte=models.F("begun_on")),
                name="flow_archived_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route}, from {self.begun_on:%-d %B %Y}"


@pghistory.track()
class FlowStage(models.Model):
    """One stage of a flow; the database refuses to change or delete it."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=20, choices=RouteStage.Stage)
    position = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    working_days = models.BooleanField(default=False)
    source = models.CharField(max_length=255)

    class Meta:
        ordering = ["flow", "position"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "stage"], name="a_stage_is_in_a_flow_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        unit = "working days" if self.working_days else "days"
        return f"{self.get_stage_display()}, {self.days} {unit}"
