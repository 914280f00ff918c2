"""Notifications: events, who is told of them, how each person wants to hear, and the mail that went out.

An event is announced in the transaction that made it true. A task works out whom it concerns and writes
one notification a person; mail is made from notifications that no mail has carried yet. What was done is
always read from these rows, never from today's date, so that a missed run loses nothing and a repeated
one doubles nothing.
"""

import uuid

import pghistory
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Frequency(models.TextChoices):
    """How somebody hears about a kind of event."""

    AT_ONCE = "at_once", "at once by e-mail"
    DAILY = "daily", "in a daily e-mail"
    WEEKLY = "weekly", "in a weekly e-mail"
    HUB_ONLY = "hub_only", "only in the hub"
    OFF = "off", "not at all"


class Event(models.Model):
    """Something that happened and may concern people. ``key`` keeps it from being announced twice.

    ``kind`` is the code of a kind in ``boroughs.notifications.kinds``. ``subject`` is what it is about;
    ``data`` is what the kind's words need, in JSON. ``told_at`` is set once all whom it concerns have
    their notification.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    object_id = models.BigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("content_type", "object_id")
    data = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_at"]
        indexes = [
            models.Index(
                fields=["happened_at"], condition=models.Q(told_at__isnull=True), name="events_to_tell"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Mail(models.Model):
    """One e-mail to one address, from the moment it is due until it is sent or given up.

    ``message_id`` is its Message-ID header, the same at each attempt, by which a bounce finds it and by
    which the receiving server knows a message that it has already.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENT = "sent", "sent"
        FAILED = "failed", "given up"
        BOUNCED = "bounced", "bounced"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    address = models.EmailField()
    kind = models.CharField(max_length=40, help_text="The kind of notification, or the digest's frequency.")
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    calendar = models.TextField(blank=True, help_text="An invitation, in iCalendar.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="mails_to_send"),
            models.Index(fields=["person", "kind", "-made_at"], name="mails_of_a_person"),
            models.Index(
                fields=["address", "-made_at"],
                condition=models.Q(state__in=["bounced", "failed"]),
                name="mails_not_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.address}"


class Notification(models.Model):
    """An event, told to one person, with the reason why it concerns them.

    ``frequency`` is what the person had chosen when they were told. ``mail`` is the e-mail that carried
    it, if any did.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notifications")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    because = models.CharField(max_length=255, help_text="Why it concerns the person: a sentence.")
    frequency = models.CharField(max_length=10, choices=Frequency)
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notifications"
    )
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="nobody_is_told_an_event_twice")
        ]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="notifications_of_a_person"),
            models.Index(
                fields=["frequency", "person"],
                condition=models.Q(mail__isnull=True),
                name="notifications_not_mailed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)  # not to whom: that is theirs


@pghistory.track()
class Preference(models.Model):
    """How a person wants to hear about one kind of event, where it is not the kind's default."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=40)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        ordering = ["person", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_preference_a_person_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_frequency_display()}"  # not whose: that is theirs
