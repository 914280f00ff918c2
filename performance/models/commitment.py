"""Commitments to improve a contract's service."""

import pghistory
from django.db import models
from django.db.models import Q

from performance.models.record import Record


@pghistory.track()
class Commitment(Record):
    """What a supplier has promised to make better, by when, and what came of it."""

    class State(models.TextChoices):
        PROMISED = "promised", "promised"
        UNDER_WAY = "under_way", "under way"
        DONE = "done", "done"
        NOT_DONE = "not_done", "not done"

    #: While one of these, it can be late.
    OPEN = (State.PROMISED, State.UNDER_WAY)

    text = models.CharField("what is promised", max_length=500)
    due_on = models.DateField("by when")
    state = models.CharField(max_length=10, choices=State, default=State.PROMISED)
    evidence = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = "improvement commitment"
        ordering = ["contract", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="commitment_says_what"),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(evidence=""), name="done_commitment_has_evidence"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=["promised", "under_way"]),
                name="commitments_by_due_day",
            )
        ]

    def __str__(self) -> str:
        return self.text
