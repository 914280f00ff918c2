"""What contracts are for: service areas, and the CPV codes that hint at them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models


@pghistory.track()
class ServiceArea(models.Model):
    """What a contract is for, on two levels, such as *Housing › Housing management system*.

    ``flagged`` says whether overlapping windows in this area become flags (R4): on for technology,
    switched by LOTI staff.
    """

    class Technology(models.TextChoices):
        YES = "yes", "technology"
        PART = "part", "partly technology"
        NO = "no", "not technology"

    code = models.CharField(max_length=10, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=100)
    includes = models.CharField(max_length=255, blank=True, help_text="What belongs here, in a few words.")
    cpv_prefixes = ArrayField(
        models.CharField(max_length=8),
        default=list,
        blank=True,
        help_text="First digits of CPV codes that hint at this area.",
    )
    technology = models.CharField(max_length=4, choices=Technology)
    flagged = models.BooleanField(
        "flags renewal windows",
        default=False,
        help_text="Whether contracts here whose windows meet are flagged (R4).",
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent else self.name


@pghistory.track()
class CpvCode(models.Model):
    """A code of the Common Procurement Vocabulary, without its check digit."""

    code = models.CharField(max_length=8, primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    description = models.CharField(max_length=255)

    class Meta:
        ordering = ["code"]
        verbose_name = "CPV code"

    def __str__(self) -> str:
        return f"{self.code} {self.description}"
