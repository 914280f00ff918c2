"""Agreements between the members of a collaboration, and who signs them for each borough."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


@pghistory.track()
class Agreement(models.Model):
    """A memorandum of understanding, or the agreement for a joint procurement, made from a template.

    ``number`` counts the agreements of a collaboration: a new version is a new agreement, which ends the one
    in force when all have signed it. ``check`` holds the answers of the competition check, *yes* or *no* by
    the question's code, and ``check_version`` the version of its words; ``cleared_…`` says who looked at
    answers that somebody must look at. ``template_version`` is that of the words, which are kept in
    ``wording`` once it is open for signature, and the boroughs that it is between in ``party_ids``: what was
    signed changes neither with the template nor with the members.
    """

    class Kind(models.TextChoices):
        MEMORANDUM = "memorandum", "memorandum of understanding"
        MASTER = "master", "agreement for a joint procurement"

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        SIGNING = "signing", "open for signature"
        IN_FORCE = "in_force", "in force"
        ENDED = "ended", "ended"

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="agreements"
    )
    number = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MEMORANDUM)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    purpose = models.TextField("what it is for", max_length=2000)
    starts_on = models.DateField()
    expires_on = models.DateField()
    notice_months = models.PositiveSmallIntegerField(default=3)
    costs = models.TextField("who bears which costs", max_length=2000, blank=True)
    shared = models.TextField("what is shared", max_length=2000, blank=True)
    template_version = models.PositiveSmallIntegerField(default=1, editable=False)
    wording = models.JSONField(default=list, editable=False)
    party_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    check_answers = models.JSONField("competition check", default=dict, editable=False)
    check_version = models.PositiveSmallIntegerField(null=True, editable=False)
    checked_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    cleared_by = models.CharField("who looked at it", max_length=120, blank=True)
    cleared_role = models.CharField("in which role", max_length=120, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    cleared_why = models.CharField("what they said", max_length=1000, blank=True)
    drafted_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    drafted_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["collaboration", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "number"], name="agreements_of_a_collaboration_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(state__in=["draft", "signing"]),
                name="one_agreement_at_a_time_is_prepared",
            ),
            models.UniqueConstraint(
                fields=["collaboration"], condition=Q(state="in_force"), name="one_agreement_is_in_force"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("starts_on")), name="agreement_expires_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False)
                | ~Q(state="ended") & Q(ended_on__isnull=True),
                name="agreement_that_ended_says_when",
            ),
            models.CheckConstraint(
                condition=Q(cleared_on__isnull=True) | ~Q(cleared_by="") & ~Q(cleared_role=""),
                name="agreement_says_who_cleared_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("collaboration_agreement", args=[self.collaboration.slug, self.number])


@pghistory.track()
class Signatory(models.Model):
    """Who signed an agreement for a borough, in which role, and when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatories")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["agreement", "borough__name"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "borough"], name="a_borough_signs_an_agreement_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} for {self.borough}"
