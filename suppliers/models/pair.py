"""Two suppliers that may be one, and what somebody decided about them (R10)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from suppliers.models.merge import Merge
from suppliers.models.supplier import Supplier
from suppliers.querysets import SupplierPairQuerySet


@pghistory.track()
class SupplierPair(models.Model):
    """Two suppliers whose names are alike: a candidate for the review queue, and the memory of its answer.

    ``left`` is the one with the smaller id, so that a pair is one row. ``score`` is the likeness from 0 to 1,
    ``reason`` the evidence in a sentence. A pair that was decided is never asked again; ``merge`` is what the
    answer *the same* did.
    """

    class Decision(models.TextChoices):
        UNDECIDED = "undecided", "undecided"
        SAME = "same", "the same"
        DIFFERENT = "different", "different"
        GROUP = "group", "same group"

    left = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="pairs_as_left")
    right = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="pairs_as_right")
    score = models.FloatField(help_text="Likeness of the names, 0 to 1.")
    reason = models.CharField(max_length=500, help_text="The evidence, in a sentence.")
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merge = models.OneToOneField(
        Merge, on_delete=models.SET_NULL, null=True, blank=True, related_name="pair", editable=False
    )

    objects = SupplierPairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="a_pair_of_suppliers_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_left_before_right"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="pair_score_from_0_to_1"),
            models.CheckConstraint(
                condition=Q(decision="undecided", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="undecided") & Q(decided_at__isnull=False)),
                name="pair_decided_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=Q(decision="undecided"), name="pairs_undecided"),
            models.Index(fields=["-decided_at", "id"], name="pairs_by_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}"

    @property
    def who_decided(self) -> str:
        """Who decided, in words: their name, the hub itself, or that they have left.

        What the hub links by itself has the pair's own reason for its merge; a person's merge says that it
        was decided in the review. After somebody has left that tells the two apart.
        """
        if self.decided_by:
            return str(self.decided_by)
        by_itself = self.merge is not None and self.merge.reason == self.reason
        return "the hub itself" if by_itself else "somebody who has left"
