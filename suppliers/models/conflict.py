"""Where a name and a number that arrived together contradict what is known (R10)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from suppliers.models.supplier import Supplier
from suppliers.querysets import IdentifierConflictQuerySet


@pghistory.track()
class IdentifierConflict(models.Model):
    """A contradiction between names and numbers, reported and never resolved by the machine (R10).

    ``supplier`` is whom the name was taken to be, ``other`` one who has the name or the number too. The
    sentence says what contradicts what; the same contradiction is reported once, however often it arrives.
    """

    class Kind(models.TextChoices):
        NUMBERS_OF_SEVERAL = "numbers_of_several", "numbers of different suppliers"
        ANOTHER_NUMBER = "another_number", "a known name with another number"
        NAME_OF_SEVERAL = "name_of_several", "the name of several suppliers"

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=255, help_text="As it was written.")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="conflicts")
    other = models.ForeignKey(
        Supplier, on_delete=models.CASCADE, null=True, blank=True, related_name="conflicts_as_other"
    )
    sentence = models.CharField(max_length=600, unique=True)
    source = models.CharField(max_length=255, help_text="Where it was seen.")
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    note = models.TextField(blank=True, help_text="What was found out, by whoever settled it.")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = IdentifierConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True),
                name="conflict_settled_by_somebody_at_some_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["-found_at", "-id"], condition=Q(settled_at__isnull=True), name="conflicts_open"
            )
        ]

    def __str__(self) -> str:
        return self.sentence
