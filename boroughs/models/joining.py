"""How people come in: requests that LOTI staff decide, and invitations by a borough's administrators."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from boroughs.models.person import Person
from boroughs.people_querysets import InvitationQuerySet, JoinRequestQuerySet


@pghistory.track()
class JoinRequest(models.Model):
    """Somebody whose address is at no borough's domain asks to be let in; LOTI staff decide."""

    class Wish(models.TextChoices):
        SUPPLIERS_PERSON = "suppliers_person", "I work for a supplier"
        OFFICER = "officer", "I work for a borough, and my address is not at its domain"
        FACILITATOR = "facilitator", "I facilitate for LOTI"

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        APPROVED = "approved", "approved"
        DECLINED = "declined", "declined"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    wish = models.CharField(max_length=20, choices=Wish)
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.PROTECT, null=True, blank=True, related_name="join_requests"
    )
    organisation = models.CharField(max_length=160, blank=True)
    message = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(max_length=1000, blank=True, help_text="Told to the person who asked.")

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state="waiting"),
                name="one_waiting_request_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(wish="officer") | models.Q(borough__isnull=False),
                name="an_officer_asks_for_a_borough",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="a_decided_request_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_wish_display()}"


@pghistory.track()
class Invitation(models.Model):
    """An administrator of a borough invites somebody; the invited accept by a signed link and an account.

    Whoever accepts with the invited address, verified, becomes an officer with ``borough_roles``.
    """

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    borough_roles = ArrayField(
        models.CharField(max_length=20, choices=Person.BoroughRole), default=list, blank=True
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                "borough",
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.borough}"
