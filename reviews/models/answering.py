"""What others say to a review: the supplier's reply with its clock, and complaints (R6)."""

import pghistory
from django.db import models
from django.db.models import Q

from reviews.models.review import Review


@pghistory.track()
class Reply(models.Model):
    """The supplier's right of reply: open from publication, 14 days unless LOTI staff give more.

    ``text`` is empty until it is used. Also after ``due_on`` the supplier may reply; the clock only says when
    its silence is shown.
    """

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="reply")
    due_on = models.DateField()
    extended_why = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateField(
        null=True, blank=True, help_text="The day for which its people were reminded."
    )

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(
                condition=Q(text="", replied_at=None) | ~Q(text="") & Q(replied_at__isnull=False),
                name="reply_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"Reply to {self.review}"


@pghistory.track()
class Complaint(models.Model):
    """Somebody says that a review, or the reply to it, is inaccurate, confidential or about a person.

    ``supplier`` is the one for which it was made; empty for a member's.
    """

    class About(models.TextChoices):
        REVIEW = "review", "the review"
        REPLY = "reply", "the supplier’s reply"

    class Kind(models.TextChoices):
        INACCURATE = "inaccurate", "something in it is not true"
        CONFIDENTIAL = "confidential", "something in it is confidential"
        PERSONAL = "personal", "it is about a person"

    class Result(models.TextChoices):
        OPEN = "open", "open"
        STANDS = "stands", "it stands as it is"
        AUTHOR = "author", "sent back to its author to mend"
        REMOVED = "removed", "taken down"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="complaints")
    about = models.CharField(max_length=10, choices=About, default=About.REVIEW)
    kind = models.CharField("what is wrong", max_length=15, choices=Kind)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    result = models.CharField(max_length=10, choices=Result, default=Result.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="open") | ~Q(answer="") & Q(decided_at__isnull=False),
                name="decided_complaint_is_answered",
            )
        ]

    def __str__(self) -> str:
        return f"Complaint about {self.review}: {self.get_kind_display()}"
