"""Key performance indicators of a contract, and what was read of them."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q

from performance.models.record import Record, in_order
from performance.scale import RATINGS


@pghistory.track()
class Kpi(Record):
    """A key performance indicator, as the contract has it.

    ``ended_on`` is the last day on which it counts; empty while it does. Names are not unique in the
    database: two records that are joined may both have one, and neither may be lost.
    """

    class Better(models.TextChoices):
        HIGHER = "higher", "higher is better"
        LOWER = "lower", "lower is better"

    class Every(models.TextChoices):
        MONTH = "month", "every month"
        QUARTER = "quarter", "every quarter"
        HALF = "half", "every half year"
        YEAR = "year", "every year"

    name = models.CharField(max_length=120)
    measured = models.CharField("what is measured", max_length=500)
    target = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=40)
    better = models.CharField(max_length=10, choices=Better, default=Better.HIGHER)
    every = models.CharField("how often", max_length=10, choices=Every, default=Every.QUARTER)
    begins = models.DateField("first day of the first period")
    ended_on = models.DateField("last day on which it counts", null=True, blank=True)

    class Meta:
        verbose_name = "KPI"
        ordering = ["contract", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~(Q(name="") | Q(unit="")), name="kpi_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begins")),
                name="kpi_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def meets(self, value: Decimal) -> bool:
        """Tell whether a value reaches the target."""
        return value >= self.target if self.better == self.Better.HIGHER else value <= self.target


@pghistory.track()
class KpiReading(Record):
    """What an indicator was in a period, and how it is rated on the statutory scale.

    ``value`` is in the indicator's unit, empty where it is not known: a rating can be given without it.
    ``contract`` is the indicator's.
    """

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="readings")
    begins = models.DateField("first day")
    ends = models.DateField("last day")
    value = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    rating = models.CharField(max_length=15, choices=RATINGS)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "KPI reading"
        ordering = ["kpi", "-begins", "-id"]
        constraints = [
            in_order("kpi_reading_in_order"),
            models.UniqueConstraint(fields=["kpi", "begins"], name="one_reading_a_kpi_and_period"),
            models.CheckConstraint(
                condition=~Q(rating="other") | ~Q(reason=""), name="other_rating_says_why"
            ),
        ]
        indexes = [models.Index(fields=["ends"], name="kpi_reading_by_end")]

    def __str__(self) -> str:
        return f"{self.kpi}: {self.get_rating_display()}"
