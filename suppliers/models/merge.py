"""Merges of suppliers, with what each moved, so that it can be undone (R10)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from suppliers.models.supplier import Supplier
from suppliers.querysets import MergeQuerySet


@pghistory.track()
class Merge(models.Model):
    """Somebody found that ``gone`` is ``kept``; ``undone_at`` says when that was taken back."""

    kept = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="merges_as_kept")
    gone = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="merges_as_gone")
    reason = models.CharField(max_length=500, help_text="Why they are one, in a sentence.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="a_merge_is_of_two_suppliers"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="a_supplier_is_merged_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="merge_undone_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} merged into {self.kept}"


class MergeMove(models.Model):
    """A row that a merge moved, so that undoing it puts back exactly that.

    ``before`` holds the fields as they were. Where ``set_aside`` is true, the row was taken away because the
    kept supplier had its like already, and undoing the merge makes it anew.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moves")
    model = models.CharField(max_length=100, help_text="As suppliers.SupplierName.")
    row = models.BigIntegerField(help_text="The row’s primary key.")
    before = models.JSONField(default=dict)
    set_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "model", "row", "before"], name="a_merge_moves_a_key_of_a_row_once"
            )
        ]
        indexes = [models.Index(fields=["model", "row"], name="moves_of_a_row")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
