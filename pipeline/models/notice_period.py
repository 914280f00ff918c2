"""How long procurement law gives or asks for around its notices: figures of law, dated and sourced."""

import pghistory
from django.db import models


@pghistory.track()
class NoticePeriod(models.Model):
    """A period of procurement law, such as the least days for tendering.

    ``days`` are calendar days, or working days where ``working_days`` is set. It counts for procurements
    that begin while ``valid_from <= day < valid_to``.
    """

    code = models.SlugField(help_text="The same for one rule through all its lengths.")
    name = models.CharField(max_length=160)
    days = models.PositiveSmallIntegerField()
    working_days = models.BooleanField(default=False)
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
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="one_notice_period_a_code_and_date"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="notice_period_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        unit = "working days" if self.working_days else "days"
        return f"{self.name}: {self.days} {unit} from {self.valid_from:%-d %B %Y}"
