"""What an import would say otherwise than an officer, until an officer has answered (R8)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contracts.models.contract import Contract
from contracts.models.imports import SourceRecord
from contracts.suggestion_querysets import SuggestionQuerySet


@pghistory.track()
class Suggestion(models.Model):
    """A value that a source offers for a field on which an officer has spoken.

    ``held`` is the officer's value when the source spoke and ``offered`` the source's, both in the form of
    ``contracts/values.py``. A field of a contract has one open suggestion at most: a newer one supersedes
    it. What was declined is remembered, so that the same value is not offered twice.
    """

    class State(models.TextChoices):
        OPEN = "open", "waits for an answer"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        SUPERSEDED = "superseded", "superseded"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="suggestions")
    field = models.CharField(max_length=30, help_text="The field of the contract, as in its provenance.")
    held = models.JSONField(null=True, help_text="What an officer had said.")
    offered = models.JSONField(help_text="What the source says.")
    source = models.CharField(max_length=15, choices=Contract.Source)
    said_on = models.DateField(help_text="The day on which the source spoke.")
    record = models.ForeignKey(
        SourceRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "field", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "field"], condition=Q(state="open"), name="one_open_suggestion_a_field"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="suggestion_answered_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["contract"], condition=Q(state="open"), name="suggestions_open")]

    def __str__(self) -> str:
        return f"{self.field} of {self.contract}"
