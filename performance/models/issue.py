"""The issues log of a contract."""

import pghistory
from django.db import models
from django.db.models import F, Q

from performance.models.record import Record


@pghistory.track()
class Issue(Record):
    """Something that went wrong, what was agreed about it, and how it ended.

    Members read its kind, severity and days; its words are the boroughs' of the contract, unless they share
    them with members.
    """

    class Kind(models.TextChoices):
        LATE = "late", "late delivery"
        DEFECT = "defect", "defects"
        OUTAGE = "outage", "outage"
        SUPPORT = "support", "poor support"
        BILLING = "billing", "wrong bills"
        PRICE = "price", "price change"
        DATA = "data", "access to own data"
        SECURITY = "security", "security"
        STAFF = "staff", "change of the supplier’s people"
        OTHER = "other", "something else"

    class Severity(models.TextChoices):
        MINOR = "minor", "minor"
        SERIOUS = "serious", "serious"
        CRITICAL = "critical", "critical"

    kind = models.CharField(max_length=10, choices=Kind)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.MINOR)
    opened = models.DateField("opened on")
    text = models.CharField("what happened", max_length=1000)
    agreed = models.CharField("what was agreed", max_length=1000, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField("shared with members", default=False)

    class Meta:
        ordering = ["contract", "-opened", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="issue_says_what_happened"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened")),
                name="issue_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="") | Q(closed_on__isnull=False) & ~Q(outcome=""),
                name="closed_issue_has_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["opened"], name="issue_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}, {self.get_severity_display()}"
