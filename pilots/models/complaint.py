"""Complaints about published pilots, on which LOTI staff decide."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pilots.models.pilot import Pilot


@pghistory.track()
class PilotComplaint(models.Model):
    """A member says that a published pilot is inaccurate, confidential or about a person.

    Its borough reads the kind and the answer, never who complained nor in which words.
    """

    class Kind(models.TextChoices):
        INACCURATE = "inaccurate", "something in it is not true"
        CONFIDENTIAL = "confidential", "something in it is confidential"
        PERSONAL = "personal", "it is about a person"

    class Result(models.TextChoices):
        OPEN = "open", "open"
        STANDS = "stands", "it stands as it is"
        HIDDEN = "hidden", "hidden until its borough has mended it"

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="complaints")
    kind = models.CharField("what is wrong", max_length=15, choices=Kind)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=Result, default=Result.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = "complaint about a pilot"
        verbose_name_plural = "complaints about pilots"
        constraints = [
            models.CheckConstraint(
                condition=Q(result="open") | ~Q(answer="") & Q(decided_at__isnull=False),
                name="decided_pilot_complaint_answered",
            ),
            models.UniqueConstraint(
                fields=["pilot", "by"], condition=Q(result="open"), name="one_open_complaint_a_pilot"
            ),
        ]

    def __str__(self) -> str:
        return f"Complaint about {self.pilot}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Return the address at which LOTI staff decide on it."""
        return reverse("pilot_complaint", args=[self.pk])
