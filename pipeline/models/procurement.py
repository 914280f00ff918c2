"""Procurements: planned and running purchases with a timeline, and who may see each (R9)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from pipeline.procurement_querysets import ProcurementQuerySet


@pghistory.track(exclude=["search"])
class Procurement(models.Model):
    """A planned or running purchase of one borough, with a timeline of stages and milestones.

    ``value_from`` and ``value_to`` bound the estimated total value in GBP excluding VAT; empty is not known
    (R1). ``bids_due`` follows from the tender period and is kept true by ``pipeline.procuring``.
    ``published_at`` is when the public could first see it; it stays when the timeline is withdrawn.
    """

    class Visibility(models.TextChoices):
        BOROUGH = "borough", "the borough only"
        MEMBERS = "members", "members of the hub"
        PUBLIC = "public", "everybody"

    class Rung(models.TextChoices):
        CLOSED = "closed", "not open to collaboration"
        COMPARING = "comparing", "comparing notes"
        ENGAGEMENT = "engagement", "joint market engagement"
        SPECIFICATION = "specification", "common specification"
        NEGOTIATION = "negotiation", "joint negotiation"
        PROCUREMENT = "procurement", "joint procurement"

    class Outcome(models.TextChoices):
        AWARDED = "awarded", "a contract was awarded"
        ABANDONED = "abandoned", "it was given up"

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="procurements")
    slug = models.SlugField(max_length=90, unique=True, editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField("what is needed", max_length=5000, blank=True)
    contract = models.ForeignKey(
        "contracts.Contract",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements",
        verbose_name="contract that it replaces",
    )
    incumbent = models.ForeignKey(
        "suppliers.Supplier",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procurements",
        verbose_name="present supplier",
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="procurements"
    )
    cpv_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True, verbose_name="CPV codes")
    route = models.ForeignKey(
        "boroughs.ProcurementRoute", on_delete=models.PROTECT, related_name="procurements"
    )
    flow = models.ForeignKey("pipeline.Flow", on_delete=models.PROTECT, related_name="procurements")
    value_from = models.DecimalField(
        "lowest estimated total value", max_digits=14, decimal_places=2, null=True, blank=True
    )
    value_to = models.DecimalField(
        "highest estimated total value", max_digits=14, decimal_places=2, null=True, blank=True
    )
    lots = models.TextField(max_length=2000, blank=True, help_text="One on each line; empty: not said.")
    sme_suitable = models.BooleanField("suitable for small and medium-sized suppliers", null=True, blank=True)
    rung = models.CharField("open to collaboration", max_length=15, choices=Rung, blank=True)
    open_to = models.CharField(
        "what other boroughs could join in", max_length=500, blank=True, help_text="In a sentence."
    )
    start_on = models.DateField("start of the new contract")
    assumed = models.BooleanField(
        default=True, help_text="The borough had recorded no gates of its own when this was planned."
    )
    notice_url = models.URLField("official notice", max_length=500, blank=True)
    notice = models.ForeignKey(
        "contracts.TenderNotice",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements",
        verbose_name="tender notice in the hub",
    )

    responsible = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements_responsible",
        verbose_name="responsible person",
    )
    commercial_lead = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements_commercial",
    )
    digital_lead = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements_digital",
    )
    service_lead = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="procurements_service",
    )
    role_mailbox = models.EmailField(
        blank=True, help_text="The shared mailbox that suppliers and other boroughs write to."
    )
    notes = models.TextField(max_length=5000, blank=True, help_text="For the borough only.")

    visibility = models.CharField("visible to", max_length=10, choices=Visibility, default=Visibility.BOROUGH)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    publication_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    publication_asked_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    bids_due = models.DateField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    changed = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("description", weight="B", config="english")
            + SearchVector("lots", weight="C", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["start_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value_from__isnull=True) | Q(value_from__gte=0),
                name="procurement_value_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(value_from__isnull=True)
                | Q(value_to__isnull=True)
                | Q(value_to__gte=F("value_from")),
                name="procurement_value_band_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public") | Q(published_at__isnull=False),
                name="public_procurement_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public") | ~Q(role_mailbox=""),
                name="public_procurement_says_whom_to_ask",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="") | Q(ended_on__isnull=False) & ~Q(outcome=""),
                name="procurement_ends_with_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["borough", "contract"],
                condition=Q(ended_on__isnull=True),
                name="one_open_procurement_a_contract",
            ),
        ]
        indexes = [
            models.Index(fields=["start_on", "id"], name="procurement_by_start"),
            models.Index(fields=["bids_due", "id"], name="procurement_by_bids_due"),
            models.Index(fields=["value_to", "id"], name="procurement_by_value"),
            models.Index(fields=["changed", "id"], name="procurement_by_change"),
            GinIndex(fields=["search"], name="procurement_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the timeline as members see it."""
        return reverse("timeline", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may see it."""
        return self.visibility == self.Visibility.PUBLIC


@pghistory.track()
class PublishingRule(models.Model):
    """Whether any officer of a borough may publish its timelines; without a row, its publishers alone may."""

    borough = models.OneToOneField(
        "boroughs.Borough", on_delete=models.CASCADE, related_name="publishing_rule"
    )
    any_officer = models.BooleanField("any officer may publish", default=False)

    class Meta:
        ordering = ["borough"]

    def __str__(self) -> str:
        return f"{self.borough}: {'any officer' if self.any_officer else 'publishers'}"
