"""Interest of suppliers in published procurements."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pipeline.market_querysets import InterestQuerySet


@pghistory.track()
class Interest(models.Model):
    """A supplier says that it may bid for a published procurement; the borough sees who.

    Withdrawn interest stays as a row, so that the number of times it came and went is not lost.
    """

    procurement = models.ForeignKey(
        "pipeline.Procurement", on_delete=models.CASCADE, related_name="interests"
    )
    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.CASCADE, related_name="interests")
    note = models.CharField("a word to the borough", max_length=500, blank=True)
    registered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    registered_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "id"]
        verbose_name_plural = "interests"
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "supplier"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_supplier_is_interested_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier} in {self.procurement}"


@pghistory.track()
class InterestShown(models.Model):
    """The borough lets everybody see how many suppliers are interested; without a row, nobody but itself."""

    procurement = models.OneToOneField(
        "pipeline.Procurement", on_delete=models.CASCADE, related_name="interest_shown"
    )

    class Meta:
        ordering = ["procurement"]
        verbose_name_plural = "interest shown"

    def __str__(self) -> str:
        return f"Number of interested suppliers of {self.procurement}"
