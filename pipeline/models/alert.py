"""Saved searches of the board: who hears of opportunities, how often, and what each has been told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Frequency


class SavedSearch(models.Model):
    """A search of the board whose new and changed results are sent to an address.

    It belongs to a person with an account, or to an address alone that has confirmed itself. ``question`` is
    the parameters of the board's address. ``compared_at`` is when its results were last compared with what
    had been told (``ToldOpportunity``); nothing is worked out from the date alone.
    """

    class Frequency(models.TextChoices):
        AT_ONCE = Frequency.AT_ONCE.value, "at once"
        DAILY = Frequency.DAILY.value, "once a day"
        WEEKLY = Frequency.WEEKLY.value, "once a week, on Mondays"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_searches",
    )
    address = models.EmailField(blank=True, help_text="Of somebody without an account, in small letters.")
    question = models.JSONField(default=dict, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | (Q(person__isnull=True) & ~Q(address="")),
                name="a_saved_search_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(confirmed_at__isnull=False),
                name="an_account_needs_no_confirming",
            ),
            models.UniqueConstraint(
                fields=["person", "address", "question"],
                nulls_distinct=False,
                name="one_saved_search_a_question",
            ),
        ]
        indexes = [
            models.Index(fields=["address"], name="saved_searches_of_an_address"),
            models.Index(
                fields=["compared_at"],
                condition=Q(confirmed_at__isnull=False),
                name="saved_searches_to_compare",
            ),
        ]

    def __str__(self) -> str:
        return f"saved search {self.pk}"  # neither whose nor what for: that is theirs


class ToldOpportunity(models.Model):
    """What a saved search was last told of one opportunity, so that it is told once, and of changes.

    ``opportunity`` is the number of a row of the board (``Opportunity.id``), which may be gone by now.
    ``substance`` is what was told (``pipeline.alerts.substance``). ``mail`` is the e-mail that carried it;
    what was there when the search was saved was told by the board itself.
    """

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="told")
    opportunity = models.BigIntegerField()
    substance = models.JSONField()
    mail = models.ForeignKey(
        "boroughs.Mail", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["search", "opportunity"]
        verbose_name_plural = "told opportunities"
        constraints = [
            models.UniqueConstraint(
                fields=["search", "opportunity"], name="an_opportunity_is_told_a_search_once"
            )
        ]

    def __str__(self) -> str:
        return f"opportunity {self.opportunity}"
