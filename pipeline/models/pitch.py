"""Pitches: what a supplier offers, once and on one form, and what each borough did with it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from pipeline.market_querysets import PitchCaseQuerySet, PitchQuerySet


@pghistory.track()
class Pitch(models.Model):
    """What a supplier offers to boroughs in one service area.

    ``same_as`` is the form in which titles are compared (``pipeline.pitch_rules.normal_title``): the same
    thing is not pitched to a borough twice within a year. A withdrawn pitch stays as a row, and leaves the
    boroughs' inboxes.
    """

    class PriceModel(models.TextChoices):
        SUBSCRIPTION = "subscription", "subscription"
        PER_USER = "per_user", "price for each user"
        PER_USE = "per_use", "price for each use or transaction"
        FIXED = "fixed", "fixed price"
        TIME = "time", "day rates"
        FREE = "free", "free or open source, with paid support"
        OTHER = "other", "something else"

    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.CASCADE, related_name="pitches")
    title = models.CharField(max_length=150)
    same_as = models.CharField(max_length=150, editable=False)
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="pitches"
    )
    service_area = models.ForeignKey("boroughs.ServiceArea", on_delete=models.PROTECT, related_name="pitches")
    what = models.TextField("what it is and does", max_length=3000)
    evidence = models.TextField("evidence that it works", max_length=3000)
    price_model = models.CharField("how it is priced", max_length=15, choices=PriceModel)
    price = models.CharField("what a borough would pay", max_length=500)
    references = models.TextField("references", max_length=2000, blank=True)
    sent_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = PitchQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name_plural = "pitches"
        indexes = [models.Index(fields=["supplier", "service_area", "-sent_at"], name="pitches_of_supplier")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the pitch as its supplier's people see it."""
        return reverse("pitch", args=[self.pk])


@pghistory.track()
class PitchCase(models.Model):
    """A pitch at one borough: what the borough answered, who handles it, how it came there.

    ``first_answered_at`` is the first word of the borough: a question, a claim, passing on or declining. It
    gives the response times. ``passed_from`` is the case at the borough that passed it on.
    """

    class State(models.TextChoices):
        NEW = "new", "new"
        CLAIMED = "claimed", "taken up"
        PASSED = "passed", "passed on"
        DECLINED = "declined", "declined"

    pitch = models.ForeignKey(Pitch, on_delete=models.CASCADE, related_name="cases")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="pitch_cases")
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    arrived_at = models.DateTimeField(default=timezone.now, editable=False)
    first_answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("last answered at", null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="pitch_cases"
    )
    reason = models.CharField(max_length=1000, blank=True, help_text="The supplier reads it.")
    passed_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="passed_to", editable=False
    )

    objects = PitchCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["pitch", "borough"], name="a_pitch_is_at_a_borough_once"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="declined_pitch_gives_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="new") | Q(first_answered_at__isnull=False),
                name="answered_pitch_says_when",
            ),
        ]
        indexes = [models.Index(fields=["borough", "state", "-arrived_at"], name="pitch_inbox")]

    def __str__(self) -> str:
        return f"{self.pitch} at {self.borough}"

    def get_absolute_url(self) -> str:
        """Return the address of the case as the borough's officers see it."""
        return reverse("pitch_case", args=[self.borough.slug, self.pk])


@pghistory.track()
class PitchQuestion(models.Model):
    """A question of a borough about a pitch, and the supplier's answer."""

    case = models.ForeignKey(PitchCase, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_question_has_an_answer",
            )
        ]

    def __str__(self) -> str:
        return self.question[:80]
