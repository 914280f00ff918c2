"""What people say about themselves to their peers, by consent, and messages between peers."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from boroughs.querysets import PeerMessageQuerySet, ProfileQuerySet


@pghistory.track()
class Profile(models.Model):
    """What somebody tells other members about their work; deleted with the person.

    Nothing of it is shown before its owner ticked ``in_directory``. ``contact_about`` is the consent to
    be written to through the hub, ``shows_address`` the one to show the address to members,
    ``on_borough_page`` the one to be named on the borough's public page.
    """

    class Discipline(models.TextChoices):
        PROCUREMENT = "procurement", "procurement"
        CONTRACT_MANAGEMENT = "contract_management", "contract management"
        IT_AND_DIGITAL = "it_and_digital", "IT and digital"
        SERVICE = "service", "service"
        TRANSFORMATION = "transformation", "transformation"
        CIO = "cio", "CIO"

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    job_role = models.CharField(max_length=120, blank=True)
    discipline = models.CharField(max_length=20, choices=Discipline, blank=True)
    service_areas = models.ManyToManyField("boroughs.ServiceArea", blank=True, related_name="+")
    in_directory = models.BooleanField("show me in the peer directory", default=False)
    contactable = models.BooleanField("peers may write to me through the hub", default=False)
    contact_about = models.CharField(
        "happy to be contacted about", max_length=255, blank=True, help_text="In your own words."
    )
    shows_address = models.BooleanField("show my e-mail address to members", default=False)
    on_borough_page = models.BooleanField("name me on my borough’s public page", default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return str(self.person)


class PeerMessage(models.Model):
    """A message from one member to another, sent through the hub so that no address is revealed.

    ``in_reply_to`` is the message that began the thread, in every later message of it. ``sender`` is
    empty once whoever wrote it has deleted their account.
    """

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="sent_messages"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="received_messages"
    )
    in_reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    subject = models.CharField(max_length=160)
    text = models.TextField(max_length=4000)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PeerMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["recipient", "-sent_at"], name="messages_of_a_recipient")]

    def __str__(self) -> str:
        return self.subject
