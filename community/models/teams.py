"""Channels of Microsoft Teams that are told of what begins in a group, and what is on its way to them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class TeamsChannel(models.Model):
    """A channel that an open group tells of its new discussions.

    ``address`` is a secret: who has it can post there. It is in no history and on no page; ``off_at`` says
    since when nothing is posted any more, after ``failures`` in a row.
    """

    group = models.OneToOneField("community.Group", on_delete=models.CASCADE, related_name="teams_channel")
    address = models.CharField(max_length=1000)
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    last_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    off_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["group"]

    def __str__(self) -> str:
        return f"Teams channel of {self.group}"


class TeamsCard(models.Model):
    """A card on its way to a channel: about a discussion, or a trial where there is none."""

    channel = models.ForeignKey(TeamsChannel, on_delete=models.CASCADE, related_name="cards")
    discussion = models.ForeignKey(
        "community.Discussion", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "discussion"], name="a_channel_is_told_of_a_discussion_once"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(ended_at=None), name="teams_cards_to_send")]

    def __str__(self) -> str:
        return f"Card {self.pk}"
