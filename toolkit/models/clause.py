"""Clauses with variables, and which boroughs put them into which contracts."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from toolkit.querysets import ClauseQuerySet


@pghistory.track()
class Clause(models.Model):
    """A clause: numbered Markdown with ``{{ variables }}``, its risk and its fallback position.

    ``definitions`` are ``Term = meaning``; ``variables`` are ``name:label:type:default``, a type being text,
    number, date, money (GBP), days or percent. ``version`` counts its wordings; the history has them all.
    """

    class Kind(models.TextChoices):
        EXIT = "exit", "exit"
        DATA = "data-access", "access to data"
        SLA = "sla", "service levels"
        CREDITS = "service-credits", "service credits"
        IMPROVEMENT = "continuous-improvement", "continuous improvement"
        APIS = "apis", "interfaces"
        PRICING = "pricing", "pricing"
        SECURITY = "security", "security"
        MOBILISATION = "mobilisation", "mobilisation"
        OTHER = "other", "other"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=25, choices=Kind)
    version = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    summary = models.CharField(max_length=400)
    risk = models.CharField("what happens without it", max_length=800)
    fallback = models.CharField("if the supplier says no", max_length=800)
    text = models.TextField(help_text="A numbered list in Markdown, with {{ variables }}.")
    definitions = ArrayField(models.CharField(max_length=600), default=list, blank=True)
    variables = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    is_published = models.BooleanField("published", default=False)
    keep_mine = models.BooleanField(
        "changed by staff", default=False, help_text="Loading the first edition again leaves it alone."
    )

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("toolkit_clause", args=[self.slug])


@pghistory.track()
class Adoption(models.Model):
    """A clause in a borough's contract: in which version, how it differs, and whether it helped."""

    class Outcome(models.TextChoices):
        OPEN = "open", "too early to tell"
        HELPED = "helped", "it helped"
        UNUSED = "unused", "it was never needed"
        FAILED = "failed", "it did not help"

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="adoptions")
    version = models.PositiveSmallIntegerField()
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.CASCADE, related_name="clauses_adopted"
    )
    deviations = models.CharField("how it differs", max_length=1000, blank=True)
    outcome = models.CharField("did it help?", max_length=10, choices=Outcome, default=Outcome.OPEN)
    outcome_text = models.CharField("what happened", max_length=1000, blank=True)
    said_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "contract"], name="a_clause_is_in_a_contract_once")
        ]

    def __str__(self) -> str:
        return f"{self.clause} in {self.contract}"
