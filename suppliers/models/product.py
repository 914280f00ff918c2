"""Products: the named things that suppliers sell."""

import pghistory
from django.db import models

from suppliers.models.supplier import Supplier


@pghistory.track()
class Product(models.Model):
    """A named thing that a supplier sells. ``supplier`` is the present owner, where it is known."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
