"""Procurement thresholds: figures of law, dated and sourced."""

import pghistory
from django.db import models


@pghistory.track()
class Threshold(models.Model):
    """An amount from which a rule of procurement law counts, such as those of the Procurement Act 2023.

    ``amount`` is in GBP; ``includes_vat`` says how the law counts it. It counts for procurements that
    begin while ``valid_from <= day < valid_to``.
    """

    code = models.SlugField(help_text="The same for one rule through all its amounts.")
    name = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    includes_vat = models.BooleanField("including VAT", default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer counts."
    )
    source = models.CharField(max_length=255)
    source_url = models.URLField(blank=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_threshold_a_code_and_date"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="threshold_above_nothing"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="threshold_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: £{self.amount:,.0f} from {self.valid_from:%-d %B %Y}"
