"""Contracts: whose they are, with whom, until when, and what each value rests on."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.querysets import ContractQuerySet


def redraw_landscape() -> pgtrigger.Trigger:
    """Return the trigger by which every statement that writes a table leaves a mark for the landscape."""
    return pgtrigger.Trigger(
        name="redraw_landscape",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="INSERT INTO contracts_landscapechange (at) VALUES (now()); RETURN NULL;",
    )


@pghistory.track(exclude=["search", "borough_ids"])
class Contract(models.Model):
    """An agreement of one borough, or of several jointly, with one or more suppliers.

    ``value`` is the total in GBP excluding VAT; empty means *not known*, never zero (R1).
    ``annual_value``, ``maximum_end_date``, ``window`` and ``decide_by`` follow from the other fields
    and are kept true by ``contracts.actions`` (R1, R2, R3). ``provenance`` says for each field where
    its value came from (R8): ``{"end_date": {"source": "notice", "record": 17, "at": "2026-05-01"}}``.
    """

    class Source(models.TextChoices):
        OFFICER = "officer", "an officer"
        UPLOAD = "upload", "an uploaded register"
        NOTICE = "notice", "a public notice"
        FACT = "fact", "a public page, by hand"
        RULES = "rules", "worked out by the hub"
        DEMONSTRATION = "demonstration", "demonstration data"

    boroughs = models.ManyToManyField(
        "boroughs.Borough", through="contracts.ContractBorough", related_name="contracts"
    )
    suppliers = models.ManyToManyField(
        "suppliers.Supplier", through="contracts.ContractSupplier", related_name="contracts"
    )
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    reference = models.CharField(
        max_length=255, blank=True, help_text="The borough's own reference, or the notice's."
    )
    notice_url = models.URLField("official notice", max_length=500, blank=True)
    source = models.CharField(max_length=15, choices=Source, help_text="What the record was first made from.")

    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    service_area_reason = models.CharField(max_length=255, blank=True)
    service_area_confidence = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="From 0 to 1, where the hub worked it out; empty where a source or an officer said it.",
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    product_text = models.CharField(
        "product as written", max_length=255, blank=True, help_text="What the source calls the product."
    )
    product_reason = models.CharField(
        max_length=255, blank=True, help_text="Why it was taken to be this product, in one sentence."
    )
    cpv_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    route = models.ForeignKey(
        "boroughs.ProcurementRoute", on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    is_framework = models.BooleanField("framework", default=False)
    framework_used = models.CharField(
        "framework it was bought under", max_length=255, blank=True, help_text="Its name and reference."
    )
    looked_after_by = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contracts_looked_after",
        help_text="Empty: the borough’s role mailbox is whom to ask.",
    )

    value = models.DecimalField(
        "total value", max_digits=14, decimal_places=2, null=True, blank=True, help_text="GBP excluding VAT."
    )
    annual_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, editable=False)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(
        null=True, blank=True, help_text="As things stand; used options are inside it."
    )
    break_date = models.DateField(
        null=True, blank=True, help_text="The first day on which it may be ended early."
    )
    notice_days = models.PositiveSmallIntegerField(
        "notice to end it", null=True, blank=True, help_text="Calendar days."
    )
    options_known = models.BooleanField(
        default=False, help_text="Somebody has said which options there are, if only that there are none."
    )
    maximum_end_date = models.DateField(null=True, blank=True, editable=False)
    window = DateRangeField("replacement window", null=True, blank=True, editable=False)
    decide_by = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The last day to begin, for a replacement to start on the end date.",
    )
    decide_by_assumed = models.BooleanField(default=True, editable=False)

    supplier_text = models.TextField(
        blank=True, editable=False, help_text="The suppliers' names, for lists and search."
    )
    borough_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="Its boroughs, the lead borough first: for filters and counts. The database keeps it.",
    )
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("supplier_text", weight="A", config="english")
            + SearchVector("reference", weight="B", config="english")
            + SearchVector("description", weight="C", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    provenance = models.JSONField(default=dict, blank=True, editable=False)
    confirmed_on = models.DateField(
        null=True, blank=True, help_text="When an officer or a newer notice last agreed with it (R7)."
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["end_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="contract_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(maximum_end_date__isnull=True) | Q(maximum_end_date__gte=F("end_date")),
                name="contract_maximum_end_after_end",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="contract_value_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(annual_value__isnull=True) | Q(annual_value__gte=0),
                name="contract_annual_value_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(service_area_confidence__isnull=True)
                | Q(service_area_confidence__gte=0, service_area_confidence__lte=1),
                name="contract_confidence_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(window__isnull=True) | Q(end_date__isnull=False),
                name="contract_window_needs_end_date",
            ),
        ]
        indexes = [
            models.Index(fields=["end_date", "id"], name="contract_by_end"),
            models.Index(fields=["decide_by", "id"], name="contract_by_decide_by"),
            models.Index(fields=["value", "id"], name="contract_by_value"),
            models.Index(fields=["title", "id"], name="contract_by_title"),
            models.Index(fields=["changed", "id"], name="contract_by_change"),
            models.Index(fields=["service_area", "end_date", "id"], name="contract_by_area_and_end"),
            GistIndex(fields=["window"], name="contract_window"),
            GinIndex(fields=["search"], name="contract_search"),
            GinIndex(fields=["borough_ids"], name="contract_boroughs"),
        ]
        triggers = [
            redraw_landscape(),
            pgtrigger.Trigger(
                name="keep_borough_ids",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    NEW.borough_ids := ARRAY(
                        SELECT borough_id FROM contracts_contractborough
                        WHERE contract_id = NEW.id ORDER BY is_lead DESC, id
                    );
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the contract's page."""
        return reverse("contract", args=[self.pk])


@pghistory.track()
class ContractBorough(models.Model):
    """A borough's part in a contract; exactly one borough leads."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="borough_links")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="contract_links")
    is_lead = models.BooleanField(default=True)

    class Meta:
        ordering = ["contract", "-is_lead", "borough"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "borough"], name="a_borough_is_in_a_contract_once"),
            models.UniqueConstraint(
                fields=["contract"], condition=Q(is_lead=True), name="one_borough_leads_a_contract"
            ),
        ]
        indexes = [models.Index(fields=["borough", "contract"], name="contracts_of_borough")]
        triggers = [
            redraw_landscape(),
            pgtrigger.Trigger(
                name="tell_contract",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    UPDATE contracts_contract SET borough_ids = '{}'
                    WHERE id IN (NEW.contract_id, OLD.contract_id);
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.contract}"


@pghistory.track()
class ContractSupplier(models.Model):
    """A supplier's part in a contract, and the name it was given there."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="supplier_links")
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.PROTECT, related_name="contract_links"
    )
    name_as_written = models.CharField(max_length=255)
    reason = models.CharField(max_length=255, help_text="Why this name was taken to be this supplier (R10).")
    is_sme = models.BooleanField(
        "small or medium-sized",
        null=True,
        blank=True,
        help_text="What the contract's source says of its size at the time. Empty: not known.",
    )

    class Meta:
        ordering = ["contract", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "supplier"], name="a_supplier_is_in_a_contract_once")
        ]
        indexes = [models.Index(fields=["supplier", "contract"], name="contracts_of_supplier")]
        triggers = [redraw_landscape()]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.contract}"


@pghistory.track()
class ExtensionOption(models.Model):
    """One right to prolong a contract: 5+2+2 has two. ``used_on`` says when it was exercised."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField(help_text="1 is the first that can be used.")
    months = models.PositiveSmallIntegerField()
    notice_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Calendar days before the end by which it must be used; empty: not known.",
    )
    used_on = models.DateField(null=True, blank=True)
    end_before = models.DateField(
        null=True, blank=True, editable=False, help_text="The contract’s end date before it was used."
    )

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="one_option_a_number"),
            models.CheckConstraint(condition=Q(months__gt=0), name="option_has_months"),
        ]

    def __str__(self) -> str:
        return f"Option {self.number}: {self.months} months"


@pghistory.track()
class ContractKey(models.Model):
    """A name under which a source knows a contract, by which the next import finds it again.

    Schemes: ``ocds`` (``<ocid>|<award id>``), ``register`` (``<GSS code>|<reference>``) and others that
    an import source may add.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="keys")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=600)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="a_key_opens_one_contract")]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
