"""Flags: the machine's statements that some boroughs could work together (R4)."""

from collections.abc import Mapping

import pghistory
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pipeline.querysets import FlagQuerySet


@pghistory.track(exclude=["score", "fingerprint"])
class Flag(models.Model):
    """A set of boroughs that share a subject: a supplier, a product, or a service area's window.

    ``value`` is the annual value together in GBP excluding VAT, of the contracts whose value is known;
    ``unknown_values`` counts the others. A flag keeps its identity from run to run (R4).
    """

    class Kind(models.TextChoices):
        SHARED_SUPPLIER = "shared_supplier", "shared supplier"
        SHARED_PRODUCT = "shared_product", "shared product"
        RENEWAL_WINDOW = "renewal_window", "renewal window"
        PIPELINE = "pipeline", "pipeline"

    kind = models.CharField(max_length=20, choices=Kind)
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.CASCADE, null=True, blank=True, related_name="flags"
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.CASCADE, null=True, blank=True, related_name="flags"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.CASCADE, null=True, blank=True, related_name="flags"
    )
    boroughs = models.ManyToManyField(
        "boroughs.Borough", through="pipeline.FlagBorough", related_name="flags"
    )
    sentence = models.CharField(max_length=1000, help_text="What it says, first.")
    reasons = models.JSONField(default=list, help_text="Sentences that name boroughs, contracts and dates.")
    common_dates = DateRangeField(null=True, blank=True, help_text="The days that all windows share.")
    start_on = models.DateField(
        null=True, blank=True, help_text="The date on which all could start together."
    )
    decide_by = models.DateField(
        null=True, blank=True, help_text="The earliest of the boroughs' decide-by dates."
    )
    value = models.DecimalField(
        "annual value together", max_digits=16, decimal_places=2, null=True, blank=True
    )
    unknown_values = models.PositiveIntegerField(default=0)
    borough_count = models.PositiveSmallIntegerField()
    score = models.FloatField(default=0, help_text="Rank: higher first; pipeline.ranking explains it.")
    fingerprint = models.CharField(
        max_length=32, default="", editable=False, help_text="Tells whether a run found something else."
    )
    is_demonstration = models.BooleanField(default=False)
    first_seen = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField()
    expired = models.DateTimeField(null=True, blank=True)

    #: The supplier groups of the day, where a view has read them to find the flag; not stored.
    groups_read: Mapping[int, int] | None = None

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(
                        kind="shared_supplier",
                        supplier__isnull=False,
                        product__isnull=True,
                        service_area__isnull=True,
                    )
                    | Q(
                        kind="shared_product",
                        supplier__isnull=True,
                        product__isnull=False,
                        service_area__isnull=True,
                    )
                    | Q(
                        kind__in=["renewal_window", "pipeline"],
                        supplier__isnull=True,
                        product__isnull=True,
                        service_area__isnull=False,
                    )
                ),
                name="flag_has_the_subject_of_its_kind",
            ),
            models.CheckConstraint(condition=Q(borough_count__gte=2), name="flag_needs_two_boroughs"),
            models.UniqueConstraint(
                fields=["supplier", "is_demonstration"],
                condition=Q(kind="shared_supplier", expired__isnull=True),
                name="one_live_flag_a_supplier",
            ),
            models.UniqueConstraint(
                fields=["product", "is_demonstration"],
                condition=Q(kind="shared_product", expired__isnull=True),
                name="one_live_flag_a_product",
            ),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=Q(expired__isnull=True), name="flag_by_rank"),
            models.Index(
                fields=["kind", "service_area"], condition=Q(expired__isnull=True), name="live_flag_by_area"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        """Return the address of the flag's page."""
        return reverse("flag", args=[self.pk])


class FlagBorough(models.Model):
    """A borough in a flag: which of its contracts are the reason, and by when it must decide.

    ``contract_ids`` are the contracts that count; ``listed_contract_ids`` are shown beside them and not
    counted (R4: a second contract for the same product). ``procurement_ids`` are its procurements that
    others may see, in a flag of the pipeline. They are arrays, not rows, because a flag over
    a whole register would otherwise write millions of rows each night; an id whose contract is gone is
    passed over by readers and leaves at the next run.
    """

    flag = models.ForeignKey(
        Flag,
        on_delete=models.CASCADE,
        related_name="borough_links",
        db_index=False,  # the constraint's index begins with it
    )
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="flag_links")
    contract_ids = ArrayField(models.BigIntegerField())
    listed_contract_ids = ArrayField(models.BigIntegerField(), default=list)
    procurement_ids = ArrayField(models.BigIntegerField(), default=list)
    window = DateRangeField(null=True, blank=True, help_text="The borough's replacement window in this flag.")
    decide_by = models.DateField(null=True, blank=True)
    decide_by_assumed = models.BooleanField(default=True)
    value = models.DecimalField("annual value", max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["flag", "decide_by", "borough"]
        constraints = [
            models.UniqueConstraint(fields=["flag", "borough"], name="a_borough_is_in_a_flag_once")
        ]
        # What a run writes waits in a list that each search goes through: a short one.
        indexes = [
            GinIndex(
                fields=["contract_ids", "listed_contract_ids"],
                name="flags_of_contract",
                gin_pending_list_limit=256,  # kB
            )
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.flag}"


class FlagRun(models.Model):
    """One run of the flag job: when, over what, with which result."""

    started = models.DateTimeField()
    finished = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    failures = models.JSONField(default=list, help_text="Subjects that failed, with the reason.")

    class Meta:
        ordering = ["-started"]

    def __str__(self) -> str:
        return f"{self.started:%d %B %Y %H:%M}"
