"""Two records that may be one contract, what was decided, and what joining them moved (R8)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contracts.models.contract import Contract
from contracts.suggestion_querysets import ContractPairQuerySet


@pghistory.track()
class Joining(models.Model):
    """``gone`` was found to be the contract ``kept``: its row is taken away, all that it had has moved.

    The id of the gone one stays known, so that its address leads to the kept one. ``gone_row`` and
    ``held_before`` are what an undo puts back; ``by`` is empty where an import was certain.
    """

    kept = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="joinings")
    gone = models.BigIntegerField(help_text="The id of the contract that was found to be the kept one.")
    title = models.CharField(max_length=500, help_text="What the gone one was called.")
    gone_row = models.JSONField(help_text="All its columns.")
    held_before = models.JSONField(default=dict, help_text="The kept one’s columns that were written over.")
    reason = models.CharField(max_length=500, help_text="Why they are one, in a sentence.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="a_joining_is_of_two_contracts"),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="a_contract_is_joined_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="joining_undone_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} joined with {self.kept}"


class JoiningMove(models.Model):
    """A row that a joining moved, or, where ``set_aside`` is true, took away: an undo makes it anew.

    A row on which others hang, such as a timeline, is not taken away but is of no contract until the undo.
    """

    joining = models.ForeignKey(Joining, on_delete=models.CASCADE, related_name="moves")
    model = models.CharField(max_length=100, help_text="As contracts.ContractKey.")
    column = models.CharField(max_length=63, help_text="The column that led to the gone contract.")
    row = models.BigIntegerField(help_text="The row’s primary key.")
    before = models.JSONField(default=dict, help_text="All its columns, where it was set aside.")
    set_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"


@pghistory.track()
class ContractPair(models.Model):
    """Two records that may be one contract: a question to their borough, and the memory of its answer.

    ``left`` and ``right`` are ids, the smaller first: the row of a contract that was joined is gone, and the
    answer must outlive it.
    """

    class Decision(models.TextChoices):
        UNDECIDED = "undecided", "undecided"
        SAME = "same", "the same"
        DIFFERENT = "different", "different"

    left = models.ForeignKey(
        Contract, on_delete=models.DO_NOTHING, db_constraint=False, related_name="pairs_as_left"
    )
    right = models.ForeignKey(
        Contract, on_delete=models.DO_NOTHING, db_constraint=False, related_name="pairs_as_right"
    )
    score = models.FloatField(help_text="How sure, 0 to 1.")
    reason = models.CharField(max_length=500, help_text="The evidence, in a sentence.")
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.UNDECIDED)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    joining = models.OneToOneField(
        Joining, on_delete=models.SET_NULL, null=True, blank=True, related_name="pair", editable=False
    )

    objects = ContractPairQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="a_pair_of_contracts_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="contract_pair_left_before_right"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="contract_pair_score_from_0_to_1"
            ),
            models.CheckConstraint(
                condition=Q(decision="undecided", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="undecided") & Q(decided_at__isnull=False)),
                name="contract_pair_decided_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Contracts {self.left_id} and {self.right_id}"
