"""Pilots on the common template, their measures, and the facets under which assistive technology is found."""

from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pilots.querysets import PilotQuerySet

#: The longest trial that the template takes, in months: beyond it, it is a service.
MOST_MONTHS = 120


@pghistory.track(exclude=["search", "candid_search"])
class Pilot(models.Model):
    """A trial of a technology by a borough, written up on the common template (domain.md).

    Published, all of it is seen by everybody but the candid part (``candid``, ``scale_why``, ``bought_note``,
    ``contact``), which is for members (R9). ``contact`` is a person who agreed to be asked through the hub.
    ``months`` is its duration; what it cost is a band, in GBP excluding VAT. ``hidden_why`` is the reason for
    which LOTI staff hid it; its borough reads it, mends what it names and publishes the pilot again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"
        HIDDEN = "hidden", "hidden by LOTI staff"

    class Maker(models.TextChoices):
        SUPPLIER = "supplier", "a supplier’s"
        IN_HOUSE = "in_house", "made in-house"

    class Outcome(models.TextChoices):
        WORKED = "worked", "it worked"
        PARTLY = "partly", "it worked in part"
        FAILED = "failed", "it did not work"
        STOPPED = "stopped", "it was stopped early"
        UNCLEAR = "unclear", "nobody can tell"

    class Cost(models.TextChoices):
        NONE = "none", "nothing but our own time"
        TO_10K = "10k", "up to £10,000"
        TO_50K = "50k", "£10,000 to £50,000"
        TO_100K = "100k", "£50,000 to £100,000"
        TO_250K = "250k", "£100,000 to £250,000"
        OVER_250K = "more", "over £250,000"

    class Scale(models.TextChoices):
        YES = "yes", "yes"
        CHANGED = "changed", "yes, with changes"
        NO = "no", "no"
        UNDECIDED = "undecided", "not decided"

    class Bought(models.TextChoices):
        SAME = "same", "what was tried"
        OTHER = "other", "something else"
        NOTHING = "nothing", "nothing"
        UNDECIDED = "undecided", "not decided"

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="pilots")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="pilots"
    )
    problem = models.TextField(max_length=3000, blank=True)
    people = models.TextField(max_length=1500, blank=True)
    technology = models.TextField(max_length=2000, blank=True)
    maker = models.CharField(max_length=10, choices=Maker, blank=True)
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.SET_NULL, null=True, blank=True, related_name="pilots"
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="pilots"
    )
    setting = models.CharField("where it was tried", max_length=300, blank=True)
    began = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField("duration", null=True, blank=True, help_text="Months.")
    cost = models.CharField("cost excluding VAT", max_length=5, choices=Cost, blank=True)
    method = models.TextField("how it was tried and measured", max_length=2000, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    failed = models.TextField("what did not work", max_length=3000, blank=True)
    grade = models.ForeignKey(
        "pilots.EvidenceGrade", on_delete=models.PROTECT, null=True, blank=True, related_name="pilots"
    )
    scale = models.CharField("would you scale it", max_length=10, choices=Scale, blank=True)
    scale_why = models.TextField("why", max_length=1500, blank=True)
    bought = models.CharField("what was bought afterwards", max_length=10, choices=Bought, blank=True)
    bought_contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.SET_NULL, null=True, blank=True, related_name="pilots"
    )
    bought_note = models.CharField(max_length=300, blank=True)
    candid = models.TextField("what you would tell a peer", max_length=3000, blank=True)
    contact = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_assistive = models.BooleanField("assistive technology", default=False)
    facets: Any = models.ManyToManyField("pilots.Facet", through="pilots.PilotFacet", related_name="pilots")
    written_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(max_length=300, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_why = models.CharField(max_length=1000, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("problem", "technology", weight="B", config="english")
            + SearchVector("people", "setting", "method", "failed", weight="C", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    candid_search = models.GeneratedField(
        expression=SearchVector("candid", "scale_why", "bought_note", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PilotQuerySet.as_manager()

    class Meta:
        ordering = ["-changed", "-id"]
        indexes = [
            GinIndex(fields=["search"], name="pilot_search"),
            models.Index(fields=["published_at", "id"], name="pilot_by_publication"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="published_pilot_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~(Q(problem="") | Q(technology="") | Q(outcome="")),
                name="published_pilot_says_what_was_tried",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_why=""), name="withdrawn_pilot_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_why="") & Q(hidden_at__isnull=False),
                name="hidden_pilot_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(maker="in_house") | Q(supplier=None, product=None),
                name="in_house_has_no_supplier",
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__range=(1, MOST_MONTHS)), name="pilot_takes_some_months"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("pilot", args=[self.pk])


@pghistory.track()
class Measure(models.Model):
    """An outcome measure of a pilot, before and after, in the words of who measured it."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pilot", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "position"],
                name="measures_of_a_pilot_have_places",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="measure_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PilotFacet(models.Model):
    """A facet under which a pilot of assistive technology is found."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="facet_links")
    facet = models.ForeignKey("pilots.Facet", on_delete=models.CASCADE, related_name="pilot_links")

    class Meta:
        ordering = ["pilot", "facet"]
        constraints = [models.UniqueConstraint(fields=["pilot", "facet"], name="a_pilot_has_a_facet_once")]

    def __str__(self) -> str:
        return f"{self.pilot}: {self.facet}"
