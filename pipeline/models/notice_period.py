"""How long procurement law gives or asks for around its notices: figures of law, dated and sourced."""

import pghistory
from django.db import models


@pghistory.track()
class NoticePeriod(models.Model):
    """A period of procurement law, such as the least days for tendering.

    It is ``length`` of ``unit`` long, and counts for procurements that begin while
    ``valid_from <= day < valid_to``.
    """

    class Unit(models.TextChoices):
        DAYS = "days", "days"
        WORKING_DAYS = "working_days", "working days"
        MONTHS = "months", "months"

    code = models.SlugField(help_text="The same for one rule through all its lengths.")
    name = models.CharField(max_length=160)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=Unit, default=Unit.DAYS)
    valid_from = models.DateField()
    valid_to = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer counts."
    )
    source = models.CharField(max_length=255)
    source_url = models.URLField()
    checked_on = models.DateField(help_text="When somebody last compared it with its source.")

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="one_notice_period_a_code_and_date"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="notice_period_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.length} {self.get_unit_display()} from {self.valid_from:%-d %B %Y}"
