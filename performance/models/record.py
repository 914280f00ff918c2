"""What every record of a contract's performance has in common."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Record(models.Model):
    """Something that officers of a contract's boroughs keep about its performance.

    It hangs on the contract and on nothing else, so that it moves with it when records are joined, goes aside
    with it when it is taken off the register, and follows its suppliers when these are merged.
    """

    contract = models.ForeignKey("contracts.Contract", on_delete=models.CASCADE, related_name="%(class)ss")
    recorded_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


def in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it begins."""
    return models.CheckConstraint(condition=Q(ends__gte=F("begins")), name=name)
