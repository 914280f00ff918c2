"""Who owned a supplier when: what supplier groups are made of (R10)."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from suppliers.groups import MAKING_GROUPS, Link, makes_a_circle
from suppliers.models.pair import SupplierPair
from suppliers.models.supplier import Supplier
from suppliers.querysets import OwnershipQuerySet


@pghistory.track()
class Ownership(models.Model):
    """A supplier belonged to an owner, or became it under another name.

    It held from ``valid_from`` until before ``valid_to``; empty is *not known*. What a source says less
    exactly than to the day (*by 2019*, *agreement announced on 9 July 2024*) is told in ``date_note``, never
    made into a date. A supplier has one owner at a time; a row without any date counts on the days on which
    no other does, and a supplier has one such row at most. An offer is no ownership, and
    neither is a product sold: they are told and never make a group.
    """

    class Kind(models.TextChoices):
        ACQUIRED = "acquired", "acquired by"
        RENAMED = "renamed", "renamed to"
        MERGED = "merged", "merged into"
        OWNED = "owned", "owned by"
        PRODUCT_SOLD = "product_sold", "sold a product to"
        OFFER = "offer", "offer made by"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="ownerships")
    owner = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="ownerships_as_owner")
    kind = models.CharField(max_length=15, choices=Kind)
    valid_from = models.DateField(null=True, blank=True, help_text="The first day. Empty: not known.")
    valid_to = models.DateField(
        null=True, blank=True, help_text="The first day on which it no longer held. Empty: not known."
    )
    date_note = models.CharField(
        max_length=255, blank=True, help_text="What is known of the dates otherwise: “by 2019”."
    )
    source_url = models.URLField("source", max_length=500, blank=True)
    pair = models.ForeignKey(
        SupplierPair,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="ownerships",
        help_text="The decision in the review queue that said so.",
    )

    objects = OwnershipQuerySet.as_manager()

    class Meta:
        ordering = ["supplier", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(supplier=F("owner")), name="no_supplier_owns_itself"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="ownership_valid_to_after_from",
            ),
            models.CheckConstraint(
                condition=~Q(source_url="") | Q(pair__isnull=False),
                name="ownership_has_a_source",
                violation_error_message="Give the address of the page that says so.",
            ),
            ExclusionConstraint(
                name="one_owner_at_a_time",
                expressions=[
                    ("supplier", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind__in=MAKING_GROUPS)
                & (Q(valid_from__isnull=False) | Q(valid_to__isnull=False)),
                violation_error_message="The supplier has another owner on some of these days.",
            ),
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(
                    kind__in=MAKING_GROUPS,
                    valid_from__isnull=True,
                    valid_to__isnull=True,
                ),
                name="one_owner_without_dates",
                violation_error_message="The supplier has an owner without dates already: give either dates.",
            ),
            models.UniqueConstraint(
                fields=["supplier", "owner", "kind", "valid_from"],
                nulls_distinct=False,
                name="an_ownership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.get_kind_display()} {self.owner}"

    def clean(self) -> None:
        """Refuse a circle, a supplier that through others owns itself, and suppliers that were merged.

        Raises:
            ValidationError: naming the field that is wrong.
        """
        for name in ("supplier", "owner"):
            one = getattr(self, name, None)
            if one and one.merged_into:
                raise ValidationError({name: f"{one} was merged into {one.merged_into}: choose that one."})
        if self.supplier_id and self.owner_id and self.makes_a_circle():
            raise ValidationError({"owner": "This owner belongs to the supplier itself, if through others."})

    @property
    def makes_group(self) -> bool:
        """Tell whether it makes the supplier part of a group, as no offer and no product sold does."""
        return self.kind in MAKING_GROUPS

    def makes_a_circle(self) -> bool:
        """Tell whether with this row the supplier would, on some day, own itself through others."""
        if not self.makes_group:
            return False
        others = Ownership.objects.making_groups().exclude(pk=self.pk).as_links()
        return makes_a_circle(others, Link(self.supplier_id, self.owner_id, self.valid_from, self.valid_to))
