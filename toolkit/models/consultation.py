"""Consultations on drafts of pages: members comment until a day, LOTI staff publish what they make of it."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


@pghistory.track()
class Consultation(models.Model):
    """Members are asked about a page before it is published.

    The page's words are shown to members as they are, whatever the page's state, from ``opens_on`` to
    ``closes_on``, both included; after that with ``answer``, once staff have published it.
    """

    page = models.ForeignKey("toolkit.Page", on_delete=models.CASCADE, related_name="consultations")
    question = models.TextField("what you ask members", max_length=1500)
    opens_on = models.DateField()
    closes_on = models.DateField()
    answer = models.TextField(
        "what you make of it",
        max_length=5000,
        blank=True,
        help_text="Markdown. Published as soon as you save it; who commented is told.",
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="answered_consultation_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"Consultation on {self.page}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("toolkit_consultation", args=[self.pk])


@pghistory.track()
class Comment(models.Model):
    """What a member says in a consultation. They can change it until the last day."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(max_length=3000)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["consultation", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "by"], name="one_comment_a_person_and_consultation"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PageReading(models.Model):
    """When a member last read a page, so that they are shown what changed since. It is theirs alone.

    ``version`` is the entry of the page's history that they read.
    """

    page = models.ForeignKey("toolkit.Page", on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey("boroughs.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    version = models.BigIntegerField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="one_reading_a_page_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page}"


class BrokenLink(models.Model):
    """A link of a published page that leads nowhere on the hub, or not to ``https``; found each night."""

    page = models.ForeignKey("toolkit.Page", on_delete=models.CASCADE, related_name="broken_links")
    address = models.CharField(max_length=500)
    why = models.CharField(max_length=200)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["page", "address"]
        constraints = [
            models.UniqueConstraint(fields=["page", "address"], name="a_broken_link_is_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.address}"
