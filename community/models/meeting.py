"""Meetings of groups: an agenda from what is open, an invitation, minutes, actions with owners."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


@pghistory.track()
class GroupMeeting(models.Model):
    """A meeting of a group. ``sequence`` counts its changes, so that calendars move it (RFC 5545)."""

    group = models.ForeignKey("community.Group", on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField("where", max_length=300, blank=True)
    join_url = models.URLField("link for joining online", max_length=500, blank=True)
    agenda = models.TextField(max_length=5000, blank=True)
    minutes = models.TextField(max_length=20_000, blank=True)
    minutes_at = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(max_length=300, blank=True)
    called_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancelled_because=""), name="called_off_meeting_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meeting", args=[self.pk])


@pghistory.track()
class MeetingAction(models.Model):
    """What somebody took on in a meeting, until when."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="meeting_actions"
    )
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="meeting_action_due"),
        ]

    def __str__(self) -> str:
        return self.text
