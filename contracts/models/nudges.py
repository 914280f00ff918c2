"""Asking boroughs to keep their registers fresh: nudges, and questions to role mailboxes (R7)."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func

#: Days before a borough may be nudged again.
NUDGE_RESTS = 28


class Nudge(models.Model):
    """LOTI staff asked a borough to look at its stale contracts: once in 28 days at most.

    ``told`` is how many people were told; ``mailbox`` the address that was written to, if there was one.
    """

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="nudges")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    mailbox = models.EmailField(blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    stale = models.PositiveIntegerField(help_text="Live contracts that were stale on that day.")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="a_borough_is_nudged_once_in_28_days",
                expressions=[
                    ("borough", RangeOperators.EQUAL),
                    (
                        Func(
                            F("on"),
                            template="daterange(%(expressions)s, %(expressions)s + 28)",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.borough}, {self.on}"


class MailboxQuestion(models.Model):
    """A borough's role mailbox was asked whether contracts that nobody looks after are still true (R7)."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="questions")
    address = models.EmailField()
    on = models.DateField()
    contract_ids = ArrayField(models.BigIntegerField())

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["borough", "on"], name="a_mailbox_is_asked_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.borough}, {self.on}"


@pghistory.track()
class QuietMailbox(models.Model):
    """A mailbox that asked for no more questions and nudges; whoever reads it can take that back."""

    address = models.EmailField(unique=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address
