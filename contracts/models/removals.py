"""Contracts that an officer took off the register because they are wrong, kept so that they can come back."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contracts.removal_querysets import RemovalQuerySet


@pghistory.track(exclude=["row"])
class Removal(models.Model):
    """A contract that was taken off the register: its row is away, so that nothing can show or count it.

    ``row`` is all that the contract's own row held, its ``rows`` what hung on it. ``keys`` are the names
    under which sources know it, as ``<scheme>|<value>``: an import that meets one of them leaves the
    contract off and says so.
    """

    contract = models.BigIntegerField(help_text="The id of the contract, which it has again when put back.")
    title = models.CharField(max_length=500)
    boroughs = ArrayField(models.BigIntegerField(), help_text="The ids of its boroughs, the lead first.")
    keys = ArrayField(models.CharField(max_length=640), default=list, blank=True)
    why = models.CharField(max_length=500, help_text="What is wrong with it, as the officer says it.")
    row = models.JSONField(help_text="All its columns.")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    put_back_at = models.DateTimeField(null=True, blank=True)
    put_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [GinIndex(fields=["boroughs"], name="removals_of_borough")]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(put_back_at__isnull=True),
                name="a_contract_is_taken_off_once",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_removal_says_why"),
            models.CheckConstraint(
                condition=Q(put_back_at__isnull=False) | Q(put_back_by__isnull=True),
                name="removal_put_back_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, taken off the register"


class RemovalRow(models.Model):
    """A row that hung on a contract that was taken off.

    Where ``is_away`` the row was taken away and is made anew when the contract is put back; else only its
    ``column`` was emptied, as with a timeline, which goes on without the contract.
    """

    removal = models.ForeignKey(Removal, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=100, help_text="As contracts.ContractKey.")
    column = models.CharField(max_length=63, help_text="The column that led to what was taken away.")
    row = models.BigIntegerField(help_text="The row’s primary key.")
    before = models.JSONField(help_text="All its columns, or only the emptied one.")
    is_away = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
