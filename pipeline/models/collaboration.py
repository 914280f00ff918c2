"""Collaborations: the workspaces in which boroughs work together, and who belongs to them (R9)."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from pipeline.collaboration_querysets import CollaborationQuerySet


class Rung(models.TextChoices):
    """How far a collaboration goes, from soft to hard (docs/domain.md, Words)."""

    INTERESTED = "interested", "interested"
    COMPARING = "comparing", "comparing notes"
    ENGAGEMENT = "engagement", "joint market engagement"
    SPECIFICATION = "specification", "common specification"
    NEGOTIATION = "negotiation", "joint negotiation"
    PROCUREMENT = "procurement", "joint procurement"


@pghistory.track()
class Collaboration(models.Model):
    """A workspace that boroughs open from a flag, or by hand for a service area.

    ``agreed_start`` is the day on which the members agreed to start together.
    """

    slug = models.SlugField(max_length=90, unique=True, editable=False)
    title = models.CharField(max_length=200)
    purpose = models.TextField("what it is for", max_length=3000, blank=True)
    flag = models.ForeignKey(
        "pipeline.Flag", on_delete=models.SET_NULL, null=True, blank=True, related_name="collaborations"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="collaborations"
    )
    rung = models.CharField(max_length=15, choices=Rung, default=Rung.INTERESTED)
    agreed_start = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    ended_on = models.DateField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = CollaborationQuerySet.as_manager()

    class Meta:
        ordering = [F("ended_on").desc(nulls_first=True), "-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["flag"], condition=Q(ended_on__isnull=True), name="one_open_collaboration_a_flag"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the workspace."""
        return reverse("collaboration", args=[self.slug])


@pghistory.track()
class Member(models.Model):
    """A borough in a collaboration: invited to it, asking for it, in it, or no longer.

    Who is in it *contributes*, with a voice in what is agreed, or *watches*. ``procurement`` is the timeline
    that the borough made of the agreed date.
    """

    class State(models.TextChoices):
        INVITED = "invited", "invited"
        ASKED = "asked", "asks to be let in"
        IN = "in", "member"
        DECLINED = "declined", "declined"
        REFUSED = "refused", "not let in"
        LEFT = "left", "left"

    class Part(models.TextChoices):
        CONTRIBUTES = "contributes", "contributes"
        WATCHES = "watches", "watches"

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="members")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=10, choices=State)
    part = models.CharField(max_length=12, choices=Part, default=Part.CONTRIBUTES)
    is_lead = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(help_text="When it came to stand so.")
    procurement = models.ForeignKey(
        "pipeline.Procurement", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["collaboration", "borough__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "borough"], name="a_borough_is_in_a_collaboration_once"
            ),
            models.UniqueConstraint(
                fields=["collaboration"], condition=Q(is_lead=True), name="a_collaboration_has_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(is_lead=False) | Q(state="in", part="contributes"),
                name="the_lead_is_a_member_that_contributes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.get_state_display()}"


@pghistory.track()
class Proposal(models.Model):
    """What a member proposes and all members that contribute must agree to: another rung, or a start date."""

    class Kind(models.TextChoices):
        RUNG = "rung", "rung"
        START = "start", "start date"

    class State(models.TextChoices):
        OPEN = "open", "open"
        AGREED = "agreed", "agreed"
        REFUSED = "refused", "not agreed"
        WITHDRAWN = "withdrawn", "withdrawn"

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind)
    rung = models.CharField(max_length=15, choices=Rung, blank=True)
    start_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "kind"],
                condition=Q(state="open"),
                name="one_open_proposal_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="rung", start_on__isnull=True) & ~Q(rung="")
                | Q(kind="start", start_on__isnull=False, rung=""),
                name="a_proposal_says_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collaboration}: {self.get_kind_display()}"


@pghistory.track()
class Vote(models.Model):
    """A member's answer to a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "borough"], name="a_borough_votes_once_on_a_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {'agrees' if self.agrees else 'does not agree'}"


@pghistory.track()
class Outcome(models.Model):
    """What a collaboration came to. ``saving`` is GBP excluding VAT over the whole term; null is not known.

    A saving counts on the public page only where ``evidence_url`` leads to its evidence.
    """

    collaboration = models.OneToOneField(Collaboration, on_delete=models.CASCADE, related_name="outcome")
    summary = models.TextField(max_length=3000)
    lessons = models.TextField(max_length=3000, blank=True)
    saving = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    saving_against = models.CharField("what the saving is measured against", max_length=500, blank=True)
    evidence_url = models.URLField("link to the evidence", max_length=500, blank=True)
    is_public = models.BooleanField("shown to everybody", default=False)
    recorded_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(saving__isnull=True) | Q(saving__gte=0), name="saving_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(saving__isnull=True) | ~Q(saving_against=""),
                name="a_saving_says_what_it_is_measured_against",
            ),
        ]

    def __str__(self) -> str:
        return f"What came of {self.collaboration}"
