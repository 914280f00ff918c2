"""Suppliers, the names they go by, and the identifiers that tell them apart (R10)."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from suppliers.querysets import SupplierQuerySet


@pghistory.track()
class Supplier(models.Model):
    """A legal entity that sells to boroughs. Its names and identifiers are rows of their own."""

    name = models.CharField(max_length=255, help_text="The name the hub shows.")
    slug = models.SlugField(max_length=120, unique=True)
    is_sme = models.BooleanField(
        "small or medium-sized", null=True, blank=True, help_text="Empty: not known."
    )
    is_demonstration = models.BooleanField(
        default=False, help_text="Fictional: loaded to show the hub, never a real supplier."
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(Lower("name"), "id", name="supplier_by_lower_name"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="supplier_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the supplier's page."""
        return reverse("supplier", args=[self.slug])


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


@pghistory.track()
class SupplierIdentifier(models.Model):
    """A number that names one supplier: GB-COH (Companies House), GB-PPON, GB-CHC …"""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    source = models.CharField(max_length=255)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="an_identifier_names_one_supplier")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
