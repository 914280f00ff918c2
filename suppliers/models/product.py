"""Products: the named things that suppliers sell, what they were called and whose they were."""

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from suppliers.models.supplier import Supplier
from suppliers.product_querysets import ProductQuerySet, ProductTermQuerySet
from suppliers.product_words import normalise_product

#: What a date of these rows means where it is only a bound: "by 2019".
DATE_NOTE = "What is known of the dates where they are not known to the day, such as “by 2019”."


@pghistory.track()
class Product(models.Model):
    """A named thing that a supplier sells. ``supplier`` is the present owner, where it is known.

    Its names and owners through time are rows of their own; ``supplier`` follows the present owner
    among them where there is one (``suppliers.actions.products``).
    """

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    is_demonstration = models.BooleanField(default=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the product's page."""
        return reverse("product", args=[self.slug])


@pghistory.track()
class ProductName(models.Model):
    """One name of a product, with the form in which names are compared and the time in which it was used.

    It was used while ``valid_from <= day < valid_to``; an empty bound is not known and excludes nothing.
    Two products may share a name (*Housing* of three suppliers): such a name is marked ``is_generic``
    and says which product it is only beside its supplier. ``normalised`` follows the name by itself.
    """

    class Kind(models.TextChoices):
        NAME = "name", "name"
        ALIAS = "alias", "other name"
        FORMER = "former", "former name"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    normalised = models.CharField(max_length=120, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NAME)
    is_generic = models.BooleanField(
        "too general",
        default=False,
        help_text="Too general to say by itself which product is meant: it counts beside its supplier only.",
    )
    is_word = models.BooleanField(
        "also an ordinary word",
        default=False,
        help_text="Such as Mosaic: it counts beside its supplier, or in words about software.",
    )
    valid_from = models.DateField(
        "used from",
        null=True,
        blank=True,
        help_text="The first day on which it was called so; empty: not known.",
    )
    valid_to = models.DateField(
        "used until",
        null=True,
        blank=True,
        help_text="The first day on which it was no longer called so; empty: still, or not known.",
    )
    date_note = models.CharField("about the dates", max_length=255, blank=True, help_text=DATE_NOTE)
    source_url = models.URLField("source", max_length=500, blank=True)

    class Meta:
        ordering = ["product", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "normalised"],
                name="a_product_has_a_name_once",
                violation_error_message="The product has this name already.",
            ),
            models.CheckConstraint(condition=~Q(normalised=""), name="product_name_has_a_word"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="product_name_valid_to_after_from",
                violation_error_message="The name must end after it began.",
            ),
        ]
        indexes = [models.Index(fields=["normalised"], name="product_name_normalised")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the name with the form in which it is compared."""
        self.normalised = normalise_product(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a name in which nothing can be compared, such as *++*."""
        self.normalised = normalise_product(self.name)
        if not self.normalised:
            raise ValidationError({"name": "Enter a name that has a letter or a figure."})


@pghistory.track()
class ProductOwner(models.Model):
    """Who owned a product and when: a supplier of the hub, or the owner's name where the hub has no such one.

    It owned the product while ``valid_from <= day < valid_to``; empty is not known. ``is_present`` says
    who owns it now, since an empty end alone cannot. No two owners share a day, as far as days are known.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="owners")
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="products_owned"
    )
    owner_name = models.CharField(
        "owner’s name",
        max_length=255,
        help_text="As the source writes it: often a brand, not a legal entity.",
    )
    is_present = models.BooleanField("present owner", default=False)
    valid_from = models.DateField("owner from", null=True, blank=True, help_text="Empty: not known.")
    valid_to = models.DateField(
        "owner until", null=True, blank=True, help_text="The first day of the next owner; empty: not known."
    )
    date_note = models.CharField("about the dates", max_length=255, blank=True, help_text=DATE_NOTE)
    source_url = models.URLField("source", max_length=500, blank=True)

    class Meta:
        ordering = ["product", F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(is_present=True),
                name="a_product_has_one_present_owner",
                violation_error_message="A product has one present owner.",
            ),
            models.UniqueConstraint(
                fields=["product", "owner_name"],
                condition=Q(valid_from__isnull=True, valid_to__isnull=True),
                name="an_owner_without_dates_is_there_once",
                violation_error_message="This owner is there already.",
            ),
            models.CheckConstraint(condition=~Q(owner_name=""), name="product_owner_has_a_name"),
            models.CheckConstraint(
                condition=Q(is_present=False) | Q(valid_to__isnull=True),
                name="present_owner_has_no_end",
                violation_error_message="The present owner has no end.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="product_owner_valid_to_after_from",
                violation_error_message="The ownership must end after it began.",
            ),
            ExclusionConstraint(
                name="a_product_has_one_owner_a_day",
                expressions=[
                    ("product", RangeOperators.EQUAL),
                    (Func("valid_from", "valid_to", function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(valid_from__isnull=False) | Q(valid_to__isnull=False),
                violation_error_message="Another owner has some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.owner_name}"


@pghistory.track()
class ProductTerm(models.Model):
    """A word that several boroughs' technology contracts have and no product's name matches.

    It is offered to LOTI staff, who make it a product, a name of one, or dismiss it; what they said is
    remembered, so that it is not offered again.
    """

    class Status(models.TextChoices):
        OFFERED = "offered", "offered"
        ACCEPTED = "accepted", "accepted"
        DISMISSED = "dismissed", "dismissed"

    term = models.CharField(max_length=120, help_text="As it is written most often.")
    normalised = models.CharField(max_length=120, unique=True, editable=False)
    contracts = models.PositiveIntegerField(help_text="In how many contracts it was found.")
    borough_ids = ArrayField(models.BigIntegerField(), default=list, help_text="The boroughs that have them.")
    examples = ArrayField(models.CharField(max_length=500), default=list, help_text="Some of their titles.")
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    product = models.ForeignKey(
        Product,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="terms",
        help_text="What it was accepted as.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProductTermQuerySet.as_manager()

    class Meta:
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(condition=~Q(normalised=""), name="product_term_has_a_word"),
            models.CheckConstraint(
                condition=Q(status="offered", decided_at__isnull=True, product__isnull=True)
                | Q(status="dismissed", decided_at__isnull=False, product__isnull=True)
                | Q(status="accepted", decided_at__isnull=False),
                name="product_term_decided_or_offered",
            ),
        ]

    def __str__(self) -> str:
        return self.term
