"""Service credits of a contract."""

import pghistory
from django.db import models
from django.db.models import Q

from performance.models.record import Record, in_order


@pghistory.track()
class ServiceCredit(Record):
    """What a supplier owes for service below the agreed level in a period, in GBP excluding VAT."""

    class State(models.TextChoices):
        CLAIMED = "claimed", "claimed"
        RECEIVED = "received", "received"
        WAIVED = "waived", "waived"

    begins = models.DateField("first day")
    ends = models.DateField("last day")
    amount = models.DecimalField("amount excluding VAT", max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=State, default=State.CLAIMED)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["contract", "-begins", "-id"]
        constraints = [
            in_order("service_credit_in_order"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="service_credit_is_something"),
            models.CheckConstraint(condition=~Q(state="waived") | ~Q(why=""), name="waived_credit_says_why"),
        ]

    def __str__(self) -> str:
        return f"Service credit of £{self.amount:,.2f}"
