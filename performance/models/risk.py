"""Risks of a contract's mobilisation."""

import pghistory
from django.db import models
from django.db.models import Q

from performance.models.record import Record


@pghistory.track()
class MobilisationRisk(Record):
    """What may go wrong while a contract is put to work: likelihood and impact from 1 to 5."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        HAPPENED = "happened", "happened"
        CLOSED = "closed", "closed"

    text = models.CharField("what may go wrong", max_length=500)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=120, blank=True)
    mitigation = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)

    class Meta:
        ordering = ["contract", "-likelihood", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="mobilisation_risk_says_what"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="likelihood_and_impact_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact
