"""Suppliers, the names they go by, and the identifiers that tell them apart (R10)."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from suppliers.querysets import SupplierQuerySet


@pghistory.track()
class Supplier(models.Model):
    """A legal entity that sells to boroughs. Its names and identifiers are rows of their own.

    A supplier that was found to be another one stays as a row: ``merged_into`` says which one it became, and
    ``suppliers.actions.merge`` moves what belongs to it there, and back when the merge is undone (R10).
    """

    name = models.CharField(max_length=255, help_text="The name the hub shows.")
    slug = models.SlugField(max_length=120, unique=True)
    is_sme = models.BooleanField(
        "small or medium-sized", null=True, blank=True, help_text="Empty: not known."
    )
    is_demonstration = models.BooleanField(
        default=False, help_text="Fictional: loaded to show the hub, never a real supplier."
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        help_text="The supplier that this one was found to be; empty: it stands for itself.",
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="no_supplier_is_merged_into_itself"
            )
        ]
        indexes = [
            models.Index(Lower("name"), "id", name="supplier_by_lower_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="supplier_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the supplier's page."""
        return reverse("supplier", args=[self.slug])

    def standing(self) -> "Supplier":
        """Return the supplier that this one became: itself unless it was merged."""
        supplier = self
        while supplier.merged_into:
            supplier = supplier.merged_into
        return supplier


@pghistory.track()
class SupplierName(models.Model):
    """One name of a supplier, as somebody wrote it, with the form in which names are compared.

    Two suppliers may share a normalised name (two companies called alike with different numbers);
    resolution then tells them apart by identifier.
    """

    class Kind(models.TextChoices):
        WRITTEN = "written", "as written in a notice or register"
        LEGAL = "legal", "registered name"
        FORMER = "former", "former name"
        TRADING = "trading", "trading name"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=255)
    normalised = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WRITTEN)
    source = models.CharField(max_length=255, help_text="Where the name was seen.")
    reason = models.CharField(
        max_length=255, help_text="Why it was taken to be this supplier, in one sentence."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["supplier", "name"], name="a_supplier_has_a_name_once")
        ]
        indexes = [
            models.Index(fields=["normalised"], name="supplier_name_normalised"),
            GinIndex(fields=["normalised"], opclasses=["gin_trgm_ops"], name="normalised_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["last_seen"])
class SupplierIdentifier(models.Model):
    """A number that names one supplier: GB-COH (Companies House), GB-PPON, GB-CHC …

    ``first_seen`` and ``last_seen`` are the days of the first and the last import that brought it;
    ``valid_from`` and ``valid_to`` (exclusive) say when the number was the supplier's, where somebody knows.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    source = models.CharField(max_length=255)
    first_seen = models.DateField(null=True, blank=True, help_text="Empty: not known.")
    last_seen = models.DateField(null=True, blank=True, help_text="Empty: not known.")
    valid_from = models.DateField(null=True, blank=True, help_text="Empty: not known.")
    valid_to = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer held. Empty: not known."
    )

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="an_identifier_names_one_supplier"),
            models.CheckConstraint(
                condition=models.Q(last_seen__isnull=True)
                | models.Q(first_seen__isnull=True)
                | models.Q(last_seen__gte=models.F("first_seen")),
                name="identifier_last_seen_after_first",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="identifier_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
