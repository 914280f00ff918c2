"""Tender notices: what boroughs have officially announced that they will buy, whatever became of it."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


@pghistory.track(exclude=["search"])
class TenderNotice(models.Model):
    """What the notices of one ocid say of a purchase up to its award, merged; written by the import alone.

    ``borough_ids`` are the boroughs that buy, the first leads; ``buyers`` are all buyers as written.
    Values are GBP, excluding VAT where the notice says so, as the services ask; empty is not known (R1).
    ``open_until`` is the last day on which it counts as open, ``ended_on`` when it was cancelled or
    awarded. ``amendments`` are what later releases changed, oldest first: ``{"on": day, "said": [...]}``.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "planned"
        ACTIVE = "active", "open for bids"
        COMPLETE = "complete", "awarded or closed"
        CANCELLED = "cancelled", "cancelled"
        UNSUCCESSFUL = "unsuccessful", "ended without an award"

    ocid = models.CharField(max_length=255, unique=True)
    status = models.CharField(max_length=12, choices=Status)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    borough_ids = ArrayField(models.BigIntegerField())
    buyers = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="tender_notices"
    )
    cpv_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True, verbose_name="CPV codes")
    value_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_to = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    sme_suitable = models.BooleanField("suitable for small and medium-sized suppliers", null=True, blank=True)
    vcse_suitable = models.BooleanField("suitable for voluntary and social enterprise", null=True, blank=True)
    procedure = models.CharField(max_length=255, blank=True)
    enquiries_due = models.DateField(null=True, blank=True)
    engagement_until = models.DateField(null=True, blank=True)
    bids_due = models.DateField(null=True, blank=True)
    bids_due_at = models.DateTimeField(null=True, blank=True, help_text="Where the notice names an hour.")
    start_on = models.DateField("start of the contract", null=True, blank=True)
    end_on = models.DateField("end of the contract", null=True, blank=True)
    open_until = models.DateField(help_text="The last day on which it counts as open.")
    ended_on = models.DateField(null=True, blank=True)
    notice_url = models.URLField("official notice", max_length=500, blank=True)
    bid_url = models.URLField("where to bid", max_length=500, blank=True)
    contact_email = models.EmailField(blank=True, help_text="A shared mailbox; people’s own are left out.")
    amendments = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(help_text="The date of the first release.")
    changed = models.DateTimeField(help_text="The date of the newest release.")
    is_demonstration = models.BooleanField(default=False, editable=False)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("description", weight="B", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["open_until", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(borough_ids__len__gt=0), name="a_tender_notice_has_a_borough"),
            models.CheckConstraint(
                condition=Q(value_from__isnull=True)
                | Q(value_to__isnull=True)
                | Q(value_to__gte=F("value_from")),
                name="tender_notice_value_band_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "active"], ended_on__isnull=True)
                | (~Q(status__in=["planned", "active"]) & Q(ended_on__isnull=False)),
                name="tender_notice_ends_with_its_status",
            ),
        ]
        indexes = [
            models.Index(fields=["open_until", "id"], name="tender_notice_by_open_until"),
            models.Index(fields=["changed", "id"], name="tender_notice_by_change"),
            models.Index(fields=["notice_url"], name="tender_notice_by_address"),
            GinIndex(fields=["borough_ids"], name="tender_notice_by_borough"),
            GinIndex(fields=["search"], name="tender_notice_search"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page among the opportunities."""
        return reverse("tender_notice", args=[self.pk])
