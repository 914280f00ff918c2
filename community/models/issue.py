"""Shared issues: what several boroughs confirm of a supplier, and the supplier's answers."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.issue_querysets import SharedIssueQuerySet


@pghistory.track()
class SharedIssue(models.Model):
    """A problem with a supplier that several boroughs confirm, and that it must answer by a date (domain.md).

    Members see all of it; the supplier's people see it from the day on which it is sent to them, without the
    boroughs that did not agree to be named.
    """

    class State(models.TextChoices):
        OPEN = "open", "being confirmed"
        SENT = "sent", "sent to the supplier"
        ANSWERED = "answered", "answered by the supplier"
        RESOLVED = "resolved", "resolved"
        WITHDRAWN = "withdrawn", "withdrawn"

    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.PROTECT, related_name="shared_issues")
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="shared_issues"
    )
    title = models.CharField(max_length=160)
    text = models.TextField("what happens, and what is asked for", max_length=3000)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField("what came of it", max_length=1000, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = SharedIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["raised_at", "id"], name="shared_issue_by_day"),
            models.Index(fields=["answer_by"], condition=Q(state="sent"), name="shared_issue_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered"])
                | Q(sent_at__isnull=False, answer_by__isnull=False),
                name="sent_issue_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "withdrawn"])
                | ~Q(outcome="") & Q(ended_on__isnull=False),
                name="ended_issue_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("issue", args=[self.pk])


@pghistory.track()
class Confirmation(models.Model):
    """A borough's word that it has the problem too, with its evidence. The first one is of who raised it.

    ``is_named`` says that the supplier may know that it is this borough, and read its words.
    """

    issue = models.ForeignKey(SharedIssue, on_delete=models.CASCADE, related_name="confirmations")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField("what happened to you", max_length=1500)
    is_named = models.BooleanField("the supplier may know that it is us", default=False)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "borough"], name="a_borough_confirms_an_issue_once")
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.issue}"


@pghistory.track()
class IssueAnswer(models.Model):
    """What the supplier answered."""

    issue = models.ForeignKey(SharedIssue, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class Escalation(models.Model):
    """To whom an issue was taken when the answer did not come or did not help, with a new day."""

    issue = models.ForeignKey(SharedIssue, on_delete=models.CASCADE, related_name="escalations")
    to = models.CharField("to whom", max_length=160)
    why = models.CharField(max_length=500)
    answer_by = models.DateField()
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "at", "id"]

    def __str__(self) -> str:
        return f"{self.issue}: {self.to}"
