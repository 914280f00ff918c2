"""The landscape as it was worked out last, and whether the register has changed since."""

from django.db import models
from django.db.models import Q


class LandscapeChange(models.Model):
    """The register changed and the landscape has not followed yet. Triggers of the database write these.

    Every statement that writes contracts, their boroughs or their suppliers leaves one row, whoever wrote it;
    working the landscape out takes away those that it has seen.
    """

    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class LandscapeSheet(models.Model):
    """All that the landscape says of one service area, or of all London where there is none.

    London has two: of technology, whole or in part, and of everything. Demonstration records have sheets of
    their own. ``figures`` is a ``contracts.landscape.sheet.Sheet``.
    """

    area = models.ForeignKey(
        "boroughs.ServiceArea",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: all London.",
    )
    only_technology = models.BooleanField(
        default=False, help_text="Of all London: service areas of technology, whole or in part, alone."
    )
    is_demonstration = models.BooleanField()
    day = models.DateField(help_text="The day as of which contracts are live, ending or stale.")
    changed = models.DateTimeField(auto_now=True)
    figures = models.JSONField()

    class Meta:
        ordering = ["is_demonstration", "area__code", "only_technology"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "only_technology", "is_demonstration"],
                nulls_distinct=False,
                name="one_sheet_an_area",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(only_technology=False),
                name="only_london_has_a_sheet_of_technology",
            ),
        ]

    def __str__(self) -> str:
        london = "Technology in London" if self.only_technology else "All London"
        return f"{self.area or london}{', demonstration' if self.is_demonstration else ''}"


class FreshnessDay(models.Model):
    """How fresh a borough's register was on a day: what *moved in the last 30 days* is told from (R7)."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="freshness_days")
    day = models.DateField()
    contracts = models.PositiveIntegerField("live contracts")
    fresh = models.PositiveIntegerField()
    stale = models.PositiveIntegerField()

    class Meta:
        ordering = ["borough", "day"]
        constraints = [
            models.UniqueConstraint(fields=["borough", "day"], name="a_borough_has_a_day_once"),
            models.CheckConstraint(
                condition=Q(contracts__gte=models.F("fresh") + models.F("stale")),
                name="no_more_fresh_and_stale_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough}, {self.day}"
